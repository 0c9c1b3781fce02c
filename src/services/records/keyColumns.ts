/** The columns that identify the rows of a table. */
import { type TargetTable, tableTitle } from "./targetTable";

/**
 * The column of a table by its name in any case.
 * @param label the input that names it
 * @throws Error that names the input when the table has no such column
 */
export const columnNamed = (target: TargetTable, given: string, label: string): string => {
  const lower = given.toLowerCase();
  const found = target.columns.find(({ name }) => name === given || name.toLowerCase() === lower);
  if (found) return found.name;
  throw new Error(`${label} names ${given}, but the table ${tableTitle(target)} has no such column.`);
};

const keyLabel = "Key Columns";

/** The given key columns, as the table spells them; none is none. */
export const givenKeyColumns = (target: TargetTable, given: readonly string[]): string[] => [
  ...new Set(given.map((name) => columnNamed(target, name, keyLabel))),
];

/**
 * The given key columns, or those of the table's primary key.
 * @throws Error that names Key Columns when there are none
 */
export const requiredKeyColumns = (target: TargetTable, given: readonly string[]): string[] => {
  const columns = givenKeyColumns(target, given.length > 0 ? given : target.primaryKey);
  if (columns.length > 0) return columns;
  throw new Error(`${keyLabel} is empty, and the table ${tableTitle(target)} has no primary key.`);
};
