/** One page of a Delta table's changes: whole versions, as many as fit. https://docs.databricks.com/delta/delta-change-data-feed */
import type { SqlRow, SqlValue } from "../../api/statementRows";
import type { DatabricksClient } from "../../client";
import { DatabricksError } from "../../http/errors";
import type { RowQuery } from "../../operations/statements/rowQuery";
import type { Polled } from "../databricksPolling";
import { LostChanges, lost, lostOr } from "./gap";

/** Where changes begin to count at the first poll. */
export type ChangeStart =
  | { from: "now" }
  | { from: "version"; version: number }
  | { from: "time"; ms: number };

/** What is polled. */
export interface ChangeSource {
  /** The table's name as a statement takes it. */
  table: string;
  start: ChangeStart;
  beforeImages: boolean;
  pageSize: number;
  afterGap: "fail" | "newest";
}

/** What is kept between polls. */
export interface ChangeState extends Record<string, unknown> {
  /** The last version whose changes have been handed over. */
  version: number;
  /** When it was committed, where that is known. */
  at?: string;
  /** Which table it was. */
  id: string;
}

/** A change as the feed tells it: the row's columns, and what became of the row, when and in which version. */
export type TableChange = SqlRow & {
  _change_type: string;
  _commit_version: number;
  _commit_timestamp: string;
};

interface Version {
  version: number;
  at: string;
}

/** The questions that one poll asks of its table. */
class DeltaTable {
  constructor(
    readonly query: RowQuery,
    readonly source: ChangeSource,
  ) {}

  get name(): string {
    return this.source.table;
  }

  /** The versions that the table knows, the newest first. */
  async history(most?: number): Promise<Version[]> {
    const limit = most === undefined ? "" : ` LIMIT ${most}`;
    const { rows } = await this.query({ statement: `DESCRIBE HISTORY ${this.name}${limit}` });
    return rows.map(({ version, timestamp }) => ({ version: this.#whole(version), at: String(timestamp) }));
  }

  async newest(): Promise<Version> {
    const [newest] = await this.history(1);
    if (newest) return newest;
    throw new DatabricksError({
      operation: `The history of ${this.name}`,
      message: "it is empty, so this is no Delta table",
    });
  }

  /** Which table it is, and whether it records its changes. */
  async detail(): Promise<{ id: string; recordsChanges: boolean }> {
    const { rows } = await this.query({ statement: `DESCRIBE DETAIL ${this.name}` });
    const { id = null, properties = null } = rows[0] ?? {};
    return {
      id: String(id),
      recordsChanges: propertyOf(properties, "delta.enableChangeDataFeed") === "true",
    };
  }

  get #changes(): (from: number, to: number) => string {
    const name = `'${this.name.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
    const wanted = this.source.beforeImages ? "" : " WHERE _change_type <> 'update_preimage'";
    return (from, to) => `table_changes(${name}, ${from}, ${to})${wanted}`;
  }

  /** How many changes each version from one to another has; versions without any are left out. */
  async counts(from: number, to: number): Promise<{ version: number; count: number }[]> {
    const { rows } = await this.query({
      statement: `SELECT _commit_version AS version, count(*) AS changes FROM ${this.#changes(from, to)} GROUP BY _commit_version ORDER BY _commit_version`,
    });
    return rows.map(({ version, changes }) => ({
      version: this.#whole(version),
      count: this.#whole(changes),
    }));
  }

  /** A number of the table's history. @throws DatabricksError for what is none */
  #whole(value: SqlValue | undefined): number {
    const number = Number(value);
    if (typeof value !== "object" && value !== "" && Number.isSafeInteger(number) && number >= 0)
      return number;
    throw new DatabricksError({
      operation: `The history of ${this.name}`,
      message: `it has ${JSON.stringify(value ?? null)} where a version or a count should be`,
    });
  }

  /** The changes of the versions from one to another, in the order of versions. */
  async changes(from: number, to: number): Promise<TableChange[]> {
    const { rows } = await this.query({
      statement: `SELECT * FROM ${this.#changes(from, to)} ORDER BY _commit_version`,
    });
    return rows as TableChange[];
  }
}

