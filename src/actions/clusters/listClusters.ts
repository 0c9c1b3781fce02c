import { databricksAction } from "../../databricksAction";
import { canAttachToCluster, toBeListed, workspaceAccess } from "../../errors/requiredGrant";
import { clusterSchema, fetchClusters } from "../../services/clusters/clusters";
import { clusterExamples } from "../../services/clusters/clustersExamples";

/**
 * Gives every cluster that Databricks lists, an empty list if there are none.
 * https://docs.databricks.com/api/workspace/clusters/list
 */
export const listClusters = databricksAction({
  label: "List Clusters",
  description: "List all pinned and active clusters, and all clusters that terminated in the last 30 days.",
  effect: "read",
  grants: [workspaceAccess, ...toBeListed([canAttachToCluster])],
  inputs: {},
  perform: (client) => fetchClusters(client, clusterSchema),
  example: clusterExamples,
});
