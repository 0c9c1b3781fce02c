/** The columns that identify the rows of a table. */
import { columnNames } from "./fieldMatching";
import { type TargetTable, tableTitle } from "./targetTable";

const keyLabel = "Key Columns";

/** The given key columns, as the table spells them; none is none. */
export const givenKeyColumns = (target: TargetTable, given: readonly string[]): string[] => [
  ...new Set(columnNames(target, given, keyLabel)),
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
