import { databricksAction } from "../../databricksAction";
import { clusterId } from "../../inputs/shared";
import { waitingUntil } from "../../inputs/waiting";
import { changeCluster, startChange } from "../../services/clusters/changeCluster";
import { clusterExample } from "../../services/clusters/clustersExamples";

/**
 * Takes a cluster's id, starts it and gives the cluster as it stands after the call, or once it is there.
 * https://docs.databricks.com/api/workspace/clusters/start
 */
export const startTerminatedCluster = databricksAction({
  label: "Start Terminated Cluster",
  description:
    "Start a terminated cluster and get its state after the call or, when told to wait, once it is there. Starting a cluster that runs or is starting changes nothing; one that is terminating is started once it has terminated.",
  effect: "write",
  inputs: { clusterId, ...waitingUntil("the cluster runs") },
  perform: (client, { clusterId, ...waiting }) => changeCluster(client, clusterId, startChange, waiting),
  example: clusterExample,
});
