/** Limits how many things run at a time under one name; others wait in order. Known to this process alone. */
import { type Deadline, onAbort } from "./deadline";

/** What waits for its turn. */
interface Waiting {
  limit: number;
  start: () => void;
}

class TurnQueue {
  #running = 0;
  readonly #waiting: Waiting[] = [];

  get isIdle(): boolean {
    return this.#running === 0 && this.#waiting.length === 0;
  }

  get running(): number {
    return this.#running;
  }

  add(waiting: Waiting): void {
    this.#waiting.push(waiting);
    this.#startNext();
  }

  /** Takes back what does not wait any longer. */
  remove(waiting: Waiting): void {
    const index = this.#waiting.indexOf(waiting);
    if (index >= 0) this.#waiting.splice(index, 1);
    this.#startNext();
  }

  end(): void {
    this.#running -= 1;
    this.#startNext();
  }

  #startNext(): void {
    for (let next = this.#waiting[0]; next && this.#running < next.limit; next = this.#waiting[0]) {
      this.#waiting.shift();
      this.#running += 1;
      next.start();
    }
  }
}

const queues = new Map<string, TurnQueue>();

const queueOf = (name: string): TurnQueue => {
  const queue = queues.get(name) ?? new TurnQueue();
  queues.set(name, queue);
  return queue;
};

/** How a turn is waited for. */
interface TurnOptions {
  /** What the limit is for. */
  name: string;
  /** How many may run at a time, including this one. */
  limit: number;
  /** How long to wait. */
  deadline: Deadline;
  /** Is called when it has to wait. */
  onWait: (running: number) => void;
  /** Makes the error when its turn does not come in time. */
  outOfTime: () => Error;
}

/** Does something in its turn, which ends with it, however it ends. @throws what `work` throws, or `outOfTime` */
export const inTurn = async <T>(options: TurnOptions, work: () => Promise<T>): Promise<T> => {
  const { name, limit, deadline, onWait, outOfTime } = options;
  const queue = queueOf(name);
  let hasStarted = false;
  const waiting: Waiting = { limit, start: () => undefined };
  const untilStarted = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      waiting.start = () => {
        hasStarted = true;
        resolve();
      };
      queue.add(waiting);
      if (hasStarted) return;
      onWait(queue.running);
      onAbort(signal, resolve);
    });
  try {
    await deadline.run(untilStarted);
    if (!hasStarted) throw outOfTime();
    return await work();
  } finally {
    if (hasStarted) queue.end();
    else queue.remove(waiting);
    if (queue.isIdle) queues.delete(name);
  }
};
