/** When a request is sent again, and after how long: pure decisions, carried out by axios-retry. */
import type { AxiosError, AxiosInstance } from "axios";
import axiosRetry, { retryAfter } from "axios-retry";
import { notSentInTime } from "./attempt";
import type { Deadline } from "./deadline";
import { bodyText, type ErrorBody, readErrorBody } from "./errorBody";
import { isBadCredential } from "./hints";
import { unexpectedUpgrade } from "./upgrade";

/** What is known when an attempt has failed. */
export interface FailedAttempt {
  method: string;
  /** The caller's word that a second execution does no harm, whatever the method. */
  idempotent: boolean;
  /** HTTP status, where a whole answer came that tells of a failure. */
  status?: number;
  /** The network's error code, where no answer came or it broke off. */
  networkCode?: string;
  /** Whether the failure came before anything was sent. */
  notSent: boolean;
  /** The answer's own code, where it has one. */
  errorCode?: string;
  /** The answer's message. A server may repeat what it was sent, so words in the middle of it mean nothing. */
  message?: string;
  /** Whether an answer of success began to come, so that the request was carried out. */
  carriedOut?: boolean;
  /** Whether the same request was allowed a moment ago, within the same step. */
  previouslyAuthorized?: boolean;
}

/** How a request is repeated. */
export interface RetryPolicy {
  maxRetries: number;
  /** How long after the first attempt a repeat may still begin, in milliseconds. */
  retryBudgetMs: (attempt: FailedAttempt) => number;
  shouldRetry: (attempt: FailedAttempt) => boolean;
  /**
   * The pause before a repeat, in milliseconds.
   * @param repeat the number of the repeat, from 1
   * @param askedMs what the server asks for; 0 where it does not
   */
  delayMs: (repeat: number, askedMs: number) => number;
}

const idempotentMethods: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS", "PUT", "DELETE"]);

/** No connection was made, so nothing was sent. */
const notSentCodes: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
]);

/** Nothing was sent and nothing changes until somebody mends a name, a certificate or an address. */
const cannotConnect = new RegExp(
  `^ENOTFOUND$|CERT|_TLS_|^EPROTO$|INVALID_URL|^ERR_INVALID_CHAR$|^ERR_FORBIDDEN_ADDRESS$|^ERR_BAD_OPTION|^${notSentInTime}$`,
);

/** Something answered, but nothing that a repeat would make readable. */
const protocolError = new RegExp(`^HPE_|^ERR_STRING_TOO_LONG$|^ERR_FR_|^${unexpectedUpgrade}$`);

/** Nobody waits for the answer any more. */
const aborted = /^ERR_CANCELED$/;

/** Codes of a refusal that passes by itself, whatever status it comes with: nothing was carried out. */
const rateLimitCodes: ReadonlySet<string> = new Set(["REQUEST_LIMIT_EXCEEDED"]);

/** Messages of a refusal that passes by itself: each is recognised by how it begins. */
const transientError =
  /^(?:(?:\S{1,60}: )?RPC token bucket limit has been exceeded|[Ww]orker env \S{1,200} not found|.{0,60}does not have any associated worker environments|There is no worker environment with id|(?:\S{1,100}UnknownWorkerEnvironmentException: )?Unknown worker environment)/;

/** Codes of API 1.2 that come as 500 but tell a state that a repeat does not change. */
const permanentStates: ReadonlySet<string> = new Set([
  "ClusterNotReadyException",
  "ClusterNotFoundException",
  "ContextNotFoundException",
  "CommandNotFoundException",
]);

/** Whether the status of a failure says that the request was not carried out. */
export const isRefusal = (status: number): boolean => status < 500 || status === 501 || status === 505;

/** Whether the server refuses for now: there are too many requests, or it is moving. Nothing was carried out. */
export const isRateLimited = ({ status, errorCode = "", message = "" }: FailedAttempt): boolean => {
  if (status === undefined || status < 400) return false;
  if (status === 429 || rateLimitCodes.has(errorCode)) return true;
  return isRefusal(status) && transientError.test(message);
};

/** Whether a second execution does no harm. */
export const isIdempotent = ({ method, idempotent }: Pick<FailedAttempt, "method" | "idempotent">): boolean =>
  idempotent || idempotentMethods.has(method.toUpperCase());

