/** Commits a change of a table as a new version, under the table's write lock and in one transaction. */
import type { TableEntry } from "../catalog/catalogs";
import { type CommitOperation, hasFeed, versionColumns } from "../catalog/versions";
import { physicalType } from "../dataTypes";
import { sqlError } from "../errors";
import { inTransaction, type StatementContext } from "./context";

type ChangeType = "insert" | "delete" | "update_preimage" | "update_postimage";

/** Records the changed rows of one version in the change data feed. */
export class ChangeRecorder {
  recordedRows = 0;

  constructor(
    private readonly context: StatementContext,
    private readonly place: { number: number; at: number },
  ) {}

  /** Records rows of a table with a feed; `rows` is DuckDB text: the columns in their order and where from. */
  async record(table: TableEntry, type: ChangeType, columns: string[], from: string): Promise<void> {
    const { number, at } = this.place;
    const names = table.columns.map(({ physicalName }) => physicalName);
    const done = await this.context.connection.run(
      `INSERT INTO ${table.feed?.physicalName} (w, k, m, ${names.join(", ")}) SELECT ${number}, '${type}', make_timestamp(CAST(${at} AS BIGINT) * 1000), ${columns.join(", ")} FROM ${from}`,
    );
    this.recordedRows += done.rowsChanged;
  }

  /** Records all present rows of a table. */
  recordAll(table: TableEntry, type: ChangeType): Promise<void> {
    return this.record(
      table,
      type,
      table.columns.map(({ physicalName }) => physicalName),
      table.physicalName,
    );
  }
}

const reserved = /^(_change_type|_commit_version|_commit_timestamp)$/i;

/** Refuses a feed for a table that has columns of the feed's own names. */
export function rejectReservedColumns(table: TableEntry): void {
  const found = table.columns.filter(({ name }) => reserved.test(name)).map(({ name }) => name);
  if (hasFeed(table) && found.length > 0) {
    throw sqlError(
      "DELTA_TABLE_ALREADY_CONTAINS_CDC_COLUMNS",
      `Unable to enable Change Data Capture on the table. The table already contains\nreserved columns [${found.join(",")}] that will\nbe used internally as metadata for the table's Change Data Feed. To enable\nChange Data Feed on the table rename/drop these columns.\n`,
      "42711",
    );
  }
}

/** Creates the table of a table's changed rows where it does not exist. */
export async function ensureFeed(context: StatementContext, table: TableEntry): Promise<void> {
  if (table.feed) {
    return;
  }
  const physicalName = context.storage.uniqueName("d");
  const columns = table.columns.map((column) => `${column.physicalName} ${physicalType(column.type)}`);
  await context.connection.run(
    `CREATE TABLE ${physicalName} (w BIGINT, k VARCHAR, m TIMESTAMP, ${columns.join(", ")})`,
  );
  table.feed = { physicalName, columns: versionColumns(table.columns) };
  table.log.feeds.push(table.feed);
}

/** A recorder for the next version of a table, where its feed is on. */
export async function openRecorder(
  context: StatementContext,
  table: TableEntry,
  place: { number: number; at: number },
): Promise<ChangeRecorder | undefined> {
  if (!hasFeed(table)) {
    return undefined;
  }
  await ensureFeed(context, table);
  return new ChangeRecorder(context, place);
}

const changedMeanwhile = () =>
  sqlError(
    "DELTA_METADATA_CHANGED",
    "MetadataChangedException: The metadata of the Delta table has been changed by a concurrent update. Please try the operation again.",
    "2D521",
  );

/**
 * Runs one change of a table, all or nothing, and makes a version of it; `work` returns the operation, or
 * undefined where there is nothing to commit.
 * @throws SqlError also where the table was altered, replaced or dropped while this waited for the lock
 */
export function commit(
  context: StatementContext,
  table: TableEntry,
  work: (recorder: ChangeRecorder | undefined) => Promise<CommitOperation | undefined>,
): Promise<void> {
  const { columns } = table;
  return context.storage.withWriteLock(table.physicalName, async () => {
    context.checkAborted();
    if (table.dropped || table.columns !== columns) {
      throw changedMeanwhile();
    }
    const place = table.log.next(context.now());
    const recorder = await openRecorder(context, table, place);
    const operation = await inTransaction(context, () => work(recorder));
    if (!operation) {
      return;
    }
    const recordedRows = recorder?.recordedRows ?? 0;
    table.log.add(table, place, operation, { user: context.environment.user, recordedRows });
    if (operation.metadata) {
      // Statements that wait for the lock compare the columns by identity.
      table.columns = [...table.columns];
    }
  });
}
