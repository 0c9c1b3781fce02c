/** One poller for everything that takes long: ask, read the state, wait a little longer each time, give up in time. */
import { Deadline } from "./deadline";
import { DatabricksError } from "./errors";

/** What the state of something long-running comes down to. */
export type Progress = "pending" | "done";

/** How to poll. */
export interface Polling<State> {
  deadline: Deadline;
  /** What is known at the start, so that something already done needs no request; left out, it is asked for at once. */
  initial?: State;
  /** Asks for the state. The requests for it end at the deadline that it is given. */
  poll: (deadline: Deadline) => Promise<State>;
  /** Reads a state. States that nobody knows are pending, until the deadline. */
  progress: (state: State) => Progress;
  /**
   * What to do when time is up, also where it was up before an answer came: cancel what can be cancelled, then say so,
   * or give the state reached after all.
   * @param last the state as it was last seen; undefined where it never was
   */
  onDeadline: (last: State | undefined) => Promise<State>;
  /** What to do when the state cannot be read any more, though there is time left; the error is thrown where it is left out. */
  onError?: (last: State | undefined, error: unknown) => Promise<State>;
  /** Tells of the wait at sensible steps, in words. */
  onProgress?: (last: State, elapsedMs: number) => void;
}

/** Never more than this between two polls, so that the platform sees that the step lives. */
const maxIntervalMs = 20_000;

/** How often the wait is told of. */
const logEveryMs = 10_000;

/** How long the last poll may take, which begins when time is up, in milliseconds. */
const lastPollMs = 10_000;

/**
 * The pause before the next poll, in milliseconds: a fifth of the time waited so far within the first second,
 * then a twentieth, so that the wait is at most 5 % longer than what is waited for.
 * @param elapsedMs time waited so far
 */
export const intervalMs = (elapsedMs: number): number =>
  elapsedMs < 1000 ? Math.max(50, elapsedMs / 5) : Math.min(Math.max(50, elapsedMs / 20), maxIntervalMs);

/**
 * Whether an error says no more than that time was up. A write whose outcome is unknown says more, and so does an answer
 * that only left no time for a repeat.
 */
const isOutOfTime = (error: unknown, deadline: Deadline): boolean => {
  if (!(error instanceof DatabricksError)) return deadline.isOver;
  if (error.outcomeUnknown) return false;
  return deadline.isOver || (error.deadlineExceeded === true && error.status === undefined);
};

/**
 * Polls until something is done.
 * @returns its last state
 * @throws what `onDeadline` throws, when it is not done in time; what `poll` throws for any other reason
 */
export const pollUntilDone = async <State>(polling: Polling<State>): Promise<State> => {
  const { deadline, poll, progress, onDeadline, onError, onProgress } = polling;
  let last = polling.initial;
  let lastLoggedAt = 0;
  while (last === undefined || progress(last) === "pending") {
    if (last !== undefined) {
      const { elapsedMs } = deadline;
      if (deadline.isOver) return onDeadline(last);
      if (elapsedMs - lastLoggedAt >= logEveryMs) {
        lastLoggedAt = elapsedMs;
        onProgress?.(last, elapsedMs);
      }
      await deadline.sleep(intervalMs(elapsedMs));
    }
    try {
      last = await poll(deadline.isOver ? Deadline.after(lastPollMs) : deadline);
    } catch (error) {
      if (isOutOfTime(error, deadline)) return onDeadline(last);
      if (!onError) throw error;
      return onError(last, error);
    }
  }
  return last;
};
