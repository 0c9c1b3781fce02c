/** Which of Databricks' error responses are transient and which are not, beyond what their status says. */
import { type ClassifyError, isRefusal } from "../http/retry";
import { isBadCredential } from "./credentials";

/** A code of a transient refusal, whatever its status. */
const rateLimitCode = "REQUEST_LIMIT_EXCEEDED";

/**
 * The code of a refusal with HTTP 400: another operation holds the lock, so this one was not performed.
 * https://github.com/mlflow/mlflow/blob/master/mlflow/protos/databricks.proto
 */
const lockedCode = "COULD_NOT_ACQUIRE_LOCK";

/** Messages of a transient refusal, recognised by how they begin. */
const transientError =
  /^(?:(?:\S{1,60}: )?RPC token bucket limit has been exceeded|[Ww]orker env \S{1,200} not found|.{0,60}does not have any associated worker environments|There is no worker environment with id|(?:\S{1,100}UnknownWorkerEnvironmentException: )?Unknown worker environment)/;

/** Codes of API 1.2 that have status 500 but mean a state that a retry does not change. */
const permanentStates: ReadonlySet<string> = new Set([
  "ClusterNotReadyException",
  "ClusterNotFoundException",
  "ContextNotFoundException",
  "CommandNotFoundException",
]);

/** Tells a transport which error responses to retry, and which not. A refused token stays refused. */
export const classifyError: ClassifyError = (error) => {
  const { status, errorCode = "", message } = error;
  if (status < 400) return undefined;
  const isTemporary = errorCode === lockedCode || transientError.test(message);
  if (errorCode === rateLimitCode || (isRefusal(status) && isTemporary)) return "transient";
  return permanentStates.has(errorCode) || isBadCredential(error) ? "permanent" : undefined;
};
