/** What Databricks' refusals mean for a deployment and a removal. */

import { ConnectionError } from "@prismatic-io/spectral";
import { mayBeCarriedOut } from "../../errors/kinds";
import { isMissingRight, refusalOf } from "../../errors/refusal";
import { DatabricksError } from "../../http/errors";
import { readOnlyCode } from "../../http/readOnly";

/** Transient refusals. */
const transientStatuses = new Set([408, 409, 429]);

/** Whether the same request would be refused again: the connection is read-only or invalid, or a permission is missing. */
export const isPermanent = (error: unknown): boolean => {
  if (error instanceof ConnectionError) return true;
  if (!(error instanceof DatabricksError) || mayBeCarriedOut(error)) return false;
  if (error.errorCode === readOnlyCode) return true;
  const { status = 0 } = error;
  return status >= 400 && status < 500 && !transientStatuses.has(status);
};

/** Whether a permission is missing: a network rule or a token for other APIs also causes a 403. */
export const lacksRight = (error: unknown): boolean =>
  isMissingRight(error) || refusalOf(error)?.missing !== undefined;

/** Recovers from a failure of a certain kind, and throws every other. */
export const recoverFrom =
  <T>(isExpected: (error: unknown) => boolean, instead: (error: Error) => T) =>
  (error: unknown): T => {
    if (error instanceof Error && isExpected(error)) return instead(error);
    throw error;
  };
