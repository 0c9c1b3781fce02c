/** Changes that can no longer be read: why that is, and what to do. */
import { appendHint, DatabricksError } from "../../http/errors";

/** Why changes cannot be read: each reason has its own way to find the next readable version. */
type MissingReason = "columnsChanged" | "notRecorded" | "expired" | "filesDeleted" | "otherTable";

const reasonPatterns: { reason: MissingReason; pattern: RegExp; note: string }[] = [
  {
    reason: "columnsChanged",
    pattern:
      /\[(?:DELTA_CHANGE_DATA_FEED_INCOMPATIBLE|DELTA_BLOCK_COLUMN_MAPPING_AND_CDC|DELTA_BLOCK_CDF_COLUMN_MAPPING|FAILED_READ_FILE\.PARQUET_COLUMN_DATA_TYPE_MISMATCH)/,
    note: "The table's columns have changed since, so older changes do not match them.",
  },
  {
    reason: "notRecorded",
    pattern: /\[DELTA_MISSING_CHANGE_DATA|\[DELTA_CHANGE_TABLE_FEED_DISABLED|Error getting change data/,
    note: "The change data feed was disabled for some of these versions. Enable it with ALTER TABLE ... SET TBLPROPERTIES (delta.enableChangeDataFeed = true).",
  },
  {
    reason: "expired",
    pattern:
      /\[(?:DELTA_LOG_FILE_NOT_FOUND|DELTA_TRUNCATED_TRANSACTION_LOG|DELTA_STATE_RECOVER_ERROR|DELTA_VERSIONS_NOT_CONTIGUOUS|DELTA_UNSUPPORTED_TIME_TRAVEL|DELTA_VERSION_NOT_FOUND|VERSION_NOT_FOUND|DELTA_TIMESTAMP_EARLIER_THAN_COMMIT_RETENTION|DELTA_NO_COMMITS_FOUND)|Cannot time travel Delta table to version/,
    note: "Some of these versions no longer exist, since their retention has ended. Poll more often than that, or keep them longer (delta.logRetentionDuration).",
  },
  {
    reason: "filesDeleted",
    pattern:
      /\[(?:FAILED_READ_FILE(?:\.[A-Z_]*NOT_EXIST)?|DELTA_FILE_NOT_FOUND(?:_DETAILED)?|DELTA_CHANGE_DATA_FILE_NOT_FOUND)\]|referenced in the transaction log cannot be found/,
    note: "Some of these versions no longer exist, after VACUUM or since their retention has ended. Poll more often than that, or keep them longer (delta.deletedFileRetentionDuration, delta.logRetentionDuration).",
  },
];

const choice =
  'To continue without the lost changes, set When Changes Are Lost to "Go on from the newest version".';

/** Changes that cannot be read. */
export class ChangesUnavailableError extends Error {
  /**
   * @param error Databricks' message
   * @param note what that means, in whole sentences
   */
  constructor(
    readonly error: Error,
    readonly reason: MissingReason,
    readonly note = "",
  ) {
    super(error.message);
  }

  /** The error for the builder. @param lostText the lost changes, as a whole sentence */
  explained(lostText: string): Error {
    return appendHint(this.error, [this.note, lostText, choice].filter(Boolean).join(" "));
  }
}

/**
 * Determines what a failed statement means for its changes.
 * @returns `ChangesUnavailableError` if they cannot be read together, or no longer; otherwise the unchanged error
 */
export const asChangesUnavailable = (error: unknown): unknown => {
  if (!(error instanceof DatabricksError)) return error;
  const found = reasonPatterns.find(({ pattern }) => pattern.test(error.message));
  return found ? new ChangesUnavailableError(error, found.reason, found.note) : error;
};

/** A loss that is found in the table itself and not in a failed statement. */
export const changesUnavailable = (
  table: string,
  reason: MissingReason,
  message: string,
): ChangesUnavailableError =>
  new ChangesUnavailableError(new DatabricksError({ operation: `The changes of ${table}`, message }), reason);

/** Versions in words. */
export const versionsText = (first: number, last: number): string =>
  first === last ? `version ${first}` : `versions ${first} to ${last}`;
