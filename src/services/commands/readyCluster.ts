/** A cluster that takes code: one that runs, is waited for, or is started. */

import type { DatabricksClient } from "../../client";
import { DatabricksError } from "../../http/errors";
import { labels } from "../../labels";
import { requestClusterChange, startChange } from "../clusters/changeCluster";
import { fetchCluster, waitForCluster } from "../clusters/waitForCluster";

/** States in which a cluster takes code, and in which it will by itself. */
const ready: ReadonlySet<string> = new Set(["RUNNING", "RESIZING"]);
const onItsWay: ReadonlySet<string> = new Set(["PENDING", "RESTARTING"]);

/**
 * Waits until a cluster takes code, as long as the client has time.
 * @param mayStart whether one that has terminated is to be started
 * @throws DatabricksError when it has terminated and is not to be started, or does not come up in time
 */
export const readyCluster = async (
  client: DatabricksClient,
  clusterId: string,
  mayStart: boolean,
): Promise<void> => {
  const cluster = await fetchCluster(client, clusterId);
  const { state = "UNKNOWN" } = cluster;
  if (ready.has(state)) return;
  if (onItsWay.has(state)) {
    await waitForCluster(client, clusterId, cluster, "RUNNING");
    return;
  }
  if (!mayStart) {
    throw new DatabricksError({
      operation: `Cluster ${clusterId}`,
      message: `it is ${state}, so it cannot run code`,
      hint: `Start it with ${labels.startTerminatedCluster}, or set Start Cluster.`,
      resourceIds: { clusterId, state },
    });
  }
  const started = await requestClusterChange(client, clusterId, startChange);
  await waitForCluster(client, clusterId, started, "RUNNING");
};
