/** When a request is retried, and after how long: pure decisions, carried out by axios-retry. */
import type { AxiosError, AxiosInstance } from "axios";
import axiosRetry, { retryAfter } from "axios-retry";
import { notSentInTimeCode } from "./attempt";
import { hasNoConnection } from "./connecting";
import type { DataFilter } from "./dataFilter";
import type { Deadline } from "./deadline";
import { bodyText, type ErrorBody, readErrorBody } from "./errorBody";
import { unexpectedUpgradeCode } from "./upgrade";

/** What is known about a failed attempt. */
export interface FailedAttempt {
  method: string;
  /** Whether the caller declares the request idempotent, whatever its method. */
  idempotent: boolean;
  /** Whether the caller declares that it only reads, whatever its method. */
  reads?: boolean;
  /** HTTP status, if a whole error response was received. */
  status?: number;
  /** The network's error code, if there was no response or it was interrupted. */
  networkCode?: string;
  /** Whether the failure happened before anything was sent. */
  notSent: boolean;
  /** What the message of the error response means, if it says more than its status. */
  errorClass?: ErrorClass;
  /** Whether a successful response started to arrive, so that the request was carried out. */
  carriedOut?: boolean;
  /** Whether the same request was allowed a moment ago, within the same step. */
  previouslyAuthorized?: boolean;
}

/**
 * What an error response means for a retry, whatever its status: `transient` is a refusal for now, `permanent` does not
 * change on its own. Neither was carried out.
 */
type ErrorClass = "transient" | "permanent";

/** An error response, as its words are read. */
interface ErrorResponse {
  status: number;
  errorCode?: string;
  /** A server may repeat what it was sent, so words in the middle of it mean nothing. */
  message: string;
}

/** Reads the class out of a response's words; undefined where they say no more than the status. */
export type ClassifyError = (error: ErrorResponse) => ErrorClass | undefined;

/** How a request is retried. */
export interface RetryPolicy {
  maxRetries: number;
  /** How long after the first attempt a retry may still start, in milliseconds. */
  retryBudgetMs: (attempt: FailedAttempt) => number;
  shouldRetry: (attempt: FailedAttempt) => boolean;
  /**
   * The delay before a retry, in milliseconds.
   * @param retry the number of the retry, from 1
   * @param retryAfterMs what the server requests; 0 if it does not
   */
  delayMs: (retry: number, retryAfterMs: number) => number;
}

const idempotentMethods: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS", "PUT", "DELETE"]);

/** No connection was made, so nothing was sent. */
const notSentCodes: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
]);

/** Nothing was sent, and nothing changes until somebody corrects a name, a certificate or an address. */
const cannotConnect = new RegExp(
  `^ENOTFOUND$|CERT|_TLS_|^EPROTO$|INVALID_URL|^ERR_INVALID_CHAR$|^ERR_FORBIDDEN_ADDRESS$|^ERR_BAD_OPTION|^${notSentInTimeCode}$`,
);

/** There was a response, but a retry would not make it readable. */
const protocolError = new RegExp(`^HPE_|^ERR_STRING_TOO_LONG$|^ERR_FR_|^${unexpectedUpgradeCode}$`);

/** The response is no longer needed. */
const aborted = /^ERR_CANCELED$/;

/** Whether the status of a failure says that the request was not carried out. */
export const isRefusal = (status: number): boolean => status < 500 || status === 501 || status === 505;

/** Whether the server refuses for now: there are too many requests, or it is moving. Nothing was carried out. */
export const isThrottled = ({ status, errorClass }: Pick<FailedAttempt, "status" | "errorClass">): boolean =>
  status === 429 || errorClass === "transient";

/** Whether a second execution is safe. */
export const isIdempotent = ({ method, idempotent }: Pick<FailedAttempt, "method" | "idempotent">): boolean =>
  idempotent || idempotentMethods.has(method.toUpperCase());

/** Whether no connection was established. */
export const isUnreachable = ({ notSent, networkCode = "" }: FailedAttempt): boolean =>
  notSent || cannotConnect.test(networkCode);

