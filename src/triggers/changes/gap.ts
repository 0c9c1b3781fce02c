/** Changes that can no longer be had: why that is, what to do, and how to go on without them. */
import { DatabricksError, withNote } from "../../http/errors";

/** What becomes of a poll whose changes are lost. */
export const afterGapChoices = ["fail", "newest"] as const;

const reasons: { pattern: RegExp; note: string }[] = [
  {
    pattern: /\[DELTA_CHANGE_DATA_FEED_INCOMPATIBLE|\[DELTA_BLOCK_COLUMN_MAPPING_AND_CDC/,
    note: "The table's columns have changed since the last poll, so that older changes do not fit them.",
  },
  {
    pattern: /\[DELTA_MISSING_CHANGE_DATA|\[DELTA_CHANGE_TABLE_FEED_DISABLED|Error getting change data/,
    note: "The change data feed was off for some of these versions. Switch it on with ALTER TABLE ... SET TBLPROPERTIES (delta.enableChangeDataFeed = true).",
  },
  {
    pattern:
      /\[(?:FAILED_READ_FILE|DELTA_FILE_NOT_FOUND|DELTA_LOG_FILE_NOT_FOUND|DELTA_CHANGE_DATA_FILE_NOT_FOUND|DELTA_TRUNCATED_TRANSACTION_LOG|DELTA_STATE_RECOVER_ERROR|DELTA_VERSIONS_NOT_CONTIGUOUS|DELTA_UNSUPPORTED_TIME_TRAVEL|DELTA_VERSION_NOT_FOUND|VERSION_NOT_FOUND)|Cannot time travel Delta table to version|DELTA_TIMESTAMP_EARLIER_THAN_COMMIT_RETENTION/,
    note: "Some of these versions are gone, after VACUUM or at the end of their retention. Poll more often than that, or keep them longer (delta.deletedFileRetentionDuration, delta.logRetentionDuration).",
  },
];

const choice =
  'To go on without the changes that are lost, set When Changes Are Lost to "Go on from the newest version".';

/** Changes that are lost: an error that says why and what to do. */
export class LostChanges extends Error {
  /** @param error what the builder is to see */
  constructor(readonly error: Error) {
    super(error.message);
  }
}

/**
 * Tells what a failed statement means for the changes it was to read.
 * @returns `LostChanges` where they cannot be had any more, else the error as it is
 */
export const lostOr = (error: unknown): unknown => {
  if (!(error instanceof DatabricksError)) return error;
  const reason = reasons.find(({ pattern }) => pattern.test(error.message));
  return reason ? new LostChanges(withNote(error, `${reason.note} ${choice}`)) : error;
};

/** The loss that shows in the table itself and not in a statement that fails. */
export const lost = (table: string, message: string): LostChanges =>
  new LostChanges(new DatabricksError({ operation: `The changes of ${table}`, message, hint: choice }));
