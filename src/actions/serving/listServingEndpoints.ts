import { endpointSummary, type ServingEndpointList, servingEndpoints } from "../../api/serving";
import { databricksAction } from "../../databricksAction";
import { path } from "../../http/path";

/**
 * Gives every serving endpoint that the connection's identity may see, an empty list where there is none. The list
 * has no pages.
 * https://docs.databricks.com/api/workspace/servingendpoints/list
 */
export const listServingEndpoints = databricksAction({
  label: "List Serving Endpoints",
  description: "List all model serving endpoints of the workspace with their states.",
  effect: "read",
  inputs: {},
  perform: async (client) =>
    (await client.get<ServingEndpointList>(path`/api/2.0/serving-endpoints`)).endpoints ?? [],
  example: servingEndpoints.map(endpointSummary),
});
