import { databricksAction } from "../../databricksAction";
import { readIndexGrants, toBeListed, useVectorEndpointGrants } from "../../errors/requiredGrant";
import { asOptional } from "../../inputs/defineInput";
import { vectorSearchEndpoint } from "../../inputs/vectorSearch/vectorInputs";
import { listedIndexSchema, listIndexes } from "../../services/vectorSearch/vectorSearch";
import { listedIndex, vectorIndexExamples } from "../../services/vectorSearch/vectorSearchExamples";

/**
 * Gives every index of an endpoint, or of all endpoints. Databricks omits the columns and the state in lists: Get Vector
 * Index returns them. https://docs.databricks.com/api/workspace/vectorsearchindexes/listindexes
 */
export const listVectorIndexes = databricksAction({
  label: "List Vector Indexes",
  description: "List the vector indexes of one vector search endpoint or of all endpoints.",
  effect: "read",
  grants: toBeListed([...useVectorEndpointGrants, ...readIndexGrants]),
  inputs: {
    vectorSearchEndpoint: asOptional(
      vectorSearchEndpoint(
        "The name of the vector search endpoint whose indexes are returned. If empty, the indexes of all endpoints are returned.",
      ),
    ),
  },
  perform: (client, given) => listIndexes(client, given.vectorSearchEndpoint, listedIndexSchema),
  example: vectorIndexExamples.map(listedIndex),
});
