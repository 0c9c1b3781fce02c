import { databricksAction } from "../../databricksAction";
import { manageClusterGrants } from "../../errors/requiredGrant";
import { path } from "../../http/path";
import { clusterId } from "../../inputs/shared";
import { labels } from "../../labels";
import { clusterExample } from "../../services/clusters/clustersExamples";

/**
 * Takes a cluster's id, deletes the cluster permanently, with its configuration, and gives the id. Terminate Cluster
 * keeps the configuration. https://docs.databricks.com/api/workspace/clusters/permanentdelete
 */
export const deleteCluster = databricksAction({
  label: "Delete Cluster",
  description: `Delete a cluster and its configuration permanently. It cannot be started again. ${labels.terminateCluster} keeps the configuration.`,
  effect: "write",
  grants: manageClusterGrants,
  inputs: { clusterId },
  repeat: { kind: "refused", advice: "A cluster that was already deleted is an error." },
  perform: async (client, { clusterId: cluster_id }) => {
    await client.post(path`/api/2.1/clusters/permanent-delete`, { cluster_id });
    return { cluster_id };
  },
  example: { cluster_id: clusterExample.cluster_id },
});
