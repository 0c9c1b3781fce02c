/**
 * Workspace time. Everything in the workspace that takes time (a warehouse starting, a link expiring, a
 * server-side wait) reads this clock and nothing else, so that a test moves time instead of waiting.
 */

/** How time passes: as on the wall, only by `advance`, or by jumping to the next sleeper when all else rests. */
export type ClockMode = "real" | "manual" | "auto";

interface Sleeper {
  wakeAt: number;
  wake: () => void;
}

export class WorkspaceClock {
  #mode: ClockMode;
  #frozenAt: number;
  #offset = 0;
  #working = 0;
  #sleepers = new Set<Sleeper>();
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param mode how time passes
   * @param startAt workspace time at the start, ms since the epoch; the wall's time where left out
   */
  constructor(mode: ClockMode = "real", startAt: number = Date.now()) {
    this.#mode = mode;
    this.#frozenAt = startAt;
    this.#offset = startAt - Date.now();
  }

  get mode(): ClockMode {
    return this.#mode;
  }

  /** Workspace time, ms since the epoch. */
  now(): number {
    return this.#mode === "real" ? Date.now() + this.#offset : this.#frozenAt;
  }

  /** Changes how time passes; the time itself goes on from where it is. */
  setMode(mode: ClockMode): void {
    const now = this.now();
    this.#mode = mode;
    this.#frozenAt = now;
    this.#offset = now - Date.now();
    this.#settle();
  }

  /** Moves time forward and wakes every sleeper whose time has come. */
  advance(ms: number): void {
    this.#frozenAt += ms;
    this.#offset += ms;
    this.#settle();
  }

  /** Resolves when `ms` of workspace time have passed, or as soon as `signal` aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (ms <= 0 || signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const sleeper: Sleeper = {
        wakeAt: this.now() + ms,
        wake: () => {
          this.#sleepers.delete(sleeper);
          signal?.removeEventListener("abort", sleeper.wake);
          resolve();
        },
      };
      this.#sleepers.add(sleeper);
      signal?.addEventListener("abort", sleeper.wake, { once: true });
      this.#settle();
    });
  }

  /** Marks real work (a query, a Python process): while any goes on, an auto clock does not jump. */
  async during<T>(work: Promise<T>): Promise<T> {
    this.#working += 1;
    try {
      return await work;
    } finally {
      this.#working -= 1;
      this.#settle();
    }
  }

  /** Wakes all sleepers and stops the timer: the workspace is closing. */
  close(): void {
    clearTimeout(this.#timer);
    for (const sleeper of [...this.#sleepers]) sleeper.wake();
  }

  #settle(): void {
    clearTimeout(this.#timer);
    const now = this.now();
    for (const sleeper of [...this.#sleepers]) if (sleeper.wakeAt <= now) sleeper.wake();
    if (this.#sleepers.size === 0) return;
    const next = Math.min(...[...this.#sleepers].map((sleeper) => sleeper.wakeAt));
    if (this.#mode === "real") {
      this.#timer = setTimeout(() => this.#settle(), Math.min(next - now, 2 ** 31 - 1)).unref();
    } else if (this.#mode === "auto" && this.#working === 0) {
      this.#timer = setTimeout(() => {
        if (this.#mode === "auto" && this.#working === 0 && this.#sleepers.size > 0) {
          this.advance(Math.max(0, Math.min(...[...this.#sleepers].map((s) => s.wakeAt)) - this.now()));
        }
      }, 0);
    }
  }
}