/** Whether no connection came about. */
export const isUnreachable = ({ notSent, networkCode = "" }: FailedAttempt): boolean =>
  notSent || cannotConnect.test(networkCode);

/** Whether it is unknown if the server carried the request out, and matters. */
export const isOutcomeUnknown = (attempt: FailedAttempt): boolean => {
  const { status, errorCode = "", carriedOut } = attempt;
  if (isIdempotent(attempt) || carriedOut) return false;
  if (status === undefined) return !isUnreachable(attempt);
  return !isRefusal(status) && !permanentStates.has(errorCode) && !isRateLimited(attempt);
};

/**
 * Whether a failed attempt is worth repeating and may be: 429 and passing refusals for any method, and what was
 * never sent; server errors, broken connections and time-outs only where a second execution does no harm. A 403 for
 * what was allowed a moment ago is Databricks' maintenance (https://github.com/apache/airflow/issues/21286).
 */
export const isRetryable = (attempt: FailedAttempt): boolean => {
  const { status, networkCode = "", notSent, errorCode = "" } = attempt;
  if (status === undefined) {
    if ([cannotConnect, protocolError, aborted].some((code) => code.test(networkCode))) return false;
    return notSent || isIdempotent(attempt);
  }
  if (isRateLimited(attempt)) return true;
  // A token that is refused stays refused, however often it is sent.
  if (isBadCredential({ status, message: attempt.message ?? "" })) return false;
  if (status === 403) return attempt.previouslyAuthorized === true && isIdempotent(attempt);
  return !isRefusal(status) && isIdempotent(attempt) && !permanentStates.has(errorCode);
};

/**
 * The pause before a repeat, in milliseconds: what the server asks for where it asks, else growing from half a
 * second to ten; never exactly the same for two callers.
 * @param repeat the number of the repeat, from 1
 * @param askedMs what the server asks for; 0 where it does not
 * @param random from 0 up to 1
 */
export const delayMs = (repeat: number, askedMs: number, random: number): number =>
  askedMs > 0
    ? askedMs + random * Math.min(1000, askedMs / 10)
    : Math.min(500 * 2 ** (repeat - 1), 10_000) * (0.5 + random / 2);

/** How every request is repeated, unless it brings its own policy. */
export const defaultRetryPolicy: RetryPolicy = {
  maxRetries: Number.POSITIVE_INFINITY,
  // A host that cannot be reached is most often a wrong one.
  retryBudgetMs: ({ notSent }) => (notSent ? 30_000 : 120_000),
  shouldRetry: isRetryable,
  delayMs: (repeat, askedMs) => delayMs(repeat, askedMs, Math.random()),
};

declare module "axios" {
  interface AxiosRequestConfig {
    /** What the layers below the client know of a request. */
    databricks?: RequestContext;
  }
}

/** What goes with each request through the layers. */
export interface RequestContext {
  /** The request in words, for logs and errors. */
  operation: string;
  idempotent: boolean;
  previouslyAuthorized: boolean;
  /** Begins with the first attempt, and ends when the last must have ended. */
  deadline: Deadline;
  /** How long an attempt may take, in milliseconds. */
  timeoutMs: number;
  /** How long the attempt under way may take, which the deadline may shorten, in milliseconds. */
  attemptMs?: number;
  policy: RetryPolicy;
  /** The pause decided on for the next repeat, in milliseconds. */
  nextDelayMs?: number;
  /** Whether it is unknown of an attempt so far if it was carried out, whatever came of those after it. */
  outcomeUnknown?: boolean;
}

/** Nothing was sent: no connection was made, or it broke while it was being secured. */
const wasNotSent = ({ code, cause, message }: AxiosError): boolean =>
  notSentCodes.has(code ?? "") ||
  (cause as { syscall?: string } | undefined)?.syscall === "connect" ||
  /before secure TLS connection was established/.test(message);

const isSuccess = (status: number): boolean => status >= 200 && status < 300;

