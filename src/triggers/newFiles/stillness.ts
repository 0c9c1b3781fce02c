/** Whether files have stopped growing. */
import type { DatabricksClient } from "../../client";
import { DatabricksError } from "../../http/errors";
import { serverTimeOf } from "../../http/serverTime";
import { directoryPath } from "../../services/files/files";
import { explainedDirectoryError } from "../../services/files/listing";

/**
 * The time by Databricks' clock, ms since the epoch: files are dated by it, not by the clock of the integration.
 * @param directory the directory that is polled
 */
export const fetchServerTime = async (client: DatabricksClient, directory: string): Promise<number> => {
  const headers = await client.head(directoryPath(directory)).catch(async (error: unknown) => {
    throw await explainedDirectoryError(client, directory, error);
  });
  const now = serverTimeOf(headers);
  if (!Number.isNaN(now)) return now;
  throw new DatabricksError({
    operation: `HEAD ${directoryPath(directory)}`,
    message: "the response does not have the time, by which Quiet Period is measured",
    hint: "Check the host of the connection. With a Quiet Period of 0, no time is needed.",
  });
};

/** Files and since when they have been unchanged. */
export class Stillness {
  /** Since when files are unchanged whose own time does not show it; for the next poll. */
  readonly unchangedSince: Record<string, number> = {};

  /**
   * @param now by Databricks' clock, ms since the epoch
   * @param quietMs how long a file must have been unchanged
   * @param before what the last poll knew
   */
  constructor(
    readonly now: number,
    readonly quietMs: number,
    readonly before: Readonly<Record<string, number>>,
  ) {}

  /**
   * Whether a file is still.
   * @param record what stands for the file with its size and its time
   * @param modifiedAt its own time, if it has one
   */
  isStill(record: string, modifiedAt: string | undefined): boolean {
    if (this.quietMs === 0) return true;
    const modifiedMs = modifiedAt === undefined ? undefined : Date.parse(modifiedAt);
    // A time in the future shows nothing: the file counts as unchanged since it was first found so.
    const since =
      modifiedMs !== undefined && modifiedMs <= this.now ? modifiedMs : this.#firstFoundAt(record);
    return this.now - since >= this.quietMs;
  }

  #firstFoundAt(record: string): number {
    // A clock that was set back must not keep a file waiting.
    const since = Math.min(this.before[record] ?? this.now, this.now);
    this.unchangedSince[record] = since;
    return since;
  }
}
