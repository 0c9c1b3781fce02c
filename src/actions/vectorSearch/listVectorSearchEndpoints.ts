import { databricksAction } from "../../databricksAction";
import { toBeListed, useVectorEndpointGrants } from "../../errors/requiredGrant";
import { listVectorEndpoints, vectorEndpointSchema } from "../../services/vectorSearch/vectorSearch";
import { vectorEndpointExample } from "../../services/vectorSearch/vectorSearchExamples";

/**
 * Gives every endpoint that the connection's identity may see, an empty list if there are none.
 * https://docs.databricks.com/api/workspace/vectorsearchendpoints/listendpoints
 */
export const listVectorSearchEndpoints = databricksAction({
  label: "List Vector Search Endpoints",
  description: "List all vector search endpoints of the workspace with their states.",
  effect: "read",
  grants: toBeListed(useVectorEndpointGrants),
  inputs: {},
  perform: (client) => listVectorEndpoints(client, vectorEndpointSchema),
  example: [vectorEndpointExample],
});
