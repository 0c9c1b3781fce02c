/** What makes a new version of a table: one change, in the table's turn and as one transaction. */
import type { Table } from "../catalog/catalogs";
import { hasFeed, type Operation, versionColumns } from "../catalog/versions";
import { storedType } from "../dataTypes";
import { sqlError } from "../errors";
import { inTransaction, type Session } from "./session";

export type ChangeType = "insert" | "delete" | "update_preimage" | "update_postimage";

/** Takes the rows that one version changes. */
export class Recorder {
  recorded = 0;

  constructor(
    private readonly session: Session,
    private readonly place: { number: number; at: number },
  ) {}

  /** Records rows of a table with a feed; `rows` is DuckDB text: the columns in their order and where from. */
  async record(table: Table, type: ChangeType, columns: string[], from: string): Promise<void> {
    const { number, at } = this.place;
    const names = table.columns.map(({ stored }) => stored);
    const done = await this.session.connection.run(
      `INSERT INTO ${table.feed?.stored} (w, k, m, ${names.join(", ")}) SELECT ${number}, '${type}', make_timestamp(CAST(${at} AS BIGINT) * 1000), ${columns.join(", ")} FROM ${from}`,
    );
    this.recorded += done.rowsChanged;
  }

  /** Records all present rows of a table. */
  recordAll(table: Table, type: ChangeType): Promise<void> {
    return this.record(
      table,
      type,
      table.columns.map(({ stored }) => stored),
      table.stored,
    );
  }
}

const reserved = /^(_change_type|_commit_version|_commit_timestamp)$/i;

/** Refuses a feed for a table that has columns of the feed's own names. */
export function refuseReserved(table: Table): void {
  const found = table.columns.filter(({ name }) => reserved.test(name)).map(({ name }) => name);
  if (hasFeed(table) && found.length > 0) {
    throw sqlError(
      "DELTA_TABLE_ALREADY_CONTAINS_CDC_COLUMNS",
      `Unable to enable Change Data Capture on the table. The table already contains\nreserved columns [${found.join(",")}] that will\nbe used internally as metadata for the table's Change Data Feed. To enable\nChange Data Feed on the table rename/drop these columns.\n`,
      "42711",
    );
  }
}

/** Makes the place for a table's changed rows, if it has none. */
export async function openFeed(session: Session, table: Table): Promise<void> {
  if (table.feed) {
    return;
  }
  const stored = session.store.name("d");
  const columns = table.columns.map((column) => `${column.stored} ${storedType(column.type)}`);
  await session.connection.run(
    `CREATE TABLE ${stored} (w BIGINT, k VARCHAR, m TIMESTAMP, ${columns.join(", ")})`,
  );
  table.feed = { stored, columns: versionColumns(table.columns) };
  table.log.feeds.push(table.feed);
}

/** A recorder for the next version of a table, where its feed is on. */
export async function recorderFor(
  session: Session,
  table: Table,
  place: { number: number; at: number },
): Promise<Recorder | undefined> {
  if (!hasFeed(table)) {
    return undefined;
  }
  await openFeed(session, table);
  return new Recorder(session, place);
}

const changedMeanwhile = () =>
  sqlError(
    "DELTA_METADATA_CHANGED",
    "MetadataChangedException: The metadata of the Delta table has been changed by a concurrent update. Please try the operation again.",
    "2D521",
  );

/**
 * Runs one change of a table, all or nothing, and makes a version of it; `work` says what it has done, or
 * nothing where it is to leave no version behind.
 * @throws SqlError also where the table was altered, replaced or dropped while this waited for its turn
 */
export function commit(
  session: Session,
  table: Table,
  work: (recorder: Recorder | undefined) => Promise<Operation | undefined>,
): Promise<void> {
  const { columns } = table;
  return session.store.inTurn(table.stored, async () => {
    session.checkAborted();
    if (table.gone || table.columns !== columns) {
      throw changedMeanwhile();
    }
    const place = table.log.next(session.now());
    const recorder = await recorderFor(session, table, place);
    const operation = await inTransaction(session, () => work(recorder));
    if (!operation) {
      return;
    }
    const recorded = recorder?.recorded ?? 0;
    table.log.add(table, place, operation, { user: session.environment.user, recorded });
    if (operation.metadata) {
      // What others have read of the table before no longer holds.
      table.columns = [...table.columns];
    }
  });
}
