/**
 * The next changes that can be read. Databricks refuses a range of versions as a whole where one of them cannot be read,
 * or where the table's columns have changed in between: so a refused range is halved, and only a version that is refused
 * by itself is lost.
 */
import type { DeltaTable, TableChange, Version } from "./deltaTable";
import { ChangesUnavailableError } from "./missingChanges";

/** The most versions that are tried one by one in a page; the next poll goes on after them. */
const maxProbes = 50;

/** Changes of whole versions. */
export interface ReadableChanges {
  /** The last of the versions. */
  to: number;
  items: TableChange[];
  /** The last version that can be read together with them. */
  readableTo: number;
}

/** Versions that cannot be read. */
export interface LostVersions {
  /** The last of the versions. */
  to: number;
  cause: ChangesUnavailableError;
  /** Whether the version after them has been tried. */
  isWhole: boolean;
}

/** The last version of the next page: whole versions as long as they fit, and one at least. */
const endOfPage = async (table: DeltaTable, from: number, to: number, room: number): Promise<number> => {
  if (from === to) return to;
  let left = room;
  for (const [index, { version, count }] of (await table.counts(from, to)).entries()) {
    left -= count;
    if (left < 0 && index > 0) return version - 1;
  }
  return to;
};

/** Gives why something cannot be read; throws whatever else went wrong. */
const unavailable = (error: unknown): ChangesUnavailableError => {
  if (error instanceof ChangesUnavailableError) return error;
  throw error;
};

/** The last version that is lost for the same reason as one, as far as the history tells that by itself. */
const sameLoss = (
  history: readonly Version[],
  version: number,
  { reason }: ChangesUnavailableError,
): number => {
  const oldest = history.at(-1)?.version ?? 0;
  if (reason === "expired") return Math.max(version, oldest - 1);
  if (reason !== "notRecorded") return version;
  // Whether changes are recorded is a setting of the table: it stays until a version changes settings.
  const isKnown = new Map(history.map((one) => [one.version, one.onlyRows]));
  let last = version;
  while (isKnown.get(last + 1)) last += 1;
  return last;
};

/** Finds how far a loss goes, by trying the versions after one that is lost. */
const lostFrom = async (
  table: DeltaTable,
  from: number,
  newest: number,
  cause: ChangesUnavailableError,
): Promise<LostVersions> => {
  const history = from === newest ? [] : await table.history();
  let to = Math.min(newest, sameLoss(history, from, cause));
  for (let probes = 0; to < newest; probes += 1) {
    if (probes === maxProbes) return { to, cause, isWhole: false };
    const next = to + 1;
    const refusal = await table.counts(next, next).then(() => undefined, unavailable);
    if (!refusal) return { to, cause, isWhole: true };
    to = Math.min(newest, sameLoss(history, next, refusal));
  }
  return { to, cause, isWhole: true };
};

/**
 * Reads the next changes, in whole versions.
 * @param from the first version that is wanted
 * @param newest the last one
 * @param end where to try first: a range that was readable before
 * @param room how many changes are wanted; a version with more comes whole
 * @returns the changes, or the versions that are lost where the first one is
 */
export const readChanges = async (
  table: DeltaTable,
  { from, newest, end, room }: { from: number; newest: number; end: number; room: number },
): Promise<ReadableChanges | LostVersions> => {
  let tried = end;
  for (;;) {
    let to = tried;
    try {
      to = await endOfPage(table, from, tried, room);
      return { to, items: await table.changes(from, to), readableTo: tried };
    } catch (error) {
      const cause = unavailable(error);
      if (to === from) return lostFrom(table, from, newest, cause);
      tried = from + Math.floor((to - from) / 2);
    }
  }
};
