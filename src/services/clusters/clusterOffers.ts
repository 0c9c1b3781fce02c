/** Cluster policies and instance pools. */
import { lenientSchema, nonBlankSchema, objectSchema, textSchema } from "../../http/schema";

/** A cluster policy. https://docs.databricks.com/api/workspace/clusterpolicies/list */
export interface ClusterPolicy {
  policy_id: string;
  name?: string;
}

/** An instance pool. https://docs.databricks.com/api/workspace/instancepools/list */
export interface InstancePool {
  instance_pool_id: string;
  instance_pool_name?: string;
  node_type_id?: string;
}

/** A cluster policy as a choice. */
export const clusterPolicyChoiceSchema = objectSchema<ClusterPolicy>({
  policy_id: nonBlankSchema,
  name: lenientSchema(nonBlankSchema),
});

/** An instance pool as a choice. */
export const instancePoolChoiceSchema = objectSchema<InstancePool>({
  instance_pool_id: nonBlankSchema,
  instance_pool_name: lenientSchema(nonBlankSchema),
  node_type_id: lenientSchema(textSchema),
});

/** The policy of the example workspace. */
export const clusterPolicyExample = {
  policy_id: "60A1B2C3D4E5F607",
  name: "Small Clusters",
} satisfies ClusterPolicy;

/** The instance pool of the example workspace. */
export const instancePoolExample = {
  instance_pool_id: "1118-093000-pool42-pool-a1b2c3d4",
  instance_pool_name: "Warm Machines",
  node_type_id: "i3.xlarge",
} satisfies InstancePool;
