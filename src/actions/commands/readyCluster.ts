/** A cluster that takes code: one that runs, is waited for, or is started. */
import type { DatabricksClient } from "../../client";
import { DatabricksError } from "../../http/errors";
import type { Deadline } from "../../http/wait";
import { changeCluster } from "../clusters/changeCluster";
import { fetchCluster, reachCluster } from "../clusters/reachCluster";
import { start } from "../clusters/startTerminatedCluster";

/** States in which a cluster takes code, and in which it will by itself. */
const ready: ReadonlySet<string> = new Set(["RUNNING", "RESIZING"]);
const onItsWay: ReadonlySet<string> = new Set(["PENDING", "RESTARTING"]);

/**
 * Waits until a cluster takes code.
 * @param mayStart whether one that has terminated is to be started
 * @throws DatabricksError when it has terminated and is not to be started, or does not come up in time
 */
export const readyCluster = async (
  client: DatabricksClient,
  clusterId: string,
  mayStart: boolean,
  deadline: Deadline,
): Promise<void> => {
  const cluster = await fetchCluster(client, clusterId, deadline.timeoutMs);
  const { state = "UNKNOWN" } = cluster;
  if (ready.has(state)) return;
  if (onItsWay.has(state)) {
    await reachCluster(client, clusterId, cluster, "RUNNING", deadline);
    return;
  }
  if (!mayStart) {
    throw new DatabricksError({
      operation: `Cluster ${clusterId}`,
      message: `it is ${state}, so it takes no code`,
      hint: "Start it with Start Terminated Cluster, or set Start Cluster.",
      resourceIds: { clusterId, state },
    });
  }
  const started = await changeCluster(client, clusterId, start, {
    waitForCompletion: false,
    timeoutSeconds: deadline.timeoutMs / 1000,
  });
  await reachCluster(client, clusterId, started, "RUNNING", deadline);
};
