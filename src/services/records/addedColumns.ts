/** New columns of a table, for fields of records that have none. */
import type { DatabricksClient } from "../../client";
import { quotedName } from "../sql/sqlNames";
import { type CompletedChange, FailedChange, runChange } from "./changeStatement";
import { targetName } from "./mergeSql";
import type { TargetColumn, TargetTable } from "./targetTable";

/** The statement that adds columns to a table. */
const addColumnsStatement = (target: TargetTable, columns: readonly TargetColumn[]): string => {
  const definitions = columns.map(({ name, typeText }) => `${quotedName([name])} ${typeText}`);
  return `ALTER TABLE ${targetName(target)} ADD COLUMNS (${definitions.join(", ")})`;
};

/** A write that is ready, except for columns that the table does not have yet. */
interface NeedsColumns {
  /** The table with the missing columns. */
  target: TargetTable;
  missing: readonly TargetColumn[];
}

const addColumns = async (
  client: DatabricksClient,
  warehouseId: string,
  { target, missing }: NeedsColumns,
): Promise<CompletedChange> => {
  client.logger.info(`Adding the columns ${missing.map(({ name }) => name).join(", ")}`);
  // A second time fails, since the columns are there: that is found out below.
  return runChange(client, {
    warehouseId,
    statement: addColumnsStatement(target, missing),
    isRepeatable: true,
  });
};

/**
 * Adds the columns that a write needs. Where that fails, another writer may have added them: the write is prepared again.
 * @param prepareAgain reads the table and prepares the write
 * @returns the write, whose columns are all there
 */
export const withColumns = async <Write extends NeedsColumns>(
  client: DatabricksClient,
  warehouseId: string,
  ready: Write,
  prepareAgain: () => Promise<Write>,
): Promise<Write> => {
  if (ready.missing.length === 0) return ready;
  try {
    await addColumns(client, warehouseId, ready);
    return ready;
  } catch (failed) {
    if (!(failed instanceof FailedChange)) throw failed;
    const again = await prepareAgain();
    if (again.missing.length === ready.missing.length) throw failed.reason;
    if (again.missing.length === 0) return again;
    await addColumns(client, warehouseId, again).catch((second: unknown) => {
      throw second instanceof FailedChange ? second.reason : second;
    });
    return again;
  }
};
