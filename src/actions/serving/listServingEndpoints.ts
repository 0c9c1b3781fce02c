import { databricksAction } from "../../databricksAction";
import { canViewEndpoint, toBeListed, workspaceAccess } from "../../errors/requiredGrant";
import { fetchEndpoints, servingEndpointSchema } from "../../services/serving/serving";
import { endpointSummary, servingEndpointExamples } from "../../services/serving/servingExamples";

/**
 * Gives every serving endpoint that the connection's identity may see, an empty list if there are none. The list has no
 * pages. https://docs.databricks.com/api/workspace/servingendpoints/list
 */
export const listServingEndpoints = databricksAction({
  label: "List Serving Endpoints",
  description: "List all model serving endpoints of the workspace with their states.",
  effect: "read",
  grants: [workspaceAccess, ...toBeListed([canViewEndpoint])],
  inputs: {},
  perform: (client) => fetchEndpoints(client, servingEndpointSchema),
  example: servingEndpointExamples.map(endpointSummary),
});
