/** How a raw request is retried: only as its inputs say. */
import { isRetryable, type RetryPolicy } from "../../http/retry";

/** The inputs about retries. */
export interface RetryInputs {
  maxRetries: number;
  /** In milliseconds. */
  retryDelayMS: number;
  retryAllErrors: boolean;
  useExponentialBackoff: boolean;
}

/** The time limit of a raw request and its retries, in milliseconds: a step must end within fifteen minutes. */
export const maxTotalMs = 600_000;

/** The default first delay of exponential backoff, in milliseconds. */
const firstPauseMs = 1000;

/** The policy that the inputs describe. A longer delay that the server requests is respected. */
export const retryPolicyOf = (inputs: RetryInputs): RetryPolicy => {
  const { maxRetries, retryDelayMS, retryAllErrors, useExponentialBackoff } = inputs;
  const pauseMs = (retry: number): number =>
    useExponentialBackoff ? (retryDelayMS || firstPauseMs) * 2 ** (retry - 1) : retryDelayMS;
  return {
    maxRetries: maxRetries,
    retryBudgetMs: () => maxTotalMs,
    shouldRetry: retryAllErrors ? () => true : isRetryable,
    delayMs: (retry, retryAfterMs) => Math.max(retryAfterMs, pauseMs(retry)),
  };
};
