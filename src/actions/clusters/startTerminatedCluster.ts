import { cluster } from "../../api/clusters";
import { databricksAction } from "../../databricksAction";
import { clusterId } from "../../inputs/shared";
import { changeCluster } from "./changeCluster";

/**
 * Takes a cluster's id, starts it and gives the cluster as it stands after the call.
 * https://docs.databricks.com/api/workspace/clusters/start
 */
export const startTerminatedCluster = databricksAction({
  label: "Start Terminated Cluster",
  description:
    "Start a terminated cluster and get its state after the call. Starting a cluster that runs or is starting changes nothing.",
  effect: "write",
  inputs: { clusterId },
  perform: (client, { clusterId }) =>
    changeCluster(client, clusterId, {
      verb: "start",
      reached: ["PENDING", "RUNNING", "RESTARTING", "RESIZING"],
      repeatable: true,
    }),
  example: cluster,
});
