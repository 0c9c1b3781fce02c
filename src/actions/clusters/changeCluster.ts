import type { Cluster, ClusterState } from "../../api/clusters";
import type { DatabricksClient } from "../../client";
import { DatabricksError, withNote } from "../../http/errors";
import { path } from "../../http/path";
import type { Waiting } from "../../inputs/waiting";
import { fetchCluster, waitForCluster } from "./waitForCluster";

/** A change of a cluster's state. */
export interface ClusterChange {
  /** The last part of the path: `start`, `restart` or `delete` (which terminates). */
  verb: "start" | "restart" | "delete";
  /** States in which a refusal with INVALID_STATE means that what was asked for is so or on its way. */
  reached: readonly ClusterState[];
  /** Whether a second request does no harm. */
  repeatable: boolean;
  /** The state that the cluster is in at last. */
  wanted: "RUNNING" | "TERMINATED";
}

/**
 * Asks for a change of a cluster's state, and reads the cluster afterwards or waits until it is where it is wanted.
 * @param waiting whether to wait, and how long in seconds
 * @throws DatabricksError when Databricks refuses the change and the cluster is not where it should get
 */
export const changeCluster = async (
  client: DatabricksClient,
  clusterId: string,
  { verb, reached, repeatable, wanted }: ClusterChange,
  { waitForCompletion, timeoutSeconds }: Waiting,
): Promise<Partial<Cluster>> => {
  const timed = client.withTimeout(timeoutSeconds);
  const refusal = await timed
    .post(path`/api/2.1/clusters/${verb}`, { cluster_id: clusterId }, { repeatable })
    .then(() => undefined)
    .catch((error: unknown) => {
      if (error instanceof DatabricksError && error.errorCode === "INVALID_STATE") return error;
      throw error;
    });
  const cluster = await fetchCluster(timed, clusterId).catch((error: unknown) => {
    throw refusal
      ? error
      : withNote(error, "Databricks accepted the change: only the state after it could not be read.");
  });
  if (refusal && !reached.includes(cluster.state ?? "UNKNOWN")) throw refusal;
  return waitForCompletion ? waitForCluster(timed, clusterId, cluster, wanted) : cluster;
};
