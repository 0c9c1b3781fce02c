/** Reads clusters, and waits until one is in a state. */
import type { Cluster } from "../../api/clusters";
import { terminationInWords } from "../../api/terminationReason";
import type { DatabricksClient } from "../../client";
import { path } from "../../http/path";
import { waitForState } from "../../http/waitForState";

/** Reads a cluster. */
export const fetchCluster = (client: DatabricksClient, cluster_id: string): Promise<Cluster> =>
  client.get<Cluster>(path`/api/2.1/clusters/get`, { query: { cluster_id } });

/** States in which a cluster stays. */
const terminalStates: ReadonlySet<string> = new Set(["TERMINATED", "ERROR"]);

/**
 * Waits until a cluster runs, or has terminated, as long as the client has time.
 * @param initial the cluster as it stood last
 * @throws DatabricksError with the reason of its termination when it ends otherwise, or when time is up
 */
export const waitForCluster = (
  client: DatabricksClient,
  initial: Cluster,
  targetState: "RUNNING" | "TERMINATED",
): Promise<Cluster> =>
  waitForState<Cluster>({
    deadline: client.deadline,
    operation: `Cluster ${initial.cluster_id}`,
    resourceIds: { clusterId: initial.cluster_id },
    initial,
    fetch: (deadline) => fetchCluster(client.withDeadline(deadline), initial.cluster_id),
    targetState,
    terminalStates,
    reasonOf: terminationInWords,
    statusAction: "Get Cluster",
    log: (line) => client.logger.info(line),
  });
