/** How a raw request is repeated: as its inputs say, and no further. */
import { isRetryable, type RetryPolicy } from "../../http/retry";

/** The inputs about repeating. */
export interface RepeatInputs {
  maxRetries: number;
  /** In milliseconds. */
  retryDelayMS: number;
  retryAllErrors: boolean;
  useExponentialBackoff: boolean;
}

/** How long a raw request and its repeats may go on, in milliseconds: a step must end within fifteen minutes. */
export const longestMs = 600_000;

/** The first pause of exponential backoff where none is given, in milliseconds. */
const firstPauseMs = 1000;

/** The policy that the inputs describe. A longer pause that the server asks for is kept. */
export const policyOf = (inputs: RepeatInputs): RetryPolicy => {
  const { maxRetries, retryDelayMS, retryAllErrors, useExponentialBackoff } = inputs;
  const pauseMs = (retry: number): number =>
    useExponentialBackoff ? (retryDelayMS || firstPauseMs) * 2 ** (retry - 1) : retryDelayMS;
  return {
    maxRetries: maxRetries,
    retryBudgetMs: () => longestMs,
    shouldRetry: retryAllErrors ? () => true : isRetryable,
    delayMs: (retry, retryAfterMs) => Math.max(retryAfterMs, pauseMs(retry)),
  };
};
