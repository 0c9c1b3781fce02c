/** When a request is sent again, and after how long: pure decisions, carried out by axios-retry. */
import type { AxiosError, AxiosInstance } from "axios";
import axiosRetry, { retryAfter } from "axios-retry";

/** What is known when an attempt has failed. */
export interface FailedAttempt {
  method: string;
  /** The caller's word that a second execution does no harm, whatever the method. */
  repeatable: boolean;
  /** HTTP status, where an answer came. */
  status?: number;
  /** The network's error code, where none came. */
  networkCode?: string;
  /** The answer's body. */
  body?: string;
}

const harmlessMethods: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS", "PUT", "DELETE"]);

/** The connection was never made, so nothing was sent. An unknown host is left out: it is a typing error. */
const neverSent: ReadonlySet<string> = new Set(["ECONNREFUSED", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"]);

/** The connection cannot be made until somebody changes something. */
const neverConnected = /^ENOTFOUND$|CERT|_TLS_|^EPROTO$|INVALID_URL|^ERR_BAD_OPTION|^ERR_UNESCAPED/;

/** The connection broke or went silent: the request may have been carried out. */
const brokenOff: ReadonlySet<string> = new Set([
  "ECONNRESET",
  "ECONNABORTED",
  "ETIMEDOUT",
  "EPIPE",
  "ERR_NETWORK",
  "ERR_BAD_RESPONSE",
  "ERR_STREAM_PREMATURE_CLOSE",
]);

/** Refusals that pass by themselves, whatever status they come with: nothing was carried out. */
const passingRefusal =
  /REQUEST_LIMIT_EXCEEDED|RPC token bucket limit has been exceeded|worker env\S* .*not found|does not have any associated worker environments|There is no worker environment with id|Unknown worker environment/;

/** Answers of API 1.2 that come as 500 but tell a state that a repeat does not change. */
const lastingState = /(?:ClusterNotReady|ClusterNotFound|ContextNotFound|CommandNotFound)Exception/;

/** Whether a second execution does no harm. */
const isHarmless = ({ method, repeatable }: FailedAttempt): boolean =>
  repeatable || harmlessMethods.has(method.toUpperCase());

/** Whether it is unknown if the server carried the request out. */
export const isOutcomeUnknown = (attempt: FailedAttempt): boolean => {
  if (isHarmless(attempt)) return false;
  if (attempt.status !== undefined) {
    return (
      attempt.status >= 500 &&
      attempt.status !== 501 &&
      attempt.status !== 505 &&
      !lastingState.test(attempt.body ?? "") &&
      !passingRefusal.test(attempt.body ?? "")
    );
  }
  return !neverSent.has(attempt.networkCode ?? "") && !neverConnected.test(attempt.networkCode ?? "");
};

/**
 * Whether a failed attempt is worth repeating and may be: 429 and passing refusals for any method; server
 * errors, broken connections and time-outs only where a second execution does no harm.
 */
export const isWorthRepeating = (attempt: FailedAttempt): boolean => {
  const { status, networkCode = "", body = "" } = attempt;
  if (status === undefined) {
    return neverSent.has(networkCode) || (brokenOff.has(networkCode) && isHarmless(attempt));
  }
  if (status === 429) return true;
  if (status >= 400 && passingRefusal.test(body)) return true;
  if (status < 500 || status === 501 || status === 505) return false;
  return isHarmless(attempt) && !lastingState.test(body);
};

/**
 * How long to wait before the next attempt, in milliseconds: what the server asks for where it asks, else
 * growing from half a second to ten; never exactly the same for two callers.
 * @param attempt the number of the attempt that failed, from 1
 * @param askedMs what `Retry-After` asks for; 0 where it is absent
 * @param random from 0 up to 1
 */
export const delayMs = (attempt: number, askedMs: number, random: number): number =>
  askedMs > 0
    ? askedMs + random * Math.min(1000, askedMs / 10)
    : Math.min(500 * 2 ** (attempt - 1), 10_000) * (0.5 + random / 2);

/** How long one request and its repeats may take together. */
export const defaultRetryBudgetMs = 120_000;

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
  repeatable: boolean;
  /** When the first attempt began, ms since the epoch. */
  startedAt: number;
  retryBudgetMs: number;
}

/** A failed attempt, read from what axios threw. */
export const failedAttempt = (error: AxiosError): FailedAttempt => ({
  method: error.config?.method ?? "GET",
  repeatable: error.config?.databricks?.repeatable ?? false,
  status: error.response?.status,
  networkCode: error.code,
  body: typeof error.response?.data === "string" ? error.response.data : undefined,
});

/** What is left of a request's time, in milliseconds. */
const leftMs = ({ config }: AxiosError): number => {
  const context = config?.databricks;
  return context ? context.startedAt + context.retryBudgetMs - Date.now() : 0;
};

/** Whether the server asks for a longer pause than the request's time allows; then how long, in milliseconds. */
export const askedTooLongMs = (error: AxiosError): number | undefined => {
  const askedMs = retryAfter(error);
  return askedMs > leftMs(error) && isWorthRepeating(failedAttempt(error)) ? askedMs : undefined;
};

/**
 * Makes an axios instance repeat what is worth repeating, within each request's time budget.
 * @param notice told of each repeat, in words
 */
export const installRetry = (instance: AxiosInstance, notice: (text: string) => void): void => {
  axiosRetry(instance, {
    retries: Number.POSITIVE_INFINITY,
    shouldResetTimeout: true,
    retryCondition: (error) => {
      const attempts = error.config?.["axios-retry"]?.retryCount ?? 0;
      return (
        isWorthRepeating(failedAttempt(error)) && delayMs(attempts + 1, retryAfter(error), 0) < leftMs(error)
      );
    },
    retryDelay: (attempt, error) => delayMs(attempt, retryAfter(error), Math.random()),
    onRetry: (attempt, error, config) => {
      const why = error.response ? `HTTP ${error.response.status}` : (error.code ?? "no answer");
      notice(
        `${config.databricks?.operation ?? "A request"} got ${why}; sending it again (repeat ${attempt})`,
      );
    },
  });
};
