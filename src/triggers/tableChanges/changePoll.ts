/** One page of a Delta table's changes: whole versions, as many as fit. */
import type { DatabricksClient } from "../../client";
import { DatabricksError } from "../../http/errors";
import type { RowQuery } from "../../services/sql/rowQuery";
import type { PollResult } from "../databricksPolling";
import { isIntegerFrom } from "../storedState";
import { DeltaTable, parseInstant, type TableChange, type Version } from "./deltaTable";
import { ChangesUnavailableError, changesUnavailable, versionsText } from "./missingChanges";
import { type LostVersions, type ReadableChanges, readChanges } from "./readableChanges";

/** Where the first poll starts. */
export type ChangeStart =
  | { from: "now" }
  | { from: "version"; version: number }
  | { from: "time"; ms: number };

/** The source of the poll. */
interface ChangeSource {
  /** The table's name in a statement. */
  table: string;
  start: ChangeStart;
  beforeImages: boolean;
  pageSize: number;
  afterGap: "fail" | "newest";
}

/** What is stored between polls. */
export interface ChangeState extends Record<string, unknown> {
  /** The last version whose changes have been returned; -1 before the first. */
  version: number;
  /** When it was committed, if known. */
  at?: string;
  /** Which table it was. */
  id: string;
  /** Up to which version the next ones were readable together, if not the newest. */
  readableTo?: number;
}

/**
 * Reads a stored state; undefined if it is invalid. An invalid time is omitted, and so are other fields that only save
 * queries.
 */
export const readChangeState = (stored: Record<string, unknown>): ChangeState | undefined => {
  const { version, at, id, readableTo } = stored;
  if (!isIntegerFrom(version, -1) || typeof id !== "string") return undefined;
  return {
    version,
    id,
    ...(parseInstant(at) !== undefined && { at: String(at) }),
    ...(isIntegerFrom(readableTo, 0) && { readableTo }),
  };
};

type ChangePage = PollResult<ChangeState, TableChange>;

const isoOf = (ms: number): string => new Date(ms).toISOString();

const stateAt = ({ version, at }: Version, id: string): ChangeState => ({
  version,
  id,
  ...(at !== undefined && { at: isoOf(at) }),
});

/** Reads the pages of one poll. */
class ChangeReader {
  readonly #table: DeltaTable;
  /** Whether this poll has items to return. */
  #hasItems = false;

  constructor(
    readonly client: DatabricksClient,
    query: RowQuery,
    readonly source: ChangeSource,
  ) {
    this.#table = new DeltaTable(query, source.table, source.beforeImages);
  }

  async read(state: ChangeState | undefined, remaining: number): Promise<ChangePage> {
    const newest = await this.#table.newest();
    const from = state ?? (await this.#firstState(newest));
    try {
      const page = await this.#nextChanges(await this.#sameTable(newest, from), newest, remaining);
      this.#hasItems ||= page.items.length > 0;
      return page;
    } catch (error) {
      if (!(error instanceof ChangesUnavailableError)) throw error;
      if (this.source.afterGap === "fail") {
        throw error.explained(`All changes after version ${from.version} are lost.`);
      }
      const { id } = await this.#table.detail();
      this.#warn(
        `Changes of ${this.#table.name} after version ${from.version} are lost; polling continues after version ${newest.version}: ${error.message}`,
      );
      return { items: [], state: stateAt(newest, id), hasMore: false };
    }
  }

