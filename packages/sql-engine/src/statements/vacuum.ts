/**
 * VACUUM: changes older than the retention become unreadable. There are no files here, so
 * it goes by the age of versions. It leaves no version behind, as on AWS, where its logging is off by default.
 * https://docs.databricks.com/aws/en/sql/language-manual/delta-vacuum
 */
import { fileRetention, type TableVersion } from "../catalog/versions";
import type { SqlResult } from "../engine";
import { sqlError } from "../errors";
import type { StatementOf } from "../parser/statementNodes";
import type { StatementContext } from "./context";
import { rowsResult, stringColumns } from "./inspections";
import { writableTable } from "./targetTable";

const hourMillis = 3_600_000;

/** How long changes are kept, ms. @throws SqlError for less than the table's retention */
function retention(hours: number | undefined, least: number): number {
  if (hours === undefined) {
    return least;
  }
  if (hours < 0) {
    throw sqlError(
      "DELTA_VACUUM_RETENTION_PERIOD_NEGATIVE",
      "Retention period for Vacuum can't be less than 0 hours.",
      "22003",
    );
  }
  if (hours * hourMillis < least) {
    throw sqlError(
      "DELTA_VACUUM_RETENTION_PERIOD_TOO_SHORT",
      `The specified VACUUM retention period is too low and may corrupt this Delta table if any writes are in progress.\n\nIf no operations (insert, upsert, delete, optimize) are running, you can disable this safety check by setting:\ndelta.retentionDurationCheck.enabled = false\n\nOtherwise, use a retention period of at least ${least / hourMillis} hours.`,
      "22003",
    );
  }
  return hours * hourMillis;
}

export async function vacuum(
  context: StatementContext,
  { name, hours }: StatementOf<"vacuum">,
): Promise<SqlResult> {
  const { table } = writableTable(context, name);
  const kept = retention(hours, fileRetention(table));
  await context.storage.withWriteLock(table.physicalName, async () => {
    context.checkAborted();
    const { log } = table;
    const before = context.now() - kept;
    const old = (version: TableVersion) => version.at < before && version.recordedRows > 0;
    const from = log.versions.find((version) => version.at >= before);
    for (const { physicalName } of log.feeds) {
      await context.connection.run(`DELETE FROM ${physicalName}${from ? ` WHERE w < ${from.number}` : ""}`);
    }
    log.versions = log.versions.map((version) => (old(version) ? { ...version, vacuumed: true } : version));
  });
  return rowsResult(context, stringColumns("path"), []);
}
