/**
 * One poller for every long-running operation: a statement, a job run, a command, the start of a cluster. A service
 * describes its operation; only this file decides when to poll, when to stop, and what to report at the deadline.
 */
import { Deadline, formatDuration } from "./deadline";
import { appendHint, DatabricksError, toError } from "./errors";

/** The status of a long-running operation. */
export type OperationStatus = "running" | "succeeded" | "failed" | "canceled";

/** What polling needs from a client. */
export interface PollingClient {
  readonly deadline: Deadline;
  readonly logger: { info(line: string): void };
  withDeadline(deadline: Deadline): this;
  forCleanup(): this;
}

/** How an operation that is ours is cancelled. */
export interface Cancellation<Client> {
  request: (client: Client) => Promise<unknown>;
  /**
   * How long to watch whether it ends, since a cancellation can be too late; 0 if its response counts. In milliseconds.
   */
  watchMs: number;
  /** Whether it is cancelled, too, when its state can no longer be read, so that it does not continue unnoticed. */
  onPollError?: boolean;
  /** What to do so that the next one ends in time. */
  hint?: string;
}

/** A long-running operation: how it is read, what its states mean, and its messages. */
export interface LongRunningOperation<Client, State> {
  /** What it is in the log, such as `Statement 01f0a1b2`. */
  name: string;
  /**
   * Reads the state. The requests end at the client's deadline.
   * @param last the last known state
   */
  poll: (client: Client, last: State | undefined) => Promise<State>;
  /** Reads the status. Unknown states count as running, until the deadline. */
  status: (state: State) => OperationStatus;
  /** A state in a word or two, such as `RUNNING`. */
  describe: (state: State) => string;
  /** Why it is in its state; empty if unknown. */
  reason?: (state: State) => string;
  /** Makes an error about it. @param state as last seen; undefined if it was never seen */
  error: (message: string, state: State | undefined, hint?: string) => DatabricksError;
  /** Makes the error of an end without success; if omitted, such an end is a result. */
  failure?: (state: State) => Error;
  /** The message of the deadline's error, if not the state; `after` is the time in words. */
  timeoutMessage?: (state: State | undefined, after: string) => string;
  /** What happens to it after the deadline, and how to continue. */
  resumeHint?: string;
  /** What to add to an error of reading its state. */
  pollErrorHint?: string;
  /** Omitted if it is not ours, or should continue after the deadline. */
  cancellation?: Cancellation<Client>;
}

/** Never more than this between two polls, so that the platform sees that the step is alive. */
const maxIntervalMs = 20_000;

/** How often the wait is logged. */
const logEveryMs = 10_000;

/** How long the last poll may take, which starts when the time is up, in milliseconds. */
const lastPollMs = 10_000;

/**
 * The pause before the next poll, in milliseconds: a fifth of the time waited so far within the first second,
 * then a twentieth, so that the wait is at most 5 % longer than what is waited for.
 * @param elapsedMs time waited so far
 */
export const intervalMs = (elapsedMs: number): number =>
  elapsedMs < 1000 ? Math.max(50, elapsedMs / 5) : Math.min(Math.max(50, elapsedMs / 20), maxIntervalMs);

/**
 * Whether an error only says that time was up. A write whose outcome is unknown says more, and so does a response that
 * only left no time for a retry.
 */
const isOutOfTime = (error: unknown, deadline: Deadline): boolean => {
  if (!(error instanceof DatabricksError)) return deadline.isOver;
  if (error.outcomeUnknown) return false;
  return deadline.isOver || (error.deadlineExceeded === true && error.status === undefined);
};

/** What to do when an operation is not done in time, when its state cannot be read, and while it runs. */
interface PollHandlers<State> {
  onDeadline: (last: State | undefined) => Promise<State>;
  onError?: (last: State | undefined, error: unknown) => Promise<State>;
  onProgress?: (last: State, elapsedMs: number) => void;
}