/** Whether the server has carried out an attempt, or may have. */
export const isPossiblyCarriedOut = (attempt: FailedAttempt): boolean => {
  const { status, errorClass } = attempt;
  if (status === undefined) return !isUnreachable(attempt);
  return !isRefusal(status) && errorClass === undefined;
};

/**
 * Whether a failed attempt is worth a retry and may have one: 429 and transient refusals for any method, and what was
 * never sent; server errors, broken connections and timeouts only if a second execution is safe. A 403 for what was
 * allowed a moment ago is Databricks' maintenance (https://github.com/apache/airflow/issues/21286).
 */
export const isRetryable = (attempt: FailedAttempt): boolean => {
  const { status, networkCode = "", notSent, errorClass } = attempt;
  if (status === undefined) {
    if ([cannotConnect, protocolError, aborted].some((code) => code.test(networkCode))) return false;
    return notSent || isIdempotent(attempt);
  }
  if (isThrottled(attempt)) return true;
  if (errorClass === "permanent") return false;
  if (status === 403) return attempt.previouslyAuthorized === true && isIdempotent(attempt);
  return !isRefusal(status) && isIdempotent(attempt);
};

/**
 * The delay before a retry, in milliseconds: what the server requests, or else growing from half a second to ten; never
 * exactly the same for two callers.
 * @param retry the number of the retry, from 1
 * @param retryAfterMs what the server requests; 0 if it does not
 * @param random from 0 up to 1
 */
export const retryDelayMs = (retry: number, retryAfterMs: number, random: number): number =>
  retryAfterMs > 0
    ? retryAfterMs + random * Math.min(1000, retryAfterMs / 10)
    : Math.min(500 * 2 ** (retry - 1), 10_000) * (0.5 + random / 2);

/** How every request is retried, unless it has its own policy. */
export const defaultRetryPolicy: RetryPolicy = {
  maxRetries: Number.POSITIVE_INFINITY,
  // A host that cannot be reached is usually wrong.
  retryBudgetMs: ({ notSent }) => (notSent ? 30_000 : 120_000),
  shouldRetry: isRetryable,
  delayMs: (retry, retryAfterMs) => retryDelayMs(retry, retryAfterMs, Math.random()),
};

declare module "axios" {
  interface AxiosRequestConfig {
    /** What the layers below the client know about a request. */
    databricks?: RequestContext;
  }
}

/** What goes with each request through the layers. */
interface RequestContext {
  /** The request in words, for logs and errors. */
  operation: string;
  idempotent: boolean;
  reads?: boolean;
  previouslyAuthorized: boolean;
  /** Starts with the first attempt, and ends when the last one must have ended. */
  deadline: Deadline;
  /** How long an attempt may take, in milliseconds. */
  timeoutMs: number;
  /** How long the current attempt may take, or took until the deadline, in milliseconds. */
  attemptMs?: number;
  policy: RetryPolicy;
  classify: ClassifyError;
  /** What of the bodies may be logged. */
  dataFilter: DataFilter;
  /** The chosen delay before the next retry, in milliseconds. */
  nextDelayMs?: number;
  /** Whether any attempt so far was carried out, or may have been. */
  possiblyCarriedOut?: boolean;
}

/** Nothing was sent: no connection was made, or it broke while it was being secured. */
const wasNotSent = ({ code, cause, message, request }: AxiosError): boolean =>
  notSentCodes.has(code ?? "") ||
  hasNoConnection(request) ||
  (cause as { syscall?: string } | undefined)?.syscall === "connect" ||
  /before secure TLS connection was established/.test(message);

const isSuccess = (status: number): boolean => status >= 200 && status < 300;

/** What the error response says; undefined if there was none, or an interrupted successful one. */
const errorBodyOf = ({ response }: AxiosError): ErrorBody | undefined => {
  if (!response || isSuccess(response.status)) return undefined;
  return readErrorBody(bodyText(response.data), String(response.headers["x-databricks-reason-phrase"] ?? ""));
};

