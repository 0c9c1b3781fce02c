/** A write of records, taken apart into statements; and what came of it. */
import type { RecordSurvey } from "./batches";
import type { BadRecord, PreparedRecords } from "./preparedRecords";

/** A file of records and the statement that loads it. */
export interface StagedLoad {
  /** Identifies the file among those of the write, in whichever order the records come. */
  file: string;
  /** Whether a record goes into the file, by its JSON text; all do if it is omitted. */
  includes?: (line: string) => boolean;
  /** The statement that loads the file at a path. */
  statement: (path: string) => string;
}

/** How records are written. */
export interface RecordWrite {
  warehouseId: string;
  records: PreparedRecords;
  survey: RecordSurvey;
  /** The statement that writes the records of a source. */
  statement: (source: string) => string;
  /** Whether the same records written twice leave the same table. */
  isRepeatable: boolean;
  /** Whether every record is one that is inserted. */
  isInsert: boolean;
  /** What loads them from files: several where one statement cannot load all. */
  loads: readonly StagedLoad[];
  /** Whether a file is loaded only once, however often its statement runs. */
  loadsOnce: boolean;
}

/** The files of a write. */
export interface StagingPlace {
  directory: string;
  /** The name of a file, by what identifies it. */
  fileName: (file: string) => string;
  /** The input by which another execution finds the same files, if it was given. */
  batchId?: string;
}

/** What statements did. */
export interface WriteCounts {
  inserted: number;
  updated: number;
  deleted: number;
  batches: number;
  statementIds: string[];
  /** How many records an earlier attempt had loaded. */
  loadedBefore: number;
  /** The ids of statements that ran again after a lost response, or gave no counts. */
  uncertain: string[];
}

/** Nothing done yet. */
export const noCounts = (): WriteCounts => ({
  inserted: 0,
  updated: 0,
  deleted: 0,
  batches: 0,
  statementIds: [],
  loadedBefore: 0,
  uncertain: [],
});

/** The result of writing records. */
export interface WriteResult {
  inserted: number;
  updated: number;
  deleted: number;
  /** Records that do not fit their table. */
  skipped: number;
  /** Records that were left out, since another one has the same key. */
  duplicates: number;
  ignoredFields: string[];
  badRecords: BadRecord[];
  batches: number;
  statementIds: string[];
  alreadyLoaded?: boolean;
  message?: string;
}

/** The most statement ids that a message names. */
const maxNamedIds = 10;

/** Statement ids in words. */
export const describeStatements = (ids: readonly string[]): string => {
  const named = ids.slice(0, maxNamedIds).join(", ");
  const more = ids.length - maxNamedIds;
  return `${ids.length === 1 ? "statement" : "statements"} ${named}${more > 0 ? ` and ${more} more` : ""}`;
};

const changesOf = ({
  inserted,
  updated,
  deleted,
  batches,
  statementIds,
}: WriteCounts): Omit<WriteCounts, "loadedBefore" | "uncertain"> => ({
  inserted,
  updated,
  deleted,
  batches,
  statementIds,
});

/** That statements may have done other than they count, in words. */
const describeUncertain = (ids: readonly string[]): string =>
  `The records are written, but how many rows were inserted, updated and deleted is not certain, since a response was lost (${describeStatements(ids)}).`;

/** A result of no change. */
export const unchangedResult = (message: string): WriteResult => ({
  ...changesOf(noCounts()),
  skipped: 0,
  duplicates: 0,
  ignoredFields: [],
  badRecords: [],
  message,
});

/** The result out of what the records are and what the statements did. */
export const writeResult = (records: PreparedRecords, counts: WriteCounts): WriteResult => ({
  ...changesOf(counts),
  skipped: records.badRecords.length,
  duplicates: records.duplicateCount,
  ignoredFields: records.ignoredFields,
  badRecords: records.badRecords,
  ...(counts.uncertain.length > 0 && { message: describeUncertain(counts.uncertain) }),
  ...(counts.loadedBefore > 0 && {
    alreadyLoaded: true,
    message: `An earlier attempt had loaded ${counts.loadedBefore} of the records; they were not loaded again.`,
  }),
});
