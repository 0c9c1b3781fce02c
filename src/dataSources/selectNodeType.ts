import { type NodeType, type NodeTypeList, nodeTypes } from "../api/clusters";
import { path } from "../http/path";
import { picklist } from "./picklist";

const choice = ({ node_type_id, category, num_cores, memory_mb }: NodeType) => ({
  key: node_type_id,
  label: `${node_type_id} (${category}: ${num_cores} cores, ${Math.round(memory_mb / 1024)} GB)`,
});

/**
 * Every node type by its id, with what it has. https://docs.databricks.com/api/workspace/clusters/listnodetypes
 */
export const selectNodeType = picklist({
  label: "Select Node Type",
  description: "Select a node type that a cluster can be started with.",
  choices: async (client) =>
    ((await client.get<NodeTypeList>(path`/api/2.1/clusters/list-node-types`)).node_types ?? []).map(choice),
  example: nodeTypes.map(choice),
});
