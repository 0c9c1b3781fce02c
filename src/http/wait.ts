/** One waiter for everything that takes long: ask, read the state, wait a little longer each time, give up in time. */

/** What the state of something long-running comes down to. */
export type Progress = "goesOn" | "ended";

/** When time is up. */
export interface Deadline {
  /** When the wait began, in milliseconds since the epoch, and how long it may last, in milliseconds. */
  startedAt: number;
  timeoutMs: number;
}

/** The deadline so many seconds from now. */
export const deadlineIn = (seconds: number): Deadline => ({
  startedAt: Date.now(),
  timeoutMs: seconds * 1000,
});

/** A time in words. */
export const inSeconds = (ms: number): string => `${Math.round(ms / 100) / 10} s`;

/** How to wait. */
export interface Wait<State> extends Deadline {
  /** What is known at the start, so that something already ended needs no request. */
  first: State;
  /** Asks for the state, when so many milliseconds are left. */
  poll: (leftMs: number) => Promise<State>;
  /** Reads a state. States that nobody knows go on, until the deadline. */
  progress: (state: State) => Progress;
  /** What to do when time is up: cancel what can be cancelled, then say so, or give the state reached after all. */
  onDeadline: (last: State, elapsedMs: number) => Promise<State>;
  /** Tells of the wait at sensible steps, in words. */
  notice?: (last: State, elapsedMs: number) => void;
}

/** Never more than this between two looks, so that the platform sees that the step lives. */
const longestIntervalMs = 20_000;

/** How often the wait is told of. */
const noticeEveryMs = 10_000;

/**
 * The pause before the next look, in milliseconds: a fifth of the time waited so far within the first second,
 * then a twentieth, so that the wait is at most 5 % longer than what is waited for.
 * @param elapsedMs time waited so far
 */
export const intervalMs = (elapsedMs: number): number =>
  elapsedMs < 1000 ? Math.max(50, elapsedMs / 5) : Math.min(Math.max(50, elapsedMs / 20), longestIntervalMs);

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Waits until something has ended.
 * @returns its last state
 * @throws what `onDeadline` throws, when it has not ended in time; what `poll` throws
 */
export const waitUntilEnded = async <State>(wait: Wait<State>): Promise<State> => {
  const { poll, progress, startedAt, timeoutMs, onDeadline, notice } = wait;
  let state = wait.first;
  let toldAt = startedAt;
  while (progress(state) === "goesOn") {
    const elapsedMs = Date.now() - startedAt;
    if (elapsedMs >= timeoutMs) return onDeadline(state, elapsedMs);
    if (Date.now() - toldAt >= noticeEveryMs) {
      toldAt = Date.now();
      notice?.(state, elapsedMs);
    }
    await sleep(Math.min(intervalMs(elapsedMs), timeoutMs - elapsedMs));
    state = await poll(Math.max(0, startedAt + timeoutMs - Date.now()));
  }
  return state;
};
