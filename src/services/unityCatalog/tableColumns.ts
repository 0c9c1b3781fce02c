/** What a column of a table requires of a writer. */
import { isJsonObject } from "../../http/json";
import type { TableColumn } from "./unityCatalog";

/** How a column gets its values. */
interface ValueSource {
  /** The SQL text of its default, if it has one. */
  defaultValue?: string;
  /** Whether Databricks generates its values: an identity column, or one that is computed from others. */
  isGenerated: boolean;
  /** Whether every row must provide a value. */
  isRequired: boolean;
}

/** Spark's metadata of a column: none if the JSON text is absent, a bare type, or not JSON. */
const metadataOf = ({ type_json = "" }: TableColumn): Record<string, unknown> => {
  try {
    const field: unknown = JSON.parse(type_json);
    return isJsonObject(field) && isJsonObject(field.metadata) ? field.metadata : {};
  } catch {
    // Only what the metadata would add is lost: name, type and nullability are separate fields.
    return {};
  }
};

/** As Delta names them, with and without its prefix: https://github.com/delta-io/delta/blob/master/PROTOCOL.md */
const generating = /^(?:delta\.)?(?:identity\.start|generationExpression)$/i;

/** Reads how a column gets its values. */
export const valueSourceOf = (column: TableColumn): ValueSource => {
  const metadata = metadataOf(column);
  const { CURRENT_DEFAULT: value } = metadata;
  const defaultValue = typeof value === "string" && value !== "" ? value : undefined;
  const isGenerated = Object.keys(metadata).some((key) => generating.test(key));
  return {
    ...(defaultValue !== undefined && { defaultValue }),
    isGenerated,
    isRequired: column.nullable === false && defaultValue === undefined && !isGenerated,
  };
};

/** A nested type can be longer than a form is wide, in characters. */
const maxTypeLength = 60;

/** Text cut to a length, in characters. */
export const truncateText = (text: string, maxLength: number): string => {
  const characters = [...text];
  return characters.length > maxLength ? `${characters.slice(0, maxLength - 1).join("")}…` : text;
};

/** A column's label: its name and, if it is known, its type. */
export const columnTitle = ({ name, type_text, type_name }: TableColumn): string => {
  const type = type_text || type_name?.toLowerCase();
  return type ? `${name} (${truncateText(type, maxTypeLength)})` : name;
};
