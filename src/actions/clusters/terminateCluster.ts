import { databricksAction } from "../../databricksAction";
import { restartClusterGrants } from "../../errors/requiredGrant";
import { clusterId } from "../../inputs/shared";
import { waitingUntil } from "../../inputs/waiting";
import { changeCluster } from "../../services/clusters/changeCluster";
import { terminatingClusterExample } from "../../services/clusters/clustersExamples";

/**
 * Takes a cluster's id, terminates it and gives the cluster after the call, or once it has reached the new state.
 * https://docs.databricks.com/api/workspace/clusters/delete
 */
export const terminateCluster = databricksAction({
  label: "Terminate Cluster",
  description:
    "Terminate a cluster and return it, either at once or when it has terminated. Its configuration is kept. A terminated or terminating cluster is left unchanged.",
  effect: "write",
  grants: restartClusterGrants,
  inputs: { clusterId, ...waitingUntil("the cluster has terminated") },
  perform: (client, { clusterId, ...waiting }) =>
    changeCluster(
      client,
      clusterId,
      {
        verb: "delete",
        reachedStates: ["TERMINATING", "TERMINATED"],
        idempotent: true,
        targetState: "TERMINATED",
      },
      waiting,
    ),
  example: terminatingClusterExample,
});
