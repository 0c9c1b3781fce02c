/** Primary keys, which are informational. https://docs.databricks.com/aws/en/tables/constraints */
import type { PrimaryKey, TableEntry } from "../catalog/catalogs";
import { sqlError } from "../errors";
import type { KeyDefinition } from "../parser/statementNodes";
import { rejectDuplicateColumns } from "./definitions";
import { requireColumn } from "./storeAssignment";

/** A key of a table that has none. @throws SqlError for a column that is unknown or named twice */
export function newKey(
  table: Pick<TableEntry, "columns" | "name" | "primaryKey">,
  key: KeyDefinition,
): PrimaryKey {
  if (table.primaryKey) {
    throw sqlError("INVALID_PARAMETER_VALUE", `The table ${table.name} has a primary key already.`, "22023");
  }
  rejectDuplicateColumns(key.columns);
  const columns = key.columns.map((name) => requireColumn(table, [name]).name);
  return { name: key.name ?? `${table.name}_pk`, columns };
}

/** Gives a new table the keys that its definition has, which may be one; its columns become NOT NULL. */
export function defineKeys(table: TableEntry, keys: KeyDefinition[]): void {
  for (const definition of keys) {
    const key = newKey(table, definition);
    for (const name of key.columns) {
      requireColumn(table, [name]).notNull = true;
    }
    table.primaryKey = key;
  }
}

/** Removes a table's key. @throws SqlError where it has none of this name, unless `ifExists` */
export function dropPrimaryKey(table: TableEntry, name: string | undefined, ifExists: boolean): void {
  const key = table.primaryKey;
  const isMeant = key && (name === undefined || name.toLowerCase() === key.name.toLowerCase());
  if (!isMeant && !ifExists) {
    throw sqlError(
      "CONSTRAINT_DOES_NOT_EXIST",
      `Cannot drop nonexistent constraint ${name ?? "PRIMARY KEY"} from table ${table.name}.`,
      "42704",
    );
  }
  if (isMeant) {
    table.primaryKey = undefined;
  }
}

/** Whether a column is part of the table's key. */
export const isKeyColumn = ({ primaryKey }: TableEntry, column: string): boolean =>
  primaryKey?.columns.some((name) => name.toLowerCase() === column.toLowerCase()) ?? false;
