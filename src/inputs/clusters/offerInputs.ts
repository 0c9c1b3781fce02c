/** Inputs of the policy and the instance pool of a new cluster. */
import { clusterPolicyExample, instancePoolExample } from "../../services/clusters/clustersExamples";
import { asOptional } from "../defineInput";
import { idInput } from "../id";
import type { JsonObject } from "../json";

/** The label of the input of a node type, which a pool replaces. */
export const nodeTypeLabel = "Node Type ID";

const instancePoolId = asOptional(
  idInput({
    label: "Instance Pool ID",
    comments: `The ID of the instance pool from which the cluster gets its machines. The pool determines the node type, so ${nodeTypeLabel} must be empty. If empty, new machines of the node type are started.`,
    example: instancePoolExample.instance_pool_id,
    dataSource: "selectInstancePool",
  }),
);

/** The policy and the pool, in order. */
export const offerInputs = {
  policyId: asOptional(
    idInput({
      label: "Policy ID",
      comments:
        "The ID of the cluster policy, which limits the settings of the cluster. If empty, the cluster is unrestricted, which requires the entitlement Unrestricted cluster creation.",
      example: clusterPolicyExample.policy_id,
      dataSource: "selectClusterPolicy",
    }),
  ),
  instancePoolId,
};

/** The values of these inputs and of the node type. */
export interface GivenOffers {
  nodeTypeId?: string;
  policyId?: string;
  instancePoolId?: string;
}

/**
 * Makes the machines and the policy of a new cluster in Databricks' format.
 * @param settings the further settings, which may have any of the fields
 * @throws Error that names the inputs if both a pool and a node type are given, or nothing that determines the machines
 */
export const machinesOf = (
  { nodeTypeId, policyId, instancePoolId: pool }: GivenOffers,
  settings: JsonObject = {},
): JsonObject => {
  const isSet = (field: string): boolean => settings[field] !== undefined && settings[field] !== null;
  if (pool !== undefined || isSet("instance_pool_id")) {
    const own = ["node_type_id", "driver_node_type_id"].find(isSet);
    const stray = nodeTypeId !== undefined ? nodeTypeLabel : own && `"${own}" of Further Settings`;
    const given = pool === undefined ? `"instance_pool_id" of Further Settings` : instancePoolId.label;
    if (stray !== undefined)
      throw new Error(`${stray} and ${given} exclude each other, since a pool determines the node type.`);
  } else if (
    nodeTypeId === undefined &&
    !isSet("node_type_id") &&
    policyId === undefined &&
    !isSet("policy_id")
  ) {
    throw new Error(
      `${nodeTypeLabel} is empty, and so are ${instancePoolId.label} and Policy ID: one of them is needed.`,
    );
  }
  return { node_type_id: nodeTypeId, policy_id: policyId, instance_pool_id: pool };
};
