/** Reads what a change has left. */
import { appendHint } from "../http/errors";

/** What is said when it cannot be read. */
export interface ReadBack {
  /** What happened before. */
  done?: string;
  /** What is read. */
  what?: string;
  /** What the change was refused with, where the state may explain it: without the state that is the error. */
  refusal?: Error;
}

/**
 * Reads something after a change of it.
 * @throws what the reading throws, with the hint that the change itself was accepted; the refusal where it was refused
 */
export const readBack = <T>(
  read: Promise<T>,
  { done = "Databricks accepted the change", what = "the state after it", refusal }: ReadBack = {},
): Promise<T> =>
  read.catch((error: unknown) => {
    throw refusal ?? appendHint(error, `${done}: only ${what} could not be read.`);
  });
