/** Waits until a resource, such as a cluster or a warehouse, is in the requested state. */
import { DatabricksError } from "./errors";
import { type OperationStatus, type PollingClient, pollUntilDone } from "./poll";

/** Whether a step waits for its operation, and how long at most. */
export interface WaitOptions {
  waitForCompletion: boolean;
  timeoutSeconds: number;
}

/** A resource that has a state: how it is read, and its messages. */
interface StatefulResource<Client, T> {
  /** What it is, such as `Cluster 1118-093000-k3yboard`. */
  name: string;
  resourceIds: Record<string, string>;
  fetch: (client: Client) => Promise<T>;
  /** Permanent states, which do not change on their own. */
  terminalStates: ReadonlySet<string>;
  /** Why it is in its state; empty if unknown. */
  reason: (resource: T) => string;
  /** What to do if time is up, or if its state can no longer be read. */
  resumeHint: string;
}

/** The state if a response has none, in Databricks' spelling; the next one may have it. */
const unknownState = "UNKNOWN";

/** How long a change may take to become visible: until then the state is still the previous one, in milliseconds. */
const settlingMs = 30_000;

/**
 * Waits until a resource is in a state, as long as the client has time.
 * @param initial the last known resource
 * @param targetState the state to reach, several of which one is enough, or one to leave
 * @throws DatabricksError with the reason when it reaches another permanent state, or with its last state when time is
 * up; what `fetch` throws, with what to do
 */
export const waitForState = <Client extends PollingClient, T extends { state?: string }>(
  client: Client,
  resource: StatefulResource<Client, T>,
  initial: T,
  targetState: string | readonly string[] | { otherThan: string },
): Promise<T> => {
  const { name, resourceIds, terminalStates, reason, resumeHint } = resource;
  const { deadline } = client;
  // Not since the deadline began: the change may have had to wait for another one.
  const beganAtMs = deadline.elapsedMs;
  let hasMoved = false;
  const target = typeof targetState === "string" ? [targetState] : targetState;
  const isAtTarget = ({ state }: T): boolean =>
    state !== undefined && ("otherThan" in target ? state !== target.otherThan : target.includes(state));
  const status = (last: T): OperationStatus => {
    if (isAtTarget(last)) return "succeeded";
    const isTerminal = terminalStates.has(last.state ?? unknownState);
    hasMoved ||= !isTerminal;
    const hasSettled = hasMoved || deadline.isOver || deadline.elapsedMs - beganAtMs >= settlingMs;
    return isTerminal && hasSettled ? "failed" : "running";
  };
  const describe = ({ state = unknownState }: T): string => state;
  const error = (message: string, last = initial, hint?: string): DatabricksError =>
    new DatabricksError({
      operation: name,
      message,
      hint,
      resourceIds: { ...resourceIds, state: describe(last) },
    });
  return pollUntilDone<Client, T>(
    client,
    {
      name,
      poll: resource.fetch,
      status,
      describe,
      reason,
      error,
      failure: (last) => {
        const wanted = "otherThan" in target ? "in another state" : target.join(" or ");
        const why = reason(last);
        return error(`it is ${describe(last)}, not ${wanted}${why ? `: ${why}` : ""}`, last);
      },
      resumeHint,
      pollErrorHint: resumeHint,
    },
    initial,
  );
};
