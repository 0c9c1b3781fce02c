import { type Order, orderFields } from "./order";

/** What Execute an SQL Statement takes. */
export interface Insert {
  sqlStatement: string;
  /** A JSON array of parameters. */
  sqlParameters: string;
}

/** Names come from the config wizard; values never go into the text of a statement. */
const quoted = (name: string): string => `\`${name.replaceAll("`", "``")}\``;

/** The most parameters that Databricks takes in a statement. */
const parametersPerStatement = 256;

/** How many orders one statement can insert: each value of theirs is a parameter. */
export const ordersPerStatement = (mapping: Record<string, string>): number => {
  const columns = Object.values(mapping).filter((field) => field).length;
  return Math.max(1, Math.floor(parametersPerStatement / Math.max(1, columns)));
};

/**
 * Makes one INSERT of some orders.
 * @param table the names of catalog, schema and table
 * @param mapping the result of Map Table Columns: the field of each column
 */
export const insertStatement = (
  table: readonly string[],
  mapping: Record<string, string>,
  orders: readonly Order[],
): Insert => {
  const columns = Object.entries(mapping).flatMap(([key, field]) =>
    // The form percent-encodes what it cannot have in a key.
    field ? [{ name: decodeURIComponent(key), field }] : [],
  );
  if (columns.length === 0) throw new Error("No column is mapped: nothing can be inserted.");
  const rows = orders.map((_, row) => `(${columns.map((_column, index) => `:r${row}c${index}`).join(", ")})`);
  const parameters = orders.flatMap((order, row) =>
    columns.map(({ field }, index) => ({
      name: `r${row}c${index}`,
      value: order[field] ?? null,
      type: orderFields[field] ?? "STRING",
    })),
  );
  const names = columns.map(({ name }) => quoted(name)).join(", ");
  return {
    sqlStatement: `INSERT INTO ${table.map(quoted).join(".")} (${names}) VALUES ${rows.join(", ")}`,
    sqlParameters: JSON.stringify(parameters),
  };
};
