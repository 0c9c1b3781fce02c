import { databricksAction } from "../../databricksAction";
import { workspaceAccess } from "../../errors/requiredGrant";
import { fetchNodeTypes, nodeTypeSchema } from "../../services/clusters/clusters";
import { nodeTypeExamples } from "../../services/clusters/clustersExamples";

/**
 * Gives every node type that a cluster of the workspace can use. The list has no pages.
 * https://docs.databricks.com/api/workspace/clusters/listnodetypes
 */
export const listNodeTypes = databricksAction({
  label: "List Node Types",
  description: "List the node types available for clusters.",
  effect: "read",
  grants: [workspaceAccess],
  inputs: {},
  perform: (client) => fetchNodeTypes(client, nodeTypeSchema),
  example: nodeTypeExamples,
});
