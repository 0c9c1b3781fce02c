/** A column of a result. Names may repeat, and be absent; without a type its values are text. */
export interface ResultColumn {
  name?: string;
  position?: number;
  type_name?: string;
  type_text?: string;
  type_precision?: number;
  type_scale?: number;
  type_interval_type?: string;
}

/** The type of a column as SQL spells it; what has none is text. */
export const typeTextOf = ({ type_text, type_name }: ResultColumn): string =>
  type_text || type_name || "STRING";
