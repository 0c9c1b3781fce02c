import { databricksAction } from "../../databricksAction";
import { canViewGenieSpace, toBeListed, workspaceAccess } from "../../errors/requiredGrant";
import { genieSpaceExample } from "../../services/genie/genieExamples";
import { fetchSpaces, genieSpaceSchema } from "../../services/genie/genieSpaces";

/**
 * Gives every Genie space that the connection's identity may see, from every page; an empty list if there are none.
 * https://docs.databricks.com/api/workspace/genie/listspaces
 */
export const listGenieSpaces = databricksAction({
  label: "List Genie Spaces",
  description: "List all Genie spaces of the workspace.",
  effect: "read",
  grants: [workspaceAccess, ...toBeListed([canViewGenieSpace])],
  inputs: {},
  perform: (client) => fetchSpaces(client, genieSpaceSchema),
  example: [genieSpaceExample],
});
