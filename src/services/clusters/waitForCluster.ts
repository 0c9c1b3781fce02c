/** Waits until a cluster is in a state. */

import type { DatabricksClient } from "../../client";
import { waitForState } from "../../http/waitForState";
import { labels } from "../../labels";
import { type Cluster, fetchCluster } from "./clusters";
import { describeTermination } from "./terminationReason";

/** Permanent states of a cluster. */
const terminalStates: ReadonlySet<string> = new Set(["TERMINATED", "ERROR"]);

/**
 * Waits until a cluster is running, or has terminated, as long as the client has time.
 * @param initial the last known cluster
 * @param resumeHint what to do if time is up
 * @throws DatabricksError with the reason of its termination when it reaches another permanent state, or when time is
 * up
 */
export const waitForCluster = (
  client: DatabricksClient,
  clusterId: string,
  initial: Partial<Cluster>,
  targetState: "RUNNING" | "TERMINATED" | { otherThan: "TERMINATING" },
  resumeHint = `The change continues: ${labels.getCluster} returns the state.`,
): Promise<Partial<Cluster>> =>
  waitForState<DatabricksClient, Partial<Cluster>>(
    client,
    {
      name: `Cluster ${clusterId}`,
      resourceIds: { clusterId },
      fetch: (until) => fetchCluster(until, clusterId),
      terminalStates,
      reason: describeTermination,
      resumeHint,
    },
    initial,
    targetState,
  );
