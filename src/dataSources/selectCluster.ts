import { canAttachToCluster, toBeListed, workspaceAccess } from "../errors/requiredGrant";
import { lenientSchema } from "../http/schema";
import { type Cluster, clusterChoiceSchema, fetchClusters } from "../services/clusters/clusters";
import { clusterExamples } from "../services/clusters/clustersExamples";
import { picklist } from "./picklist";

const choice = ({ cluster_id, cluster_name }: Pick<Cluster, "cluster_id" | "cluster_name">) => ({
  key: cluster_id,
  label: cluster_name || cluster_id,
});

/**
 * Every cluster by name. https://docs.databricks.com/api/workspace/clusters/list
 */
export const selectCluster = picklist({
  label: "Select Cluster",
  description: "Select a cluster of the workspace.",
  grants: [workspaceAccess, ...toBeListed([canAttachToCluster])],
  choices: async (client) => (await fetchClusters(client, lenientSchema(clusterChoiceSchema))).map(choice),
  example: clusterExamples.map(choice),
});
