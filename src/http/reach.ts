/** Waits until a resource, such as a cluster or a warehouse, is in the state that was asked for. */
import { DatabricksError } from "./errors";
import { type Deadline, inSeconds, waitUntilEnded } from "./wait";

/** What is waited for, and what is said of it. */
export interface Reach<T> extends Deadline {
  /** The resource in words, such as `Cluster 1118-093000-k3yboard`. */
  operation: string;
  resourceIds: Record<string, string>;
  /** The resource as it stood last. */
  first: T;
  /** Reads it, when so many milliseconds are left. */
  fetch: (leftMs: number) => Promise<T>;
  /** The state that it is to be in, or one that it is to leave. */
  wanted: string | { otherThan: string };
  /** States that last, and from which the wanted one will not come by itself. */
  ends: ReadonlySet<string>;
  /** Why it is in the state that it is in, in words; empty where nobody says. */
  reasonOf: (resource: T) => string;
  /** What to do should time be up. */
  whenLate: string;
  notice: (line: string) => void;
}

/** How long a change may take to show: until then the state is still the one before it, in milliseconds. */
const settlingMs = 30_000;

/**
 * Waits until a resource is in the state that was asked for.
 * @throws DatabricksError with the reason when it ends otherwise, or with its last state when time is up
 */
export const reach = async <T extends { state: string }>(what: Reach<T>): Promise<T> => {
  const { operation, first, wanted, ends, reasonOf, startedAt, timeoutMs } = what;
  // Not since the deadline began: the change may have had to wait for another one.
  const beganAt = Date.now();
  const isThere = ({ state }: T): boolean =>
    typeof wanted === "string" ? state === wanted : state !== wanted.otherThan;
  const failure = (last: T, message: string, hint?: string): DatabricksError => {
    const reason = reasonOf(last);
    return new DatabricksError({
      operation,
      message: reason ? `${message}: ${reason}` : message,
      hint,
      resourceIds: { ...what.resourceIds, state: last.state },
    });
  };
  let hasMoved = false;
  const isOver = ({ state }: T): boolean => {
    hasMoved ||= !ends.has(state);
    return ends.has(state) && (hasMoved || Date.now() - beganAt >= Math.min(settlingMs, timeoutMs));
  };
  const ended = await waitUntilEnded<T>({
    first,
    poll: what.fetch,
    progress: (last) => (isThere(last) || isOver(last) ? "ended" : "goesOn"),
    startedAt,
    timeoutMs,
    onDeadline: (last) => {
      const message = `it is still ${last.state} after ${inSeconds(timeoutMs)}`;
      throw failure(last, message, what.whenLate);
    },
    notice: (last, elapsedMs) => {
      const reason = reasonOf(last);
      what.notice(
        `${operation} is ${last.state} after ${inSeconds(elapsedMs)}${reason ? `: ${reason}` : ""}`,
      );
    },
  });
  if (isThere(ended)) return ended;
  throw failure(
    ended,
    `it is ${ended.state}, not ${typeof wanted === "string" ? wanted : "in another state"}`,
  );
};
