import { databricksAction } from "../../databricksAction";
import { workspaceAccess } from "../../errors/requiredGrant";
import { pagesOf } from "../../http/paginate";
import { path } from "../../http/path";
import { nodeTypeSchema } from "../../services/clusters/clusters";
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
  perform: (client) =>
    client.list(path`/api/2.1/clusters/list-node-types`, pagesOf("node_types", nodeTypeSchema)),
  example: nodeTypeExamples,
});
