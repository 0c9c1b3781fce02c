import { databricksAction } from "../../databricksAction";
import { restartClusterGrants } from "../../errors/requiredGrant";
import { clusterId } from "../../inputs/shared";
import { waitingUntil } from "../../inputs/waiting";
import { changeCluster, startChange } from "../../services/clusters/changeCluster";
import { clusterExample } from "../../services/clusters/clustersExamples";

/**
 * Takes a cluster's id, starts it and gives the cluster after the call, or once it has reached the new state.
 * https://docs.databricks.com/api/workspace/clusters/start
 */
export const startTerminatedCluster = databricksAction({
  label: "Start Terminated Cluster",
  description:
    "Start a terminated cluster and return it, either at once or when it is running. A running or starting cluster is left unchanged. A terminating cluster is started after it has terminated.",
  effect: "write",
  grants: restartClusterGrants,
  inputs: { clusterId, ...waitingUntil("the cluster is running") },
  perform: (client, { clusterId, ...waiting }) => changeCluster(client, clusterId, startChange, waiting),
  example: clusterExample,
});
