import type { WorkspaceClock } from "./clock";

/** A change that is due at a given workspace time, ms since the epoch. */
export interface ScheduledChange<T> {
  at: number;
  change: Partial<T>;
}

/**
 * A resource that changes by itself over workspace time: a warehouse that starts, a cluster that terminates.
 * Nothing ticks. What it is now follows from the time at which it is read.
 */
export class ScheduledState<T extends object> {
  #value: T;
  #plan: ScheduledChange<T>[] = [];
  #changedAt: number;

  constructor(
    readonly clock: WorkspaceClock,
    value: T,
  ) {
    this.#value = { ...value };
    this.#changedAt = clock.now();
  }

  /** Its state now, as a copy. */
  now(): T {
    this.#settle();
    return { ...this.#value };
  }

  /** The same for a caller who may poll: an auto clock continues to the next change. */
  observe(): T {
    const next = this.nextChangeAt();
    if (next !== undefined) this.clock.announceChange(next);
    return this.now();
  }

  /** When it changed last, or was made: ms since the epoch. */
  changedAt(): number {
    this.#settle();
    return this.#changedAt;
  }

  /** When it will change next by itself, if it will. */
  nextChangeAt(): number | undefined {
    this.#settle();
    return this.#plan[0]?.at;
  }

  /** Changes it at once and replaces what was still to come. A field given as undefined is dropped. */
  change(change: Partial<T>, plan: ScheduledChange<T>[] = []): void {
    this.#settle();
    this.#apply({ at: this.clock.now(), change });
    this.#plan = [...plan];
  }

  #settle(): void {
    const now = this.clock.now();
    for (let next = this.#plan[0]; next && next.at <= now; next = this.#plan[0]) {
      this.#apply(next);
      this.#plan.shift();
    }
  }

  #apply({ at, change }: ScheduledChange<T>): void {
    const entries = Object.entries({ ...this.#value, ...change }).filter(([, value]) => value !== undefined);
    this.#value = Object.fromEntries(entries) as T;
    this.#changedAt = at;
  }
}
