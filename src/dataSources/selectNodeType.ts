import { workspaceAccess } from "../errors/requiredGrant";
import { lenientSchema } from "../http/schema";
import {
  fetchNodeTypes,
  isAvailable,
  type NodeType,
  nodeTypeChoiceSchema,
} from "../services/clusters/clusters";
import { nodeTypeExamples } from "../services/clusters/clustersExamples";
import { picklist } from "./picklist";

/** The known properties of a node type. */
const sizeOf = ({ num_cores, memory_mb }: Partial<NodeType>): string =>
  [
    num_cores !== undefined && `${num_cores} cores`,
    memory_mb !== undefined && `${Math.round(memory_mb / 1024)} GB`,
  ]
    .filter(Boolean)
    .join(", ");

const choice = (type: Pick<NodeType, "node_type_id"> & Partial<NodeType>) => {
  const known = [type.category, sizeOf(type)].filter(Boolean).join(": ");
  return { key: type.node_type_id, label: known ? `${type.node_type_id} (${known})` : type.node_type_id };
};

/**
 * Every available node type by its id, with its properties. https://docs.databricks.com/api/workspace/clusters/listnodetypes
 */
export const selectNodeType = picklist({
  label: "Select Node Type",
  description: "Select a node type for a cluster.",
  grants: [workspaceAccess],
  choices: async (client) =>
    (await fetchNodeTypes(client, lenientSchema(nodeTypeChoiceSchema))).filter(isAvailable).map(choice),
  example: nodeTypeExamples.map(choice),
});