/** A failed attempt, read from what axios threw. An interrupted successful response counts as none. */
export const failedAttempt = (error: AxiosError): FailedAttempt => {
  const { config, response, code } = error;
  const body = errorBodyOf(error);
  const status = body && response?.status;
  return {
    method: config?.method ?? "GET",
    idempotent: config?.databricks?.idempotent ?? false,
    reads: config?.databricks?.reads,
    previouslyAuthorized: config?.databricks?.previouslyAuthorized,
    status,
    networkCode: body ? undefined : code,
    notSent: response === undefined && wasNotSent(error),
    errorClass: body && status ? config?.databricks?.classify({ ...body, status }) : undefined,
    carriedOut: response !== undefined && body === undefined,
  };
};

/** How often a request has been retried so far. */
export const retryCount = ({ config }: AxiosError): number => config?.["axios-retry"]?.retryCount ?? 0;

/**
 * The delay that the server requests, in milliseconds, 0 if none: the `Retry-After` header (seconds or a date) or the
 * `google.rpc.RetryInfo` of the body.
 */
export const retryAfterMs = (error: AxiosError): number => {
  const requestedMs = Math.max(retryAfter(error), errorBodyOf(error)?.retryAfterMs ?? 0);
  return Number.isFinite(requestedMs) ? requestedMs : 0;
};

/** The delay before the next retry in milliseconds, or why there is none: not worth it, or no time left. */
type Decision =
  | { delayMs: number }
  | { stop: "pointless" }
  | { stop: "outOfTime"; retryAfterMs: number; byDeadline: boolean };

const newDecision = (error: AxiosError): Decision => {
  const context = error.config?.databricks;
  const attempt = failedAttempt(error);
  const retries = retryCount(error);
  if (!context || retries >= context.policy.maxRetries || !context.policy.shouldRetry(attempt)) {
    return { stop: "pointless" };
  }
  const requestedMs = retryAfterMs(error);
  const delayMs = context.policy.delayMs(retries + 1, requestedMs);
  const { elapsedMs, remainingMs } = context.deadline;
  const byDeadline = delayMs >= remainingMs;
  const outOfTime = byDeadline || delayMs > context.policy.retryBudgetMs(attempt) - elapsedMs;
  return outOfTime ? { stop: "outOfTime", retryAfterMs: requestedMs, byDeadline } : { delayMs };
};

/** What was decided of each error: asked again later, with another pause and less time, it would be told otherwise. */
const decisions = new WeakMap<AxiosError, Decision>();

const decide = (error: AxiosError): Decision => {
  const decision = decisions.get(error) ?? newDecision(error);
  decisions.set(error, decision);
  return decision;
};

/** Whether the deadline ended an attempt, or left no time for a retry. */
export const isDeadlineExceeded = (error: AxiosError): boolean => {
  const decision = decide(error);
  return (
    (error.config?.databricks?.deadline.isOver ?? false) ||
    ("stop" in decision && decision.stop === "outOfTime" && decision.byDeadline)
  );
};

/** Whether the server requests a longer delay than the request's time allows; then how long, in milliseconds. */
export const retryAfterExceedsBudget = (error: AxiosError): number | undefined => {
  const decision = decide(error);
  return "stop" in decision && decision.stop === "outOfTime" && decision.retryAfterMs > 0
    ? decision.retryAfterMs
    : undefined;
};

/**
 * Makes an axios instance retry what each request's policy allows, within its time.
 * @param onRetry is given each retry, in words
 */
export const installRetry = (instance: AxiosInstance, onRetry: (text: string) => void): void => {
  axiosRetry(instance, {
    retries: Number.POSITIVE_INFINITY,
    retryCondition: (error) => {
      const context = error.config?.databricks;
      if (!context) return false;
      const attempt = failedAttempt(error);
      context.possiblyCarriedOut ||= isPossiblyCarriedOut(attempt);
      const decision = decide(error);
      if ("stop" in decision) return false;
      context.nextDelayMs = decision.delayMs;
      return true;
    },
    retryDelay: (_retry, error) => error.config?.databricks?.nextDelayMs ?? 0,
    onRetry: (retry, error, config) => {
      const { operation = "A request", nextDelayMs = 0 } = config.databricks ?? {};
      const { status, networkCode = "no response" } = failedAttempt(error);
      const why = status === undefined ? networkCode : `HTTP ${status}`;
      onRetry(`${operation} got ${why}; retrying in ${Math.round(nextDelayMs)} ms (attempt ${retry + 1})`);
    },
  });
};
