/** Makes sure that a cluster can run code: waits for it, or starts it. */

import type { DatabricksClient } from "../../client";
import { DatabricksError } from "../../http/errors";
import { labels } from "../../labels";
import { requestClusterChange, startChange } from "../clusters/changeCluster";
import { fetchCluster } from "../clusters/clusters";
import { waitForCluster } from "../clusters/waitForCluster";

/** States in which a cluster can run code, and in which it soon will. */
const ready: ReadonlySet<string> = new Set(["RUNNING", "RESIZING"]);
const onItsWay: ReadonlySet<string> = new Set(["PENDING", "RESTARTING"]);

/**
 * Waits until a cluster can run code, as long as the client has time.
 * @param mayStart whether to start a terminated cluster
 * @throws DatabricksError when it has terminated and may not be started, or is not ready in time
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
