/** Reads what a change has left. */
import { appendHint, DatabricksError } from "../http/errors";

/**
 * Gives what a change was refused with, where the state of the thing may explain that.
 * @param request the change
 * @param isExplainable whether the state may explain a refusal
 * @throws what the change was refused with for any other reason
 */
export const explainableRefusal = async (
  request: Promise<unknown>,
  isExplainable: (error: DatabricksError) => boolean,
): Promise<DatabricksError | undefined> => {
  try {
    await request;
    return undefined;
  } catch (error) {
    if (error instanceof DatabricksError && isExplainable(error)) return error;
    throw error;
  }
};

/** What is said when it cannot be read. */
interface ReadBack {
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
  { done = "Databricks accepted the change", what = "the new state", refusal }: ReadBack = {},
): Promise<T> =>
  read.catch((error: unknown) => {
    throw refusal ?? appendHint(error, `${done}, but ${what} could not be read.`);
  });
