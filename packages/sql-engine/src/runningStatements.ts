/** The statements that an engine runs now, and how they are ended: DuckDB is asked to stop, again and again, until it does. */

/** What can be asked to stop what it runs. */
interface Interruptible {
  interrupt(): void;
}

const interruptIntervalMs = 20;

/**
 * How long a statement may take to stop, ms. DuckDB does not stop within one call of a function, which takes long over
 * a huge list or text; after this time the statement has ended for its caller, and stops as soon as it can.
 */
const heedMs = 1_000;

/** What a statement that was interrupted is rejected with. */
export function abortError(): Error {
  const error = new Error("The statement was interrupted.");
  error.name = "AbortError";
  return error;
}

/**
 * Runs the work of a connection; once the signal aborts, interrupts it until it has ended. DuckDB ignores an interrupt
 * that arrives just before a query starts.
 */
export async function interruptedBy<T>(
  signal: AbortSignal,
  connection: Interruptible,
  work: () => Promise<T>,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const interrupt = () => connection.interrupt();
  const start = () => {
    interrupt();
    timer = setInterval(interrupt, interruptIntervalMs).unref();
  };
  signal.addEventListener("abort", start, { once: true });
  try {
    return await work();
  } finally {
    signal.removeEventListener("abort", start);
    clearInterval(timer);
  }
}

/** Rejects when a signal has been aborted for so long that whoever heeds it would have ended. */
function unheeded(signal: AbortSignal, over: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    let timer: NodeJS.Timeout | undefined;
    const start = () => {
      timer = setTimeout(() => reject(abortError()), heedMs);
    };
    signal.addEventListener("abort", start, { once: true, signal: over });
    over.addEventListener("abort", () => clearTimeout(timer), { once: true });
  });
}

export class RunningStatements {
  readonly #running = new Map<AbortController, Promise<unknown>>();

  /**
   * Runs a statement until it ends, is aborted, or all are ended.
   * @param given aborts it
   * @param work is to end soon after its signal aborts
   * @param discard frees the result of a statement that nobody waits for any more
   * @throws AbortError where it was aborted and has not ended by itself
   */
  async run<T>(
    given: AbortSignal | undefined,
    work: (signal: AbortSignal) => Promise<T>,
    discard: (result: T) => Promise<void>,
  ): Promise<T> {
    if (given?.aborted) throw abortError();
    const stop = new AbortController();
    const over = new AbortController();
    given?.addEventListener("abort", () => stop.abort(), { once: true, signal: over.signal });
    const working = work(stop.signal);
    const ended = Promise.race([working, unheeded(stop.signal, over.signal)]);
    this.#running.set(stop, ended);
    try {
      return await ended;
    } catch (error) {
      // Where it still goes on, nobody sees what comes of it.
      working.then(discard, () => {});
      throw error;
    } finally {
      over.abort();
      this.#running.delete(stop);
    }
  }

  /** Aborts every statement. Resolves when none is waited for any more. */
  async end(): Promise<void> {
    const all = [...this.#running];
    for (const [stop] of all) stop.abort();
    await Promise.allSettled(all.map(([, ended]) => ended));
  }
}
