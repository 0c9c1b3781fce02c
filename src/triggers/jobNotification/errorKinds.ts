/** What Databricks' refusals mean to a deployment and to a removal. */
import { ConnectionError } from "@prismatic-io/spectral";
import { DatabricksError } from "../../http/errors";
import { isMissingRight, readRefusal } from "../../http/refusal";

/** Whether what was asked for is not there. Databricks answers 400 for a job that is not. */
export const isMissingResource = (error: unknown): boolean =>
  error instanceof DatabricksError &&
  (error.status === 404 || (error.status === 400 && /does not exist/i.test(error.message)));

/** Refusals that pass by themselves. */
const transientStatuses = new Set([408, 409, 429]);

/** Whether the same request would be refused again: rights are lacking, the connection is not valid any more. */
export const isPermanent = (error: unknown): boolean => {
  if (error instanceof ConnectionError) return true;
  if (!(error instanceof DatabricksError) || error.outcomeUnknown || error.carriedOut) return false;
  const { status = 0 } = error;
  return status >= 400 && status < 500 && !transientStatuses.has(status);
};

/** Whether rights are lacking: a network rule, say, or a token that was made for other APIs answers with 403, too. */
export const isForbidden = (error: unknown): boolean => {
  if (!(error instanceof DatabricksError)) return false;
  const { status, errorCode, detail: message } = error;
  const refusal = { status, errorCode, message };
  return isMissingRight(refusal) || readRefusal(refusal)?.missing !== undefined;
};

/** Whether it may have been carried out all the same. */
export const mayHaveSucceeded = (error: unknown): boolean =>
  error instanceof DatabricksError && (error.outcomeUnknown === true || error.carriedOut === true);

/** Gives what stands in for a failure of a certain kind, and throws every other. */
export const recoverFrom =
  <T>(isExpected: (error: unknown) => boolean, instead: (error: Error) => T) =>
  (error: unknown): T => {
    if (error instanceof Error && isExpected(error)) return instead(error);
    throw error;
  };
