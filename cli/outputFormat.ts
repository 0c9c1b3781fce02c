/** The output formats of a result. */

export const outputFormats = ["table", "json", "csv", "raw"] as const;

/** A form in which a result is shown. */
export type OutputFormat = (typeof outputFormats)[number];

/** An object of a list, such as a row. */
export type Row = Record<string, unknown>;

/** Whether a value is a file's content. */
export const isBytes = (value: unknown): value is ArrayBufferView => ArrayBuffer.isView(value);

const isRow = (value: unknown): value is Row =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !isBytes(value);

/**
 * The objects that a table shows: a list of objects, or the rows of a result that has rows.
 * @returns undefined where a result has neither
 */
export const rowsOf = (result: unknown): Row[] | undefined => {
  const list = isRow(result) ? result.rows : result;
  return Array.isArray(list) && list.every(isRow) ? list : undefined;
};

/** The form of a result where none is asked for: for people on a terminal, for programs everywhere else. */
const usualFormat = (result: unknown, isTerminal: boolean): OutputFormat => {
  if (isBytes(result)) return "raw";
  if (!isTerminal) return "json";
  if (typeof result === "string") return "raw";
  return rowsOf(result) ? "table" : "json";
};

/** Whether a result can be shown in a form. JSON can show all. */
const fits = (result: unknown, format: OutputFormat): boolean => {
  if (format === "json") return true;
  if (format === "raw") return isBytes(result) || typeof result === "string";
  return rowsOf(result) !== undefined || (format === "table" && isRow(result));
};

/** What a form is for. */
const fittingResults: Record<OutputFormat, string> = {
  table: "lists of objects, and for objects",
  csv: "lists of objects",
  raw: "files and texts",
  json: "all",
};

/**
 * Chooses the form of a result.
 * @param wanted the form that was asked for, where one was
 * @returns the form, and what is to be said where it is not the one that was asked for
 */
export const chooseFormat = (
  result: unknown,
  wanted: OutputFormat | undefined,
  isTerminal: boolean,
): { format: OutputFormat; note?: string } => {
  if (wanted === undefined) return { format: usualFormat(result, isTerminal) };
  if (fits(result, wanted)) return { format: wanted };
  return {
    format: "json",
    note: `--output ${wanted} is for ${fittingResults[wanted]}. This result is shown as JSON.`,
  };
};
