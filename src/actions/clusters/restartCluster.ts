import { databricksAction } from "../../databricksAction";
import { restartClusterGrants } from "../../errors/requiredGrant";
import { clusterId } from "../../inputs/shared";
import { waitingUntil } from "../../inputs/waiting";
import { changeCluster } from "../../services/clusters/changeCluster";
import { restartingClusterExample } from "../../services/clusters/clustersExamples";

/**
 * Takes a cluster's id, restarts it and gives the cluster after the call, or once it has reached the new state. A
 * request that may have arrived is not retried: it would restart the cluster twice.
 * https://docs.databricks.com/api/workspace/clusters/restart
 */
export const restartCluster = databricksAction({
  label: "Restart Cluster",
  description:
    "Restart a running cluster and return it, either at once or when it is running again. A terminating cluster is started after it has terminated.",
  effect: "write",
  grants: restartClusterGrants,
  inputs: { clusterId, ...waitingUntil("the cluster is running again") },
  repeat: { kind: "again", advice: "The cluster restarts again, which ends everything that runs on it." },
  perform: (client, { clusterId, ...waiting }) =>
    changeCluster(
      client,
      clusterId,
      {
        verb: "restart",
        reachedStates: ["PENDING", "RESTARTING"],
        idempotent: false,
        targetState: "RUNNING",
      },
      waiting,
    ),
  example: restartingClusterExample,
});
