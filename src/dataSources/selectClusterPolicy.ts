import { canUseClusterPolicy, toBeListed, workspaceAccess } from "../errors/requiredGrant";
import { pagesOf } from "../http/paginate";
import { path } from "../http/path";
import { lenientSchema } from "../http/schema";
import { type ClusterPolicy, clusterPolicyChoiceSchema } from "../services/clusters/clusterOffers";
import { clusterPolicyExample } from "../services/clusters/clustersExamples";
import { picklist } from "./picklist";

const choice = ({ policy_id, name }: ClusterPolicy) => ({ key: policy_id, label: name ?? policy_id });

/**
 * Every cluster policy by name. https://docs.databricks.com/api/workspace/clusterpolicies/list
 */
export const selectClusterPolicy = picklist({
  label: "Select Cluster Policy",
  description: "Select a cluster policy of the workspace.",
  grants: [workspaceAccess, ...toBeListed([canUseClusterPolicy])],
  choices: async (client) =>
    (
      await client.list(
        path`/api/2.0/policies/clusters/list`,
        pagesOf("policies", lenientSchema(clusterPolicyChoiceSchema)),
      )
    ).map(choice),
  example: [choice(clusterPolicyExample)],
});
