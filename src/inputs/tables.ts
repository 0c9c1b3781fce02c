/** Inputs that name a table: each part by itself, so that a wizard offers what lies in the part before. */
import { input } from "@prismatic-io/spectral";
import { nameParts, plainName, quotedName } from "../api/sqlNames";
import { optionalText, requiredText } from "./clean";

/** A table as the inputs name it. */
export interface GivenTable {
  catalog?: string;
  schema?: string;
  table: string;
}

/** The catalog of a table. */
export const tableCatalog = input({
  label: "Catalog",
  type: "string",
  required: false,
  dataSource: "selectCatalog",
  placeholder: "main",
  example: "samples",
  comments: "The catalog of the table. Empty for the catalog that the workspace begins with.",
  clean: optionalText("Catalog"),
});

/** The schema of a table. */
export const tableSchema = input({
  label: "Schema",
  type: "string",
  required: false,
  dataSource: "selectSchema",
  placeholder: "default",
  example: "geology",
  comments: "The schema of the table. Empty for the schema that the workspace begins with.",
  clean: optionalText("Schema"),
});

/** The table itself, where there must be one. */
export const tableName = input({
  label: "Table",
  type: "string",
  required: true,
  dataSource: "selectTable",
  placeholder: "orders",
  example: "earthquakes",
  comments:
    "The table's name, alone or whole, such as main.sales.orders. A part that holds dots stands in back-ticks.",
  clean: requiredText("Table"),
});

/**
 * The whole name of a table, as far as the inputs tell it.
 * @returns its parts: the table alone, or with its schema, or with both
 * @throws Error that names the input
 */
export const tableParts = ({ catalog, schema, table }: GivenTable): string[] => {
  const parts = nameParts(table.trim());
  if (parts.length < 1 || parts.length > 3) {
    throw new Error("Table must be a table's name, or catalog.schema.table.");
  }
  const before = [catalog, schema].map((name) => (name === undefined ? undefined : plainName(name)));
  const missing = parts.length === 1 ? before : parts.length === 2 ? before.slice(0, 1) : [];
  if (missing.length === 2 && missing[0] && !missing[1])
    throw new Error("Schema is empty, but Catalog is not.");
  return [...missing.filter((name) => name !== undefined && name !== ""), ...parts] as string[];
};

/** The table as a statement names it. Throws as `tableParts` does. */
export const tableSql = (given: GivenTable): string => quotedName(tableParts(given));

/** What tells one table from another, however it is spelled: names have no case. Throws as `tableParts` does. */
export const tableKey = (given: GivenTable): string[] => tableParts(given).map((part) => part.toLowerCase());
