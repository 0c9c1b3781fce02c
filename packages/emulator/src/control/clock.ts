/**
 * Workspace time. Everything in the workspace that takes time (a warehouse starting, a link expiring, a
 * server-side wait) reads this clock and nothing else, so that a test moves time instead of waiting.
 */

/**
 * How time passes: as on the wall, only by `advance`, or by jumping to the next sleeper when nothing else runs. In
 * auto mode nobody sleeps longer than in real time: real work that lasts must not outlast a wait.
 */
export type ClockMode = "real" | "manual" | "auto";

/** Every mode of the clock. */
export const clockModes = ["real", "manual", "auto"] as const satisfies ClockMode[];

/** The longest delay that a Node timer takes, ms. */
const MAX_TIMER_MS = 2 ** 31 - 1;

interface Sleeper {
  wakeAt: number;
  /** When it would wake on the wall, ms of a clock that cannot be set back. */
  wakeOnWallAt: number;
  wake: () => void;
}

export class WorkspaceClock {
  #mode: ClockMode;
  #frozenAt: number;
  #offset: number;
  #working = 0;
  #closed = false;
  #sleepers = new Set<Sleeper>();
  #announced = new Set<number>();
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

  /** Whether the workspace has closed: then nobody sleeps any more and nothing changes by itself. */
  get closed(): boolean {
    return this.#closed;
  }

  /** Workspace time, ms since the epoch. */
  now(): number {
    return this.#mode === "real" ? Date.now() + this.#offset : this.#frozenAt;
  }

  /** Changes how time passes; the time itself continues from where it is. */
  setMode(mode: ClockMode): void {
    const now = this.now();
    this.#mode = mode;
    this.#frozenAt = now;
    this.#offset = now - Date.now();
    this.#settle();
  }

  /**
   * Moves time forward and wakes every sleeper whose time has come, the earliest first.
   * @throws RangeError when `ms` is negative or no finite number
   */
  advance(ms: number): void {
    if (!Number.isFinite(ms) || ms < 0) throw new RangeError(`Time moves forward by 0 ms or more, not ${ms}`);
    this.#frozenAt += ms;
    this.#offset += ms;
    this.#settle();
  }

  /**
   * Resolves when `ms` of workspace time have passed, as soon as `signal` aborts, or when the workspace
   * closes. It is never rejected: who needs to know why looks at the signal and at `closed`.
   */
  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (!(ms > 0) || signal?.aborted || this.#closed) return Promise.resolve();
    return new Promise((resolve) => {
      const sleeper: Sleeper = {
        wakeAt: this.now() + ms,
        wakeOnWallAt: performance.now() + ms,
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

  /**
   * Says that a caller has just read a state that changes by itself at `at`. An auto clock then jumps there once
   * nothing else runs, so that a poller sees the change; the other modes ignore it.
   */
  announceChange(at: number): void {
    if (this.#mode !== "auto" || this.#closed || at <= this.now()) return;
    this.#announced.add(at);
    this.#settle();
  }

  /** Marks real work (a query, a Python process): while any is running, an auto clock does not jump. */
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
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#announced.clear();
    for (const sleeper of [...this.#sleepers]) sleeper.wake();
  }

  #settle(): void {
    clearTimeout(this.#timer);
    if (this.#closed) return;
    const now = this.now();
    const due = [...this.#sleepers].filter((sleeper) => sleeper.wakeAt <= now);
    for (const sleeper of due.sort((a, b) => a.wakeAt - b.wakeAt)) sleeper.wake();
    for (const at of this.#announced) if (at <= now) this.#announced.delete(at);
    const next = this.#next();
    if (next === undefined) return;
    if (this.#mode === "real") {
      this.#timer = setTimeout(() => this.#settle(), Math.min(next - now, MAX_TIMER_MS)).unref();
    } else if (this.#mode === "auto" && this.#working === 0) {
      this.#timer = setTimeout(() => this.#jump(), 0);
    } else if (this.#mode === "auto") {
      const earliest = Math.min(...[...this.#sleepers].map(({ wakeOnWallAt }) => wakeOnWallAt));
      const delay = Math.max(0, earliest - performance.now());
      this.#timer = setTimeout(() => this.#catchUp(), Math.min(delay, MAX_TIMER_MS)).unref();
    }
  }

  /** The next time at which something is due; undefined where there is none. */
  #next(): number | undefined {
    let next = Number.POSITIVE_INFINITY;
    for (const { wakeAt } of this.#sleepers) next = Math.min(next, wakeAt);
    for (const at of this.#announced) next = Math.min(next, at);
    return Number.isFinite(next) ? next : undefined;
  }

  /** Goes where those wake who have slept as long as on the wall, although real work continues. */
  #catchUp(): void {
    const now = performance.now();
    const over = [...this.#sleepers].filter(({ wakeOnWallAt }) => wakeOnWallAt <= now);
    const until = Math.max(this.now(), ...over.map(({ wakeAt }) => wakeAt));
    this.advance(until - this.now());
  }

  #jump(): void {
    // Work that began since the jump was due puts it off; the end of the work makes it due again.
    if (this.#working > 0) {
      this.#settle();
      return;
    }
    const next = this.#next();
    if (next !== undefined) this.advance(Math.max(0, next - this.now()));
  }
}
