import type { Cluster, ClusterState } from "../../api/clusters";
import type { DatabricksClient } from "../../client";
import { DatabricksError, withNote } from "../../http/errors";
import { path } from "../../http/path";

/** A change of a cluster's state. */
export interface ClusterChange {
  /** The last part of the path: `start`, `restart` or `delete` (which terminates). */
  verb: "start" | "restart" | "delete";
  /** States in which a refusal with INVALID_STATE means that what was asked for is so or on its way. */
  reached: readonly ClusterState[];
  /** Whether a second request does no harm. */
  repeatable: boolean;
}

/**
 * Asks for a change of a cluster's state and reads the cluster afterwards.
 * @returns the cluster as it stands after the call
 * @throws DatabricksError when Databricks refuses the change and the cluster is not where it should get
 */
export const changeCluster = async (
  client: DatabricksClient,
  clusterId: string,
  { verb, reached, repeatable }: ClusterChange,
): Promise<Cluster> => {
  const refusal = await client
    .post(path`/api/2.1/clusters/${verb}`, { cluster_id: clusterId }, { repeatable })
    .then(() => undefined)
    .catch((error: unknown) => {
      if (error instanceof DatabricksError && error.errorCode === "INVALID_STATE") return error;
      throw error;
    });
  const cluster = await client
    .get<Cluster>(path`/api/2.1/clusters/get`, { query: { cluster_id: clusterId } })
    .catch((error: unknown) => {
      throw refusal
        ? error
        : withNote(error, "Databricks accepted the change: only the state after it could not be read.");
    });
  if (refusal && !reached.includes(cluster.state)) throw refusal;
  return cluster;
};
