/** Reads clusters, and waits until one is in a state. */

import type { DatabricksClient } from "../../client";
import { path } from "../../http/path";
import { waitForState } from "../../http/waitForState";
import { labels } from "../../labels";
import { type Cluster, clusterSchema } from "./clusters";
import { describeTermination } from "./terminationReason";

/** Reads a cluster. */
export const fetchCluster = (client: DatabricksClient, cluster_id: string): Promise<Partial<Cluster>> =>
  client.get(path`/api/2.1/clusters/get`, { schema: clusterSchema, query: { cluster_id } });

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
