import { databricksAction } from "../../databricksAction";
import {
  canAttachToPool,
  canUseClusterPolicy,
  clusterCreation,
  onlyWhen,
  workspaceAccess,
} from "../../errors/requiredGrant";
import { path } from "../../http/path";
import { clusterSettings, createClusterInputs, laterClusterInputs } from "../../inputs/clusters/createInputs";
import { waitingUntil } from "../../inputs/waiting";
import { type Cluster, createdClusterSchema, fetchCluster } from "../../services/clusters/clusters";
import { createdClusterExample } from "../../services/clusters/clustersExamples";
import { waitForCluster } from "../../services/clusters/waitForCluster";
import { readBack } from "../../services/readBack";

/**
 * Creates and starts a cluster, and gives it after the call, or once it runs. A creation that may have happened is not
 * retried. https://docs.databricks.com/api/workspace/clusters/create
 */
export const createCluster = databricksAction({
  label: "Create Cluster",
  description: "Create and start a cluster and return it, either at once or when it is running.",
  effect: "write",
  grants: [
    workspaceAccess,
    ...onlyWhen("without a policy", [clusterCreation]),
    ...onlyWhen("with a policy", [canUseClusterPolicy]),
    ...onlyWhen("with an instance pool", [canAttachToPool]),
  ],
  inputs: { ...createClusterInputs, ...waitingUntil("the cluster is running"), ...laterClusterInputs },
  repeat: { kind: "again", advice: "Another cluster with the same name is created." },
  perform: async (client, { waitForCompletion, timeoutSeconds, ...given }): Promise<Partial<Cluster>> => {
    const timed = client.withTimeout(timeoutSeconds);
    const { cluster_id: id } = await timed.post(path`/api/2.1/clusters/create`, clusterSettings(given), {
      schema: createdClusterSchema,
    });
    const cluster = await readBack(fetchCluster(timed, id), {
      done: `Cluster ${id} was created`,
      what: "its state",
    });
    return waitForCompletion ? waitForCluster(timed, id, cluster, "RUNNING") : cluster;
  },
  example: createdClusterExample,
});
