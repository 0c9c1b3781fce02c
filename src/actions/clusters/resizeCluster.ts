import { databricksAction } from "../../databricksAction";
import { manageClusterGrants } from "../../errors/requiredGrant";
import { path } from "../../http/path";
import { sizeInputs, sizeOf } from "../../inputs/clusters/sizeInputs";
import { clusterId } from "../../inputs/shared";
import { waitingUntil } from "../../inputs/waiting";
import { type Cluster, fetchCluster } from "../../services/clusters/clusters";
import { resizingClusterExample } from "../../services/clusters/clustersExamples";
import { waitForCluster } from "../../services/clusters/waitForCluster";
import { readBack } from "../../services/readBack";

/**
 * Takes a cluster's id and its new size, and gives the cluster after the call, or once it has that size. Only a running
 * cluster can be resized. https://docs.databricks.com/api/workspace/clusters/resize
 */
export const resizeCluster = databricksAction({
  label: "Resize Cluster",
  description:
    "Change the number of workers of a running cluster and return the cluster, either at once or when it is resized.",
  effect: "write",
  grants: manageClusterGrants,
  inputs: { clusterId, ...sizeInputs, ...waitingUntil("the cluster is resized") },
  repeat: {
    kind: "refused",
    advice: "While the cluster is still being resized, this is an error. Afterwards, the size is the same.",
  },
  perform: async (
    client,
    { clusterId, waitForCompletion, timeoutSeconds, ...size },
  ): Promise<Partial<Cluster>> => {
    const timed = client.withTimeout(timeoutSeconds);
    await timed.post(path`/api/2.1/clusters/resize`, { cluster_id: clusterId, ...sizeOf(size) });
    const cluster = await readBack(fetchCluster(timed, clusterId));
    return waitForCompletion ? waitForCluster(timed, clusterId, cluster, "RUNNING") : cluster;
  },
  example: resizingClusterExample,
});
