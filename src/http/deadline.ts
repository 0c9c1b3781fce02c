/** How much time is left: one deadline for a step and shorter ones within it, all on a monotonic clock. */

/** A step ends within this, with a margin below the 15 minutes after which the platform ends it; in milliseconds. */
export const maxStepMs = 840_000;

/** A person waits in front of a form no longer than this, in milliseconds. */
export const interactiveMs = 25_000;

/** The longest time that a timer supports, in milliseconds. */
const maxTimerMs = 2 ** 31 - 1;

/** A duration in words. */
export const formatDuration = (ms: number): string => `${Math.round(ms / 100) / 10} s`;

/** Calls a listener when a signal aborts, at once where it has: an event that is over comes to nobody. */
export const onAbort = (signal: AbortSignal, listener: () => void): void => {
  if (signal.aborted) listener();
  else signal.addEventListener("abort", listener, { once: true });
};

/** When something must have ended. It holds a timer only during `run` or `sleep`. */
export class Deadline {
  #startedAt = performance.now();
  readonly #outer?: Deadline;

  /** The time from its start to its end, in milliseconds. */
  readonly totalMs: number;

  private constructor(ms: number, outer?: Deadline) {
    this.#outer = outer;
    this.totalMs = Math.min(ms, outer?.remainingMs ?? ms);
  }

  /** The deadline that many milliseconds from now. */
  static after(ms: number): Deadline {
    return new Deadline(ms);
  }

  /** The deadline that many milliseconds from now, or this one if it is earlier. */
  within(ms: number): Deadline {
    return new Deadline(ms, this);
  }

  /** The time since its start, in milliseconds. */
  get elapsedMs(): number {
    return performance.now() - this.#startedAt;
  }

  /** The time until its end, in milliseconds; never below 0. */
  get remainingMs(): number {
    const ownMs = Math.max(0, this.totalMs - this.elapsedMs);
    return Math.min(ownMs, this.#outer?.remainingMs ?? ownMs);
  }

  get isOver(): boolean {
    return this.remainingMs <= 0;
  }

  /** Restarts, but never beyond the deadline that it is within: for idle timeouts. */
  restart(): void {
    this.#startedAt = performance.now();
  }

  /** Stops its time until it is restarted; that of the deadline that it is within continues. */
  pause(): void {
    this.#startedAt = Number.POSITIVE_INFINITY;
  }

  /**
   * Runs something that is aborted when the time is up.
   * @param work is given the signal to stop
   * @param stop aborts it earlier: the result is no longer needed
   */
  async run<T>(work: (signal: AbortSignal) => Promise<T>, stop?: AbortSignal): Promise<T> {
    const stopping = new AbortController();
    const onStop = (): void => stopping.abort();
    let timer: NodeJS.Timeout | undefined;
    const watch = (): void => {
      if (this.isOver) onStop();
      // While it is paused more than its whole time remains, but it may be restarted at any time.
      else timer = setTimeout(watch, Math.ceil(Math.min(this.remainingMs, this.totalMs, maxTimerMs))).unref();
    };
    if (stop) onAbort(stop, onStop);
    watch();
    try {
      return await work(stopping.signal);
    } finally {
      clearTimeout(timer);
      stop?.removeEventListener("abort", onStop);
    }
  }

  /** Waits for that many milliseconds, or until the time is up if that is earlier. */
  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, Math.ceil(Math.min(ms, this.remainingMs))));
  }
}
