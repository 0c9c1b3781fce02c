/** Ends requests that are under way when their time is up, or when nobody needs them any more. */
export class TimeLimit {
  readonly #stopping = new AbortController();
  readonly #timer: NodeJS.Timeout;

  /** @param untilMs when the time is up, in milliseconds since the epoch */
  constructor(readonly untilMs: number) {
    this.#timer = setTimeout(() => this.stop(), Math.max(0, untilMs - Date.now()));
  }

  /** What requests are sent with, so that they end. */
  get signal(): AbortSignal {
    return this.#stopping.signal;
  }

  get isOver(): boolean {
    return Date.now() >= this.untilMs;
  }

  /** Ends all requests now. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#stopping.abort();
  }
}
