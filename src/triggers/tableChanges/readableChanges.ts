/**
 * The next changes that can be read. Databricks refuses a range of versions as a whole if one of them cannot be read,
 * or if the table's columns have changed in between: so a refused range is halved, and only a version that is refused
 * on its own is lost.
 */
import type { DeltaTable, TableChange, Version } from "./deltaTable";
import { ChangesUnavailableError } from "./missingChanges";

/** The maximum number of versions that are tried one by one in a page; the next poll continues after them. */
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
  isComplete: boolean;
}

/** The last version of the next page: whole versions as long as they fit, and at least one. */
const endOfPage = async (
  table: DeltaTable,
  from: number,
  to: number,
  maxChanges: number,
): Promise<number> => {
  if (from === to) return to;
  let remaining = maxChanges;
  for (const [index, { version, count }] of (await table.counts(from, to)).entries()) {
    remaining -= count;
    if (remaining < 0 && index > 0) return version - 1;
  }
  return to;
};

/** Gives the reason why something cannot be read; throws any other error. */
const asUnavailable = (error: unknown): ChangesUnavailableError => {
  if (error instanceof ChangesUnavailableError) return error;
  throw error;
};

/**
 * The last version that is lost for the same reason as the given one, as far as the history shows it.
 * @param history the versions in the table's history, newest first
 */
const endOfSameLoss = (
  history: readonly Version[],
  version: number,
  { reason }: ChangesUnavailableError,
): number => {
  const oldest = history.at(-1)?.version ?? 0;
  if (reason === "expired") return Math.max(version, oldest - 1);
  if (reason !== "notRecorded" || version < oldest - 1) return version;
  // Whether changes are recorded is a setting of the table: it stays until a version changes settings.
  const next = history.filter((one) => one.version > version && !one.onlyRows).at(-1);
  return Math.max(version, next ? next.version - 1 : (history[0]?.version ?? version));
};

/** A search for the end of a loss. */
interface LossSearch {
  table: DeltaTable;
  newest: number;
  history: readonly Version[];
  /** Why the first version cannot be read. */
  cause: ChangesUnavailableError;
  /** How many versions may still be tried. */
  probes: number;
}

/** Finds the end of a loss, by trying the versions after a lost one. */
const endOfLoss = async (
  search: LossSearch,
  lostVersion: number,
  reason: ChangesUnavailableError,
): Promise<LostVersions> => {
  const { table, newest, history, cause, probes } = search;
  const to = Math.min(newest, endOfSameLoss(history, lostVersion, reason));
  if (to === newest || probes === 0) return { to, cause, isComplete: to === newest };
  const next = to + 1;
  const refusal = await table.counts(next, next).then(() => undefined, asUnavailable);
  if (!refusal) return { to, cause, isComplete: true };
  return endOfLoss({ ...search, probes: probes - 1 }, next, refusal);
};

/** What to read. */
interface ChangeRequest {
  /** The first version to read. */
  from: number;
  /** The last one. */
  newest: number;
  /** The first range to try: one that was readable before. */
  end: number;
  /** How many changes are wanted; a larger version is returned whole. */
  maxChanges: number;
}

/**
 * Reads the next changes, in whole versions.
 * @returns the changes, or the lost versions if the first one is lost
 */
export const readChanges = async (
  table: DeltaTable,
  request: ChangeRequest,
): Promise<ReadableChanges | LostVersions> => {
  const { from, newest, end, maxChanges } = request;
  let to = end;
  try {
    to = await endOfPage(table, from, end, maxChanges);
    return { to, items: await table.changes(from, to), readableTo: end };
  } catch (error) {
    const cause = asUnavailable(error);
    if (to > from) return readChanges(table, { ...request, end: from + Math.floor((to - from) / 2) });
    const history = from === newest ? [] : await table.history();
    return endOfLoss({ table, newest, history, cause, probes: maxProbes }, from, cause);
  }
};
