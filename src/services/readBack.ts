/** Reads the state after a change. */
import { appendHint, DatabricksError } from "../http/errors";

/**
 * Gives the refusal of a change, if the state of the object may explain it.
 * @param request the change
 * @param isExplainable whether the state may explain a refusal
 * @throws the error of the change for any other reason
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

/** The message when it cannot be read. */
interface ReadBack {
  /** What happened before. */
  done?: string;
  /** What is read. */
  what?: string;
  /** The refusal of the change, if the state may explain it: without the state, it is the error. */
  refusal?: Error;
}

/**
 * Reads an object after a change of it.
 * @throws what the reading throws, with the hint that the change itself was accepted; the refusal if it was refused
 */
export const readBack = <T>(
  read: Promise<T>,
  { done = "Databricks accepted the change", what = "the new state", refusal }: ReadBack = {},
): Promise<T> =>
  read.catch((error: unknown) => {
    throw refusal ?? appendHint(error, `${done}, but ${what} could not be read.`);
  });
