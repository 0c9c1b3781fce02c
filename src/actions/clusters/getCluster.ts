import { databricksAction } from "../../databricksAction";
import { attachToClusterGrants } from "../../errors/requiredGrant";
import { clusterId } from "../../inputs/shared";
import { fetchCluster } from "../../services/clusters/clusters";
import { clusterExample } from "../../services/clusters/clustersExamples";

/**
 * Takes a cluster's id and gives the cluster. Databricks responds to an unknown id with 400 INVALID_PARAMETER_VALUE.
 * https://docs.databricks.com/api/workspace/clusters/get
 */
export const getCluster = databricksAction({
  label: "Get Cluster",
  description: "Get one cluster and its current state.",
  effect: "read",
  grants: attachToClusterGrants,
  inputs: { clusterId },
  perform: (client, { clusterId }) => fetchCluster(client, clusterId),
  example: clusterExample,
});
