/** One call for all who need its result at the same time. */
import { CanceledError } from "axios";
import { type Deadline, onAbort } from "./deadline";

const rejectedAt = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => onAbort(signal, () => reject(new CanceledError())));

/** A call that several wait for, each for as long as it may. It is aborted once nobody waits any longer. */
export class SharedCall<T> {
  readonly #stopping = new AbortController();
  readonly #result: Promise<T>;
  #waiting = 0;

  /** @param start makes the call; the signal aborts it */
  constructor(start: (signal: AbortSignal) => Promise<T>) {
    this.#result = start(this.#stopping.signal);
    // Its failure is that of those who wait; without any it is nobody's.
    this.#result.catch(() => undefined);
  }

  /** Whether nobody waited to its end, so that its result will never come. */
  get isAbandoned(): boolean {
    return this.#stopping.signal.aborted;
  }

  /**
   * Waits for the result.
   * @param stop ends the wait earlier
   * @throws what the call throws; CanceledError at the deadline and when it is stopped
   */
  async join(deadline: Deadline, stop?: AbortSignal): Promise<T> {
    this.#waiting += 1;
    try {
      return await deadline.run((signal) => Promise.race([this.#result, rejectedAt(signal)]), stop);
    } finally {
      this.#waiting -= 1;
      if (this.#waiting === 0) this.#stopping.abort();
    }
  }
}
