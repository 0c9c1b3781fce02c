/** Which of Databricks' error responses pass by themselves and which do not, beyond what their status says. */
import { type ClassifyError, isRefusal } from "../http/retry";
import { isBadCredential } from "./credentials";

/** A code that means a passing refusal, whatever status it comes with. */
const rateLimitCode = "REQUEST_LIMIT_EXCEEDED";

/** Messages of a passing refusal: each is recognised by how it begins. */
const transientError =
  /^(?:(?:\S{1,60}: )?RPC token bucket limit has been exceeded|[Ww]orker env \S{1,200} not found|.{0,60}does not have any associated worker environments|There is no worker environment with id|(?:\S{1,100}UnknownWorkerEnvironmentException: )?Unknown worker environment)/;

/** Codes of API 1.2 that come as 500 but tell a state that a retry does not change. */
const permanentStates: ReadonlySet<string> = new Set([
  "ClusterNotReadyException",
  "ClusterNotFoundException",
  "ContextNotFoundException",
  "CommandNotFoundException",
]);

/** Tells a transport which error responses to retry, and which not. A token that is refused stays refused. */
export const classifyError: ClassifyError = (error) => {
  const { status, errorCode = "", message } = error;
  if (status < 400) return undefined;
  if (errorCode === rateLimitCode || (isRefusal(status) && transientError.test(message))) return "transient";
  return permanentStates.has(errorCode) || isBadCredential(error) ? "permanent" : undefined;
};
