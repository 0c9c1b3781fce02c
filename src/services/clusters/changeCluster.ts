import type { DatabricksClient } from "../../client";
import { isInvalidState } from "../../errors/kinds";
import { path } from "../../http/path";
import type { WaitOptions } from "../../http/waitForState";
import { explainableRefusal, readBack } from "../readBack";
import { type Cluster, type ClusterState, fetchCluster } from "./clusters";
import { waitForCluster } from "./waitForCluster";

/** A change of a cluster's state. */
interface ClusterChange {
  /** The last part of the path: `start`, `restart` or `delete` (which terminates). */
  verb: "start" | "restart" | "delete";
  /** States in which a refusal with INVALID_STATE means that the cluster is in the requested state or on its way to it. */
  reachedStates: readonly ClusterState[];
  /** Whether a second request is safe. */
  idempotent: boolean;
  /** The final state of the cluster. */
  targetState: "RUNNING" | "TERMINATED";
}

/** Starting a cluster: a running or starting one needs no change. */
export const startChange: ClusterChange = {
  verb: "start",
  reachedStates: ["PENDING", "RUNNING", "RESTARTING", "RESIZING"],
  idempotent: true,
  targetState: "RUNNING",
};

const stateOf = ({ state = "UNKNOWN" }: Partial<Cluster>): ClusterState => state;

/** Waits until a terminating cluster has terminated. Another client may start it first. */
const untilTerminated = (
  client: DatabricksClient,
  clusterId: string,
  cluster: Partial<Cluster>,
): Promise<Partial<Cluster>> =>
  waitForCluster(
    client,
    clusterId,
    cluster,
    { otherThan: "TERMINATING" },
    "It has not been started, since it must terminate first: start it later, or wait longer.",
  );

/**
 * Requests a change of a cluster's state. A terminating cluster is started once it has terminated, as long as the
 * client has time.
 * @param isFirst whether it is the first request: it is sent at most twice
 * @returns the cluster as it is afterwards
 * @throws DatabricksError when Databricks refuses the change and the cluster is not in the requested state
 */
export const requestClusterChange = async (
  client: DatabricksClient,
  clusterId: string,
  change: ClusterChange,
  isFirst = true,
): Promise<Partial<Cluster>> => {
  const { verb, idempotent } = change;
  const refusal = await explainableRefusal(
    client.post(path`/api/2.1/clusters/${verb}`, { cluster_id: clusterId }, { idempotent }),
    isInvalidState,
  );
  const reading = fetchCluster(client, clusterId);
  const cluster = await (refusal ? reading : readBack(reading));
  if (!refusal || change.reachedStates.includes(stateOf(cluster))) return cluster;
  if (cluster.state === "TERMINATING" && change.targetState === "RUNNING") {
    const ended = await untilTerminated(client, clusterId, cluster);
    return startChange.reachedStates.includes(stateOf(ended))
      ? ended
      : requestClusterChange(client, clusterId, startChange);
  }
  // It may have terminated between the refusal and the reading of its state.
  if (
    isFirst &&
    change === startChange &&
    cluster.state === "TERMINATED" &&
    /terminating/i.test(refusal.detail)
  ) {
    return requestClusterChange(client, clusterId, startChange, false);
  }
  throw refusal;
};

/**
 * Changes a cluster's state, and gives the cluster afterwards, or waits until it has the requested state.
 * @param waiting whether to wait, and how long in seconds
 * @throws DatabricksError as `requestChange` does, or when the cluster does not reach the state
 */
export const changeCluster = async (
  client: DatabricksClient,
  clusterId: string,
  change: ClusterChange,
  { waitForCompletion, timeoutSeconds }: WaitOptions,
): Promise<Partial<Cluster>> => {
  const timed = client.withTimeout(timeoutSeconds);
  const cluster = await requestClusterChange(timed, clusterId, change);
  return waitForCompletion ? waitForCluster(timed, clusterId, cluster, change.targetState) : cluster;
};
