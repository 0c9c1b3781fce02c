import { type Cluster, type ClusterPage, clusterListQuery, clusters } from "../api/clusters";
import { path } from "../http/path";
import { picklist } from "./picklist";

const choice = ({ cluster_id, cluster_name }: Cluster) => ({
  key: cluster_id,
  label: cluster_name || cluster_id,
});

/**
 * Every cluster by name. https://docs.databricks.com/api/workspace/clusters/list
 */
export const selectCluster = picklist({
  label: "Select Cluster",
  description: "Select a cluster of the workspace.",
  choices: async (client) =>
    (
      await client.list(path`/api/2.1/clusters/list`, (page: ClusterPage) => page.clusters, clusterListQuery)
    ).map(choice),
  example: clusters.map(choice),
});
