import { databricksAction } from "../../databricksAction";
import { clusterId } from "../../inputs/shared";
import { waitingUntil } from "../../inputs/waiting";
import { changeCluster } from "../../services/clusters/changeCluster";
import { terminatingClusterExample } from "../../services/clusters/clustersExamples";

/**
 * Takes a cluster's id, terminates it and gives the cluster as it stands after the call, or once it is there.
 * https://docs.databricks.com/api/workspace/clusters/delete
 */
export const terminateCluster = databricksAction({
  label: "Terminate Cluster",
  description:
    "Terminate a cluster and get its state after the call or, when told to wait, once it is there. The configuration of the cluster is kept. Terminating a cluster that is terminated or terminating changes nothing.",
  effect: "write",
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
