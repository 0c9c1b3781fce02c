/** Inputs that name a table: each part by itself, so that a wizard offers what lies in the part before. */
import { input } from "@prismatic-io/spectral";
import { nameParts, plainName, quotedName } from "../services/sql/sqlNames";
import { optional, optionalText, requiredText } from "./clean";
import { objectName } from "./objectName";
import { nameInAddress } from "./pageAddress";

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

const tableLabel = "Table";

/**
 * A check for the name of a table, alone or whole, or the address of its page.
 * @returns the name as a statement may have it: a part that needs back-ticks has them
 */
export const requiredTable = (value: unknown): string => {
  const text = requiredText(tableLabel)(value).trim();
  const names = nameInAddress(text);
  return names ? quotedName(names) : text;
};

/** The same check for a name that may be left out. */
export const optionalTable = optional(requiredTable);

/** The table itself, where there must be one. */
export const tableName = input({
  label: tableLabel,
  type: "string",
  required: true,
  dataSource: "selectTable",
  placeholder: "orders",
  example: "earthquakes",
  comments:
    "The table's name, alone or whole, such as main.sales.orders. A part that holds dots stands in back-ticks.",
  clean: requiredTable,
});

/** What two inputs say of one thing: the table's own word counts, and must not contradict the other input. */
const agreed = (label: string, given: string | undefined, named: string | undefined): string | undefined => {
  const own = given === undefined || given.trim() === "" ? undefined : plainName(given.trim());
  if (own === undefined || named === undefined) return named ?? own;
  if (own.toLowerCase() === named.toLowerCase()) return named;
  throw new Error(
    `${tableLabel} names the ${label.toLowerCase()} ${named}, but ${label} is ${own}: clear one of the two.`,
  );
};

/** The parts of a table's name, each that the inputs tell. Throws as `tableParts` does. */
const namedTable = ({ catalog, schema, table }: GivenTable): Partial<GivenTable> & { table: string } => {
  const parts = nameParts(table.trim());
  const [name, ownSchema, ownCatalog] = parts.slice().reverse();
  if (name === undefined || parts.length > 3) {
    throw new Error(`${tableLabel} must be a table's name, or catalog.schema.table.`);
  }
  return {
    catalog: agreed("Catalog", catalog, ownCatalog),
    schema: agreed("Schema", schema, ownSchema),
    table: name,
  };
};

/**
 * The whole name of a table, as far as the inputs tell it.
 * @returns its parts: the table alone, or with its schema, or with both
 * @throws Error that names the input, or both inputs where they contradict each other
 */
export const tableParts = (given: GivenTable): string[] => {
  const { catalog, schema, table } = namedTable(given);
  if (catalog !== undefined && schema === undefined) throw new Error("Schema is empty, but Catalog is not.");
  return [catalog, schema, table].filter((part) => part !== undefined);
};

/** The table as a statement names it. Throws as `tableParts` does. */
export const tableSql = (given: GivenTable): string => quotedName(tableParts(given));

/**
 * The whole name of a table of Unity Catalog.
 * @throws Error that names the input which is empty or no name, or both inputs where they contradict each other
 */
export const wholeTable = (given: GivenTable): Required<GivenTable> => {
  const { catalog, schema, table } = namedTable(given);
  if (schema === undefined) throw new Error("Schema is empty, but Table is not.");
  if (catalog === undefined) throw new Error("Catalog is empty, but Schema is not.");
  return {
    catalog: objectName("Catalog")(catalog),
    schema: objectName("Schema")(schema),
    table: objectName(tableLabel)(table),
  };
};

/** What tells one table from another, however it is spelled: names have no case. Throws as `tableParts` does. */
export const tableKey = (given: GivenTable): string[] => tableParts(given).map((part) => part.toLowerCase());
