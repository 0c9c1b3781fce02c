/** How a raw request is repeated: as its inputs say, and no further. */
import { isRetryable, type RetryPolicy } from "../../http/retry";

/** The inputs about repeating. */
export interface RetryInputs {
  maxRetries: number;
  /** In milliseconds. */
  retryDelayMS: number;
  retryAllErrors: boolean;
  useExponentialBackoff: boolean;
}

/** How long a raw request and its repeats may go on, in milliseconds: a step must end within fifteen minutes. */
export const maxTotalMs = 600_000;

/** The first pause of exponential backoff where none is given, in milliseconds. */
const firstPauseMs = 1000;

/** The policy that the inputs describe. A longer pause that the server requests is kept. */
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
