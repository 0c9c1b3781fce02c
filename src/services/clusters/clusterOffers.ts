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
