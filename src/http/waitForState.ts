/** Waits until a resource, such as a cluster or a warehouse, is in the state that was asked for. */
import { type Deadline, formatDuration } from "./deadline";
import { DatabricksError } from "./errors";
import { pollUntilDone } from "./poll";

/** What is waited for, and what is said of it. */
export interface StateWait<T> {
  deadline: Deadline;
  /** The resource in words, such as `Cluster 1118-093000-k3yboard`. */
  operation: string;
  resourceIds: Record<string, string>;
  /** The resource as it stood last. */
  initial: T;
  /** Reads it, until a deadline. */
  fetch: (deadline: Deadline) => Promise<T>;
  targetState: string;
  /** States that last, and from which the target will not come by itself. */
  terminalStates: ReadonlySet<string>;
  /** Why it is in the state that it is in, in words; empty where nobody says. */
  reasonOf: (resource: T) => string;
  /** The action that tells how it ends, should time be up. */
  statusAction: string;
  log: (line: string) => void;
}

/** The state of what does not tell it, as Databricks spells it; it may tell it the next time. */
const unknownState = "UNKNOWN";

/** How long a change may take to show: until then the state is still the one before it, in milliseconds. */
const settlingMs = 30_000;

/**
 * Waits until a resource is in the state that was asked for.
 * @throws DatabricksError with the reason when it ends otherwise, or with its last state when time is up
 */
export const waitForState = async <T extends { state?: string }>(wait: StateWait<T>): Promise<T> => {
  const { operation, initial, targetState, terminalStates, reasonOf, deadline } = wait;
  const failure = (last: T, message: string, hint?: string): DatabricksError => {
    const reason = reasonOf(last);
    return new DatabricksError({
      operation,
      message: reason ? `${message}: ${reason}` : message,
      hint,
      resourceIds: { ...wait.resourceIds, state: last.state ?? unknownState },
    });
  };
  let hasMoved = false;
  const hasEnded = ({ state = unknownState }: T): boolean => {
    hasMoved ||= !terminalStates.has(state);
    const hasSettled = hasMoved || deadline.isOver || deadline.elapsedMs >= settlingMs;
    return terminalStates.has(state) && hasSettled;
  };
  const ended = await pollUntilDone<T>({
    deadline,
    initial,
    poll: wait.fetch,
    progress: (last) => (last.state === targetState || hasEnded(last) ? "done" : "pending"),
    onDeadline: (last = initial) => {
      const message = `it is still ${last.state ?? unknownState} after ${formatDuration(deadline.totalMs)}`;
      throw failure(last, message, `The change goes on: ${wait.statusAction} tells how it ends.`);
    },
    onProgress: (last, elapsedMs) => {
      const reason = reasonOf(last);
      const after = formatDuration(elapsedMs);
      wait.log(`${operation} is ${last.state ?? unknownState} after ${after}${reason ? `: ${reason}` : ""}`);
    },
  });
  if (ended.state === targetState) return ended;
  throw failure(ended, `it is ${ended.state ?? unknownState}, not ${targetState}`);
};