/** Polls until the status is no longer running, or a handler gives a state or throws. */
const pollWith = async <Client extends PollingClient, State>(
  client: Client,
  operation: LongRunningOperation<Client, State>,
  initial: State | undefined,
  { onDeadline, onError, onProgress }: PollHandlers<State>,
): Promise<State> => {
  const { deadline } = client;
  const { poll, status } = operation;
  let last = initial;
  let lastLoggedAt = 0;
  // The status of the last state may be another one at the deadline.
  const endLate = (state: State | undefined): Promise<State> =>
    state !== undefined && status(state) !== "running" ? Promise.resolve(state) : onDeadline(state);
  while (last === undefined || status(last) === "running") {
    if (last !== undefined) {
      const { elapsedMs } = deadline;
      if (deadline.isOver) return endLate(last);
      if (elapsedMs - lastLoggedAt >= logEveryMs) {
        lastLoggedAt = elapsedMs;
        onProgress?.(last, elapsedMs);
      }
      await deadline.sleep(intervalMs(elapsedMs));
    }
    try {
      last = await poll(client.withDeadline(deadline.isOver ? Deadline.after(lastPollMs) : deadline), last);
    } catch (error) {
      if (isOutOfTime(error, deadline)) return endLate(last);
      if (!onError) throw error;
      return onError(last, error);
    }
  }
  return last;
};

/** Watches how a cancelled operation ends, and gives its last state. */
const watchEnd = async <Client extends PollingClient, State>(
  client: Client,
  operation: LongRunningOperation<Client, State>,
  watchMs: number,
): Promise<State> => {
  const watching = client.withDeadline(client.deadline.within(watchMs));
  const initial = await operation.poll(client, undefined);
  return pollWith(watching, operation, initial, { onDeadline: async (last = initial) => last });
};

/**
 * Cancels an operation and watches how it ends, since a cancellation can be too late.
 * @returns its last state
 */
export const cancelAndWatch = async <Client extends PollingClient, State>(
  client: Client,
  operation: LongRunningOperation<Client, State>,
  { request, watchMs }: Cancellation<Client>,
): Promise<State> => {
  await request(client);
  return watchEnd(client, operation, watchMs);
};

/** Whether an operation finished on its own: then that end counts, not the cancellation. */
const finishedOnItsOwn = (status: OperationStatus): boolean => status === "succeeded" || status === "failed";

const mayGoOn = (state: string): string =>
  `received a cancel request, but is still ${state}: it may continue and incur costs`;

/** A state that may never have been seen, in words. */
const describeLast = <State>(
  { describe }: Pick<LongRunningOperation<never, State>, "describe">,
  last: State | undefined,
): string => (last === undefined ? "in an unknown state" : describe(last));

/** A state, the time until it was seen, and the reason for it. */
const describeWait = <State>(
  operation: Pick<LongRunningOperation<never, State>, "describe" | "reason">,
  last: State | undefined,
  after: string,
): string => {
  const reason = last === undefined ? "" : operation.reason?.(last);
  return `${describeLast(operation, last)} after ${after}${reason ? `: ${reason}` : ""}`;
};

/** Cancels an operation whose time is up. @returns its state, if it finished on its own meanwhile */
const cancelOnTimeout = async <Client extends PollingClient, State>(
  client: Client,
  operation: LongRunningOperation<Client, State>,
  { request, watchMs, hint }: Cancellation<Client>,
  last: State | undefined,
): Promise<State> => {
  const { describe, error, status } = operation;
  const after = `after ${formatDuration(client.deadline.totalMs)}`;
  const lastState = describeLast(operation, last);
  const cleanupClient = client.forCleanup();
  const refusal = await request(cleanupClient).then(() => undefined, toError);
  if (watchMs === 0) {
    const outcome = refusal ? `It could not be cancelled (${refusal.message}).` : "It was cancelled.";
    throw error(`it is still ${lastState} ${after}`, last, outcome);
  }
  const before = `it was still ${lastState} ${after}`;
  if (refusal) {
    const message = `${before} and could not be cancelled (${refusal.message})`;
    throw error(message, last, "It may continue and incur costs.");
  }
  const ended = await watchEnd(cleanupClient, operation, watchMs).catch((reason: unknown) => {
    const unknown = `whether it stopped is not known (${toError(reason).message})`;
    throw error(`${before} and received a cancel request; ${unknown}`, last);
  });
  if (finishedOnItsOwn(status(ended))) return ended;
  const state = describe(ended);
  const outcome = status(ended) === "canceled" ? `was cancelled (state ${state})` : mayGoOn(state);
  throw error(`it had not ended ${after} and ${outcome}`, ended, hint);
};