  #warn(line: string): void {
    this.client.logger.warn(line);
  }

  async #firstState(newest: Version): Promise<ChangeState> {
    const { name } = this.#table;
    const { id, recordsChanges } = await this.#table.detail();
    if (!recordsChanges) {
      throw new DatabricksError({
        operation: `The changes of ${name}`,
        message: "the table does not record them, since its change data feed is disabled",
        hint: `Enable it with: ALTER TABLE ${name} SET TBLPROPERTIES (delta.enableChangeDataFeed = true). Changes are recorded from then on.`,
      });
    }
    const version = await this.#startVersion(newest, this.source.start);
    return version === newest.version ? stateAt(newest, id) : { version, id };
  }

  async #startVersion({ version: newest }: Version, start: ChangeStart): Promise<number> {
    switch (start.from) {
      case "now":
        return newest;
      case "version":
        if (start.version <= newest + 1) return start.version - 1;
        throw new Error(`Start Version is ${start.version}, but the newest version is ${newest}.`);
      case "time": {
        const history = await this.#table.history();
        this.#checkStart(history.at(-1), start.ms);
        const first = history.filter(({ at }) => at !== undefined && at >= start.ms).at(-1);
        return (first?.version ?? newest + 1) - 1;
      }
    }
  }

  /** Changes before the oldest version in the history may be after the start. */
  #checkStart(oldest: Version | undefined, startMs: number): void {
    if (oldest?.at === undefined || oldest.version === 0 || startMs >= oldest.at) return;
    const begins = `The kept history begins with version ${oldest.version}, at ${isoOf(oldest.at)}`;
    if (this.source.afterGap === "fail") {
      throw changesUnavailable(
        this.#table.name,
        "expired",
        `Start Time is ${isoOf(startMs)}, before the kept history`,
      ).explained(
        `${begins}: earlier changes are lost. Choose a later Start Time, or begin at version ${oldest.version}.`,
      );
    }
    this.#warn(
      `Changes of ${this.#table.name} from ${isoOf(startMs)} on are lost if ${versionsText(0, oldest.version - 1)} made them. ${begins}, and polling starts there.`,
    );
  }

  /**
   * Makes sure that the table is still the one of the state. If its time is not conclusive, its id is, and a table that
   * was replaced in place keeps its history.
   * @returns the state, with the table's current id
   */
  async #sameTable(newest: Version, state: ChangeState): Promise<ChangeState> {
    const { version } = state;
    const at = parseInstant(state.at);
    if (newest.version === version && at !== undefined && newest.at === at) return state;
    const { id } = await this.#table.detail();
    const isOlder = newest.version < version;
    if (id.toLowerCase() === state.id.toLowerCase() && !isOlder) return state;
    const { name } = this.#table;
    if (id.toLowerCase() === state.id.toLowerCase()) {
      const message = `its history has gone back: version ${version} was read last, and the newest one is now ${newest.version}`;
      throw changesUnavailable(name, "otherTable", message);
    }
    const history = isOlder || at === undefined ? [] : await this.#table.history();
    const isKept = history.some((one) => one.version === version && one.at === at);
    const isInPlace = history.some((one) => one.version > version && one.replaces);
    if (isKept && isInPlace) return { ...state, id };
    const message = `the table has been replaced: version ${version} was read last, and another table of this name is now at version ${newest.version}`;
    throw changesUnavailable(name, "otherTable", message);
  }

  /** The next page that has changes: versions without changes, or lost ones, are not separate pages. */
  async #nextChanges(state: ChangeState, newest: Version, remaining: number): Promise<ChangePage> {
    const page = await this.#nextPage(state, newest, remaining);
    return page.hasMore && page.items.length === 0 ? this.#nextChanges(page.state, newest, remaining) : page;
  }

  async #nextPage(state: ChangeState, newest: Version, remaining: number): Promise<ChangePage> {
    if (newest.version === state.version)
      return { items: [], state: stateAt(newest, state.id), hasMore: false };
    const from = state.version + 1;
    const { readableTo = newest.version } = state;
    const end = readableTo >= from ? Math.min(readableTo, newest.version) : newest.version;
    const { maxResultRows = Number.POSITIVE_INFINITY } = this.client.switches;
    const read = await readChanges(this.#table, {
      from,
      newest: newest.version,
      // The numbers of changes are a row for each version.
      end: Math.min(end, from + maxResultRows - 1),
      maxChanges: Math.min(this.source.pageSize, remaining, maxResultRows),
    });
    if ("cause" in read) return this.#skip(state, newest, read);
    return this.#page(read, state, newest);
  }

  #page(
    { to, items = [], readableTo = 0 }: Partial<ReadableChanges> & { to: number },
    { id }: ChangeState,
    newest: Version,
  ): ChangePage {
    if (to >= newest.version) return { items, state: stateAt(newest, id), hasMore: false };
    const isAhead = readableTo > to && readableTo < newest.version;
    return { items, state: { version: to, id, ...(isAhead && { readableTo }) }, hasMore: true };
  }

  /** Continues after lost versions, or reports them. */
  #skip(state: ChangeState, newest: Version, { to, cause, isComplete }: LostVersions): ChangePage {
    const lostVersions = versionsText(state.version + 1, to);
    if (this.source.afterGap === "fail") {
      // What this poll has already read is returned first: the next one starts with the loss.
      if (this.#hasItems) return { items: [], state, hasMore: false };
      const further = isComplete ? "" : " Later ones may be, too.";
      throw cause.explained(`The changes of ${lostVersions} are lost.${further}`);
    }
    this.#warn(
      `Changes of ${this.#table.name} in ${lostVersions} are lost; polling continues after version ${to}: ${cause.message}`,
    );
    const page = this.#page({ to }, state, newest);
    return { ...page, hasMore: page.hasMore && isComplete };
  }
}

/**
 * Makes the function that reads the pages of one poll. It takes the state of the last page, undefined at the first
 * poll, and the remaining number of changes; a larger version is returned whole. It throws an error that says what to
 * do if changes are lost and the poll should fail then.
 */
export const changeReader = (
  client: DatabricksClient,
  query: RowQuery,
  source: ChangeSource,
): ((state: ChangeState | undefined, remaining: number) => Promise<ChangePage>) => {
  const reader = new ChangeReader(client, query, source);
  return (state, room) => reader.read(state, room);
};
