/** How much time is left: one deadline for a step and shorter ones within it, all on a monotonic clock. */

/** A step ends by itself within this, with a margin below the 15 minutes after which the platform ends it; in milliseconds. */
export const maxStepMs = 840_000;

/** The longest time that a timer takes, in milliseconds. */
const maxTimerMs = 2 ** 31 - 1;

/** A duration in words. */
export const formatDuration = (ms: number): string => `${Math.round(ms / 100) / 10} s`;

/** When something must have ended. It holds no timer but while `run` or `sleep` is under way. */
export class Deadline {
  #startedAt = performance.now();
  readonly #outer?: Deadline;

  /** The time from its beginning to its end, in milliseconds. */
  readonly totalMs: number;

  private constructor(ms: number, outer?: Deadline) {
    this.#outer = outer;
    this.totalMs = Math.min(ms, outer?.remainingMs ?? ms);
  }

  /** The deadline so many milliseconds from now. */
  static after(ms: number): Deadline {
    return new Deadline(ms);
  }

  /** The deadline so many milliseconds from now, or this one where it is earlier. */
  within(ms: number): Deadline {
    return new Deadline(ms, this);
  }

  /** The time since its beginning, in milliseconds. */
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

  /** Begins again, though never beyond the deadline that it is within: for what must not be silent for too long. */
  restart(): void {
    this.#startedAt = performance.now();
  }

  /**
   * Runs something that is aborted when the time is up.
   * @param work is given the signal to stop
   * @param stop aborts it earlier: nobody needs the result any more
   */
  async run<T>(work: (signal: AbortSignal) => Promise<T>, stop?: AbortSignal): Promise<T> {
    const stopping = new AbortController();
    const onStop = (): void => stopping.abort();
    let timer: NodeJS.Timeout | undefined;
    const watch = (): void => {
      if (this.isOver) onStop();
      else timer = setTimeout(watch, Math.min(Math.ceil(this.remainingMs), maxTimerMs)).unref();
    };
    if (stop?.aborted) onStop();
    stop?.addEventListener("abort", onStop, { once: true });
    watch();
    try {
      return await work(stopping.signal);
    } finally {
      clearTimeout(timer);
      stop?.removeEventListener("abort", onStop);
    }
  }

  /** Waits for so many milliseconds, or until the time is up where that is earlier. */
  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, Math.ceil(Math.min(ms, this.remainingMs))));
  }
}
