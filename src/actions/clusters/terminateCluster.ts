import { terminatingCluster } from "../../api/clusters";
import { databricksAction } from "../../databricksAction";
import { clusterId } from "../../inputs/shared";
import { changeCluster } from "./changeCluster";

/**
 * Takes a cluster's id, terminates it and gives the cluster as it stands after the call.
 * https://docs.databricks.com/api/workspace/clusters/delete
 */
export const terminateCluster = databricksAction({
  label: "Terminate Cluster",
  description:
    "Terminate a cluster and get its state after the call. The configuration of the cluster is kept. Terminating a cluster that is terminated or terminating changes nothing.",
  effect: "write",
  inputs: { clusterId },
  perform: (client, { clusterId }) =>
    changeCluster(client, clusterId, {
      verb: "delete",
      reached: ["TERMINATING", "TERMINATED"],
      repeatable: true,
    }),
  example: terminatingCluster,
});
