/** Requests that somebody waits for in front of a form: all of them together end within a short time. */
import { DatabricksError } from "./errors";

/** How long a request may take. */
export interface Limits {
  /** How long to wait for an answer, in milliseconds. */
  timeoutMs: number;
  /** How long after the first attempt a repeat may still begin, in milliseconds. */
  repeatsWithinMs: number;
}

/** The longest wait for one answer, and the longest time in which a request is repeated, in milliseconds. */
const longest: Limits = { timeoutMs: 10_000, repeatsWithinMs: 15_000 };

/** Shares a time out among requests that follow each other. */
export class Haste {
  readonly #startedAt = Date.now();

  /** @param withinMs in what time from now everything must have ended, in milliseconds */
  constructor(readonly withinMs: number) {}

  /**
   * How long the next request may take, so that its last repeat ends in time.
   * @param operation the request in words, for the error
   * @throws DatabricksError when no time is left
   */
  limits(operation: string): Limits {
    const leftMs = this.#startedAt + this.withinMs - Date.now();
    if (leftMs <= 0) {
      throw new DatabricksError({
        operation,
        message: `the pages before it took more than ${Math.round(this.withinMs / 1000)} s`,
        hint: "Narrow down what is listed, or enter the value by hand.",
      });
    }
    const timeoutMs = Math.min(longest.timeoutMs, leftMs);
    return { timeoutMs, repeatsWithinMs: Math.min(longest.repeatsWithinMs, leftMs - timeoutMs) };
  }
}
