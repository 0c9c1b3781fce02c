import { canAttachToPool, toBeListed, workspaceAccess } from "../errors/requiredGrant";
import { pagesOf } from "../http/paginate";
import { path } from "../http/path";
import { lenientSchema } from "../http/schema";
import { type InstancePool, instancePoolChoiceSchema } from "../services/clusters/clusterOffers";
import { instancePoolExample } from "../services/clusters/clustersExamples";
import { picklist } from "./picklist";

const choice = ({ instance_pool_id: key, instance_pool_name, node_type_id }: InstancePool) => {
  const name = instance_pool_name ?? key;
  return { key, label: node_type_id ? `${name} (${node_type_id})` : name };
};

/**
 * Every instance pool by name, with its node type. https://docs.databricks.com/api/workspace/instancepools/list
 */
export const selectInstancePool = picklist({
  label: "Select Instance Pool",
  description: "Select an instance pool of the workspace.",
  grants: [workspaceAccess, ...toBeListed([canAttachToPool])],
  choices: async (client) =>
    (
      await client.list(
        path`/api/2.0/instance-pools/list`,
        pagesOf("instance_pools", lenientSchema(instancePoolChoiceSchema)),
      )
    ).map(choice),
  example: [choice(instancePoolExample)],
});
