/** Records as they are sent to a table: checked before anything is sent, each one a line of JSON. */

import type { TargetColumn } from "./targetTable";

/** A record that does not fit its table. */
export interface BadRecord {
  /** Its number, from 1. */
  record: number;
  problems: { field: string; column?: string; reason: string }[];
  value: unknown;
}

/** Records that fit their table. */
export interface PreparedRecords {
  /** The columns that the records give, in the table's order. */
  columns: TargetColumn[];
  /** How many records are to be written. */
  count: number;
  /** Whether each line begins with the presence text. */
  hasPresence: boolean;
  /** The different presence texts, where there are any. */
  presences: string[];
  /** The records that do not fit, where they are skipped. */
  badRecords: BadRecord[];
  /** Records left out as duplicates of others. */
  duplicateCount: number;
  /** Fields without a column, and those of generated columns: they are ignored. */
  ignoredFields: string[];
  /** Each record as the text of a JSON array of texts; can be iterated several times, lazily, nothing is kept. */
  lines(): Iterable<string>;
  /** SHA-256 (hex) over the lines, each with a line feed. */
  digest(): string;
}

/** How records are prepared. */
export interface PrepareOptions {
  /** None: records have no key. */
  keyColumns: readonly string[];
  /** The field of each column; the columns are encoded as `formKey` does it. */
  columnMapping?: Record<string, string>;
  unknownFields: "error" | "ignore" | "addColumns";
  duplicateKeys: "error" | "lastWins" | "firstWins" | "allow";
  badRecords: "error" | "skip";
  /** For which columns it matters whether a record gives them: those with a default, all, or none. */
  presence: "defaults" | "all" | "none";
  /** For deletes: only key fields are read, other fields are ignored. */
  onlyKeys?: boolean;
}
