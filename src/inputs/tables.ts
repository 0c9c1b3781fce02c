/** Inputs that name a table: each part separately, so that a wizard offers the contents of the previous part. */
import { nameParts, plainName, quotedName } from "../services/sql/sqlNames";
import { asOptional, defineInput, type Input, type Reader, type Texts } from "./defineInput";
import { readObjectName } from "./objectName";
import { nameInAddress } from "./pageAddress";
import { readTrimmed, trimmedInput } from "./text";

/** The values of the inputs that name a table. */
interface GivenTable {
  catalog?: string;
  schema?: string;
  table: string;
}

const labels = { catalog: "Catalog", schema: "Schema", table: "Table" };

/** The catalog of a table. */
export const catalogOfTable = asOptional(
  trimmedInput({
    label: labels.catalog,
    comments: "The catalog of the table. If empty, the workspace's default catalog is used.",
    placeholder: "main",
    example: "samples",
    dataSource: "selectCatalog",
  }),
);

/** The schema of a table. */
export const schemaOfTable = asOptional(
  trimmedInput({
    label: labels.schema,
    comments: "The schema of the table. If empty, the workspace's default schema is used.",
    placeholder: "default",
    example: "geology",
    dataSource: "selectSchema",
  }),
);

/**
 * Reads the name or full name of a table, or the address of its page.
 * @returns the name as used in a statement: with backticks if needed
 */
const readTable: Reader<string> = (value, label) => {
  const text = readTrimmed(value, label);
  const names = nameInAddress(text);
  return names ? quotedName(names) : text;
};

/** Makes the input of a table's name or full name. */
export const tableInput = (texts: Omit<Texts, "label">): Input<string> =>
  defineInput({ type: "string", label: labels.table, ...texts }, readTable);

/**
 * Makes the inputs of a table of Unity Catalog, in order; `fullTable` reads them.
 * @param example an existing table @param what it is, such as "table" or "table or view"
 */
export const fullTableInputs = (example: Required<GivenTable>, what = "table") => ({
  catalog: asOptional(
    trimmedInput({
      label: labels.catalog,
      comments: "The catalog of the table. Not needed if Table holds the full name.",
      placeholder: "main",
      example: example.catalog,
      dataSource: "selectCatalog",
    }),
  ),
  schema: asOptional(
    trimmedInput({
      label: labels.schema,
      comments: "The schema of the table. Not needed if Table holds the full name.",
      placeholder: "default",
      example: example.schema,
      dataSource: "selectSchema",
    }),
  ),
  table: tableInput({
    comments: `The name or full name of the ${what}, such as main.sales.orders. A part with dots must be in backticks.`,
    placeholder: "orders",
    example: example.table,
    dataSource: "selectTable",
  }),
});

/** The table itself, if it is required. */
export const tableName = tableInput({
  comments:
    "The name or full name of the table, such as main.sales.orders. A part with dots must be in backticks.",
  placeholder: "orders",
  example: "earthquakes",
  dataSource: "selectTable",
});

/** Merges two inputs of the same part: the one in the table's name applies, and must not contradict the other input. */
const agreed = (label: string, given: string | undefined, named: string | undefined): string | undefined => {
  const separate = given === undefined || given.trim() === "" ? undefined : plainName(given.trim());
  if (separate === undefined || named === undefined) return named ?? separate;
  if (separate.toLowerCase() === named.toLowerCase()) return named;
  throw new Error(
    `${labels.table} names the ${label.toLowerCase()} ${named}, but ${label} is ${separate}: clear one of the two.`,
  );
};

/** The parts of a table's name, each that the inputs give. Throws as `tableParts` does. */
const namedTable = ({ catalog, schema, table }: GivenTable): Partial<GivenTable> & { table: string } => {
  const parts = nameParts(table.trim());
  const [name, ownSchema, ownCatalog] = parts.slice().reverse();
  if (name === undefined || parts.length > 3) {
    throw new Error(`${labels.table} must be a table's name, or catalog.schema.table.`);
  }
  return {
    catalog: agreed(labels.catalog, catalog, ownCatalog),
    schema: agreed(labels.schema, schema, ownSchema),
    table: name,
  };
};

/**
 * The full name of a table, as far as the inputs give it.
 * @returns its parts: the table alone, or with its schema, or with both
 * @throws Error that names the input, or both inputs where they contradict each other
 */
export const tableParts = (given: GivenTable): string[] => {
  const { catalog, schema, table } = namedTable(given);
  if (catalog !== undefined && schema === undefined) throw new Error("Schema is empty, but Catalog is not.");
  return [catalog, schema, table].filter((part) => part !== undefined);
};

/** The table's name in a statement. Throws as `tableParts` does. */
export const tableSql = (given: GivenTable): string => quotedName(tableParts(given));

/**
 * The full name of a table of Unity Catalog.
 * @throws Error that names the input that is empty or not a name, or both inputs where they contradict each other
 */
export const fullTable = (given: GivenTable): Required<GivenTable> => {
  const { catalog, schema, table } = namedTable(given);
  if (schema === undefined) throw new Error("Schema is empty, but Table is not.");
  if (catalog === undefined) throw new Error("Catalog is empty, but Schema is not.");
  return {
    catalog: readObjectName(catalog, labels.catalog),
    schema: readObjectName(schema, labels.schema),
    table: readObjectName(table, labels.table),
  };
};

/** The identity of a table, however it is spelled: names are not case-sensitive. Throws as `tableParts` does. */
export const tableKey = (given: GivenTable): string[] => tableParts(given).map((part) => part.toLowerCase());