const propertyOf = (properties: SqlValue, name: string): unknown =>
  typeof properties === "object" && properties !== null && !Array.isArray(properties)
    ? properties[name]
    : undefined;

/** The last version of the next page: whole versions as long as they fit, and one at least. */
const endOfPage = async (table: DeltaTable, from: number, newest: number, room: number): Promise<number> => {
  if (from === newest) return newest;
  let left = room;
  for (const [index, { version, count }] of (await table.counts(from, newest)).entries()) {
    left -= count;
    if (left < 0 && index > 0) return version - 1;
  }
  return newest;
};

const startVersion = async (table: DeltaTable, newest: Version, start: ChangeStart): Promise<number> => {
  switch (start.from) {
    case "now":
      return newest.version;
    case "version":
      if (start.version <= newest.version + 1) return start.version - 1;
      throw new Error(`Start Version is ${start.version}, but the newest version is ${newest.version}.`);
    case "time": {
      const later = (await table.history()).filter(({ at }) => Date.parse(at) >= start.ms);
      return (later.at(-1)?.version ?? newest.version + 1) - 1;
    }
  }
};

const firstState = async (table: DeltaTable, newest: Version): Promise<ChangeState> => {
  const { id, recordsChanges } = await table.detail();
  if (!recordsChanges) {
    throw new DatabricksError({
      operation: `The changes of ${table.name}`,
      message: "the table does not record them, since its change data feed is off",
      hint: `Switch it on with: ALTER TABLE ${table.name} SET TBLPROPERTIES (delta.enableChangeDataFeed = true). Changes are recorded from then on.`,
    });
  }
  const version = await startVersion(table, newest, table.source.start);
  return { version, id, ...(version === newest.version && { at: newest.at }) };
};

/** Makes sure that the table is still the one that the state speaks of. */
const checkSame = async (
  table: DeltaTable,
  newest: Version,
  { version, at, id }: ChangeState,
): Promise<void> => {
  if (newest.version === version && newest.at === at) return;
  const isOlder = newest.version < version;
  const isOther = (newest.version === version && at !== undefined) || (await table.detail()).id !== id;
  if (isOlder || isOther) {
    throw lost(
      table.name,
      `the table has been replaced: version ${version} was read last, and another table of this name is now at version ${newest.version}`,
    );
  }
};

const nextPage = async (
  table: DeltaTable,
  newest: Version,
  state: ChangeState,
  room: number,
): Promise<Polled<ChangeState, TableChange>> => {
  await checkSame(table, newest, state);
  if (newest.version === state.version) return { items: [], state: { ...state, at: newest.at }, more: false };
  const from = state.version + 1;
  const to = await endOfPage(table, from, newest.version, Math.min(table.source.pageSize, room));
  const items = await table.changes(from, to);
  const more = to < newest.version;
  return { items, state: { version: to, id: state.id, ...(!more && { at: newest.at }) }, more };
};

/**
 * Reads the next page of changes.
 * @param state what the last page left; undefined at the first poll
 * @param room how many changes are still wanted; a version with more comes whole
 * @throws DatabricksError that says what to do, where changes are lost and the poll is to fail then
 */
export const pollChanges = async (
  client: DatabricksClient,
  query: RowQuery,
  source: ChangeSource,
  state: ChangeState | undefined,
  room: number,
): Promise<Polled<ChangeState, TableChange>> => {
  const table = new DeltaTable(query, source);
  const newest = await table.newest();
  const from = state ?? (await firstState(table, newest));
  try {
    return await nextPage(table, newest, from, room);
  } catch (error) {
    const failure = lostOr(error);
    if (!(failure instanceof LostChanges)) throw failure;
    if (source.afterGap === "fail") throw failure.error;
    const { id } = await table.detail();
    client.logger.warn(
      `Changes of ${source.table} after version ${from.version} are lost; polling goes on after version ${newest.version}: ${failure.message}`,
    );
    return { items: [], state: { version: newest.version, at: newest.at, id }, more: false };
  }
};
