import { canAttachToCluster, toBeListed, workspaceAccess } from "../errors/requiredGrant";
import { lenientSchema } from "../http/schema";
import {
  type ClusterChoice,
  clusterChoiceSchema,
  fetchClusters,
  hasEnded,
} from "../services/clusters/clusters";
import { clusterExamples } from "../services/clusters/clustersExamples";
import { picklist } from "./picklist";

const choice = ({ cluster_id, cluster_name }: ClusterChoice) => ({
  key: cluster_id,
  label: cluster_name || cluster_id,
});

/**
 * Every cluster by name, except those of jobs and pipelines that have ended. https://docs.databricks.com/api/workspace/clusters/list
 */
export const selectCluster = picklist({
  label: "Select Cluster",
  description: "Select a cluster of the workspace.",
  grants: [workspaceAccess, ...toBeListed([canAttachToCluster])],
  choices: async (client) => {
    const clusters = await fetchClusters(client, lenientSchema(clusterChoiceSchema));
    return clusters.filter((cluster) => !hasEnded(cluster)).map(choice);
  },
  example: clusterExamples.map(choice),
});
