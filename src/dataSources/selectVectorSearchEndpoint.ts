import { toBeListed, useVectorEndpointGrants } from "../errors/requiredGrant";
import { lenientSchema } from "../http/schema";
import {
  listVectorEndpoints,
  type VectorEndpoint,
  vectorEndpointSchema,
} from "../services/vectorSearch/vectorSearch";
import { vectorEndpointExample } from "../services/vectorSearch/vectorSearchExamples";
import { withState } from "./choices";
import { picklist } from "./picklist";

const choice = ({ name, endpoint_status }: VectorEndpoint) => ({
  key: name,
  label: withState(name, endpoint_status?.state),
});

/**
 * Every vector search endpoint by name, with its state.
 * https://docs.databricks.com/api/workspace/vectorsearchendpoints/listendpoints
 */
export const selectVectorSearchEndpoint = picklist({
  label: "Select Vector Search Endpoint",
  description: "Select a vector search endpoint of the workspace.",
  grants: toBeListed(useVectorEndpointGrants),
  choices: async (client) =>
    (await listVectorEndpoints(client, lenientSchema(vectorEndpointSchema))).map(choice),
  example: [choice(vectorEndpointExample)],
});