/** What the answer of a failure says; undefined where none came, or one of success that broke off. */
const answeredError = ({ response }: AxiosError): ErrorBody | undefined => {
  if (!response || isSuccess(response.status)) return undefined;
  return readErrorBody(bodyText(response.data), String(response.headers["x-databricks-reason-phrase"] ?? ""));
};

/** A failed attempt, read from what axios threw. An answer of success that broke off counts as none. */
export const failedAttempt = (error: AxiosError): FailedAttempt => {
  const { config, response, code } = error;
  const answer = answeredError(error);
  return {
    method: config?.method ?? "GET",
    idempotent: config?.databricks?.idempotent ?? false,
    previouslyAuthorized: config?.databricks?.previouslyAuthorized,
    status: answer && response?.status,
    networkCode: answer ? undefined : code,
    notSent: response === undefined && wasNotSent(error),
    errorCode: answer?.errorCode,
    message: answer?.message,
    carriedOut: response !== undefined && answer === undefined,
  };
};

/** How often a request has been repeated so far. */
export const retryCount = ({ config }: AxiosError): number => config?.["axios-retry"]?.retryCount ?? 0;

/**
 * How long the server asks to wait, in milliseconds, 0 where it does not: the `Retry-After` header (seconds or a
 * date) or the `google.rpc.RetryInfo` of the body.
 */
export const retryAfterMs = (error: AxiosError): number => {
  const askedMs = Math.max(retryAfter(error), answeredError(error)?.retryAfterMs ?? 0);
  return Number.isFinite(askedMs) ? askedMs : 0;
};

/** The pause before the next repeat in milliseconds, or why there is none: not worth it, or no time left. */
type Decision =
  | { delayMs: number }
  | { stop: "pointless" }
  | { stop: "outOfTime"; askedMs: number; byDeadline: boolean };

const decide = (error: AxiosError): Decision => {
  const context = error.config?.databricks;
  const attempt = failedAttempt(error);
  const repeats = retryCount(error);
  if (!context || repeats >= context.policy.maxRetries || !context.policy.shouldRetry(attempt)) {
    return { stop: "pointless" };
  }
  const askedMs = retryAfterMs(error);
  const delayMs = context.policy.delayMs(repeats + 1, askedMs);
  const { elapsedMs, remainingMs } = context.deadline;
  const byDeadline = delayMs >= remainingMs;
  const outOfTime = byDeadline || delayMs > context.policy.retryBudgetMs(attempt) - elapsedMs;
  return outOfTime ? { stop: "outOfTime", askedMs, byDeadline } : { delayMs };
};

/** Whether the deadline ended an attempt, or left no time for a repeat. */
export const isDeadlineExceeded = (error: AxiosError): boolean => {
  const decision = decide(error);
  return (
    (error.config?.databricks?.deadline.isOver ?? false) ||
    ("stop" in decision && decision.stop === "outOfTime" && decision.byDeadline)
  );
};

/** Whether the server asks for a longer pause than the request's time allows; then how long, in milliseconds. */
export const retryAfterExceedsBudget = (error: AxiosError): number | undefined => {
  const decision = decide(error);
  return "stop" in decision && decision.stop === "outOfTime" && decision.askedMs > 0
    ? decision.askedMs
    : undefined;
};

/**
 * Makes an axios instance repeat what each request's policy allows, within its time.
 * @param notice told of each repeat, in words
 */
export const installRetry = (instance: AxiosInstance, notice: (text: string) => void): void => {
  axiosRetry(instance, {
    retries: Number.POSITIVE_INFINITY,
    retryCondition: (error) => {
      const context = error.config?.databricks;
      if (!context) return false;
      context.outcomeUnknown ||= isOutcomeUnknown(failedAttempt(error));
      const decision = decide(error);
      if ("stop" in decision) return false;
      context.nextDelayMs = decision.delayMs;
      return true;
    },
    retryDelay: (_repeat, error) => error.config?.databricks?.nextDelayMs ?? 0,
    onRetry: (repeat, error, config) => {
      const { operation = "A request", nextDelayMs = 0 } = config.databricks ?? {};
      const why = error.response ? `HTTP ${error.response.status}` : (error.code ?? "no answer");
      notice(`${operation} got ${why}; sending it again in ${Math.round(nextDelayMs)} ms (repeat ${repeat})`);
    },
  });
};