/**
 * Cancels an operation whose state can no longer be read, so that it does not continue unnoticed, and reads it once
 * more.
 * @returns its state, if it finished on its own meanwhile
 */
const cancelAfterPollError = async <Client extends PollingClient, State>(
  client: Client,
  operation: LongRunningOperation<Client, State>,
  { request }: Cancellation<Client>,
  last: State | undefined,
  reason: unknown,
): Promise<State> => {
  const { name, describe, poll, status, pollErrorHint = "" } = operation;
  const after = formatDuration(client.deadline.elapsedMs);
  const cleanupClient = client.forCleanup();
  const explain = (outcome: string, state: State | undefined): Error =>
    appendHint(
      reason,
      `${name} ${outcome}. Its state was ${state === undefined ? "unknown" : describe(state)} after ${after}. ${pollErrorHint}`,
    );
  await request(cleanupClient).catch(() => {
    throw explain("may continue and incur costs: it could not be cancelled", last);
  });
  const ended = await poll(cleanupClient, last).catch(() => {
    throw explain("received a cancel request; whether it stopped is not known", last);
  });
  if (finishedOnItsOwn(status(ended))) return ended;
  throw explain(status(ended) === "canceled" ? "was cancelled" : mayGoOn(describe(ended)), ended);
};

/** What the deadline means for an operation that is not cancelled. */
const timeoutError = <Client, State>(
  deadline: Deadline,
  operation: LongRunningOperation<Client, State>,
  last: State | undefined,
): DatabricksError => {
  const after = formatDuration(deadline.totalMs);
  const message =
    operation.timeoutMessage?.(last, after) ?? `it is still ${describeWait(operation, last, after)}`;
  return operation.error(message, last, operation.resumeHint);
};

/**
 * Polls a long-running operation until it is done, as long as the client has time. What can be cancelled is cancelled at
 * the deadline, and its end is watched.
 * @param initial the state if it is known, so that an operation that is already done needs no request; if omitted, it
 * is read at once
 * @returns its last state
 * @throws the operation's failure; DatabricksError with its state when it is not done in time; what `poll` throws
 */
export const pollUntilDone = async <Client extends PollingClient, State>(
  client: Client,
  operation: LongRunningOperation<Client, State>,
  initial?: State,
): Promise<State> => {
  const { name, cancellation, failure, pollErrorHint, status } = operation;
  const ended = await pollWith(client, operation, initial, {
    onProgress: (last, elapsedMs) =>
      client.logger.info(`${name} is ${describeWait(operation, last, formatDuration(elapsedMs))}`),
    onDeadline: async (last) => {
      if (cancellation) return cancelOnTimeout(client, operation, cancellation, last);
      throw timeoutError(client.deadline, operation, last);
    },
    onError: async (last, error) => {
      if (cancellation?.onPollError) {
        return cancelAfterPollError(client, operation, cancellation, last, error);
      }
      // A response that left no time for a retry: to the operation the time is up all the same.
      const noTimeLeft = error instanceof DatabricksError && error.deadlineExceeded;
      if (cancellation && noTimeLeft) return cancelOnTimeout(client, operation, cancellation, last);
      throw pollErrorHint === undefined ? error : appendHint(error, pollErrorHint);
    },
  });
  if (failure && status(ended) !== "succeeded") throw failure(ended);
  return ended;
};
