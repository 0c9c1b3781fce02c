import { databricksAction } from "../../databricksAction";
import { queryIndexGrants } from "../../errors/requiredGrant";
import { indexQuery, vectorQueryInputs } from "../../inputs/vectorSearch/vectorQueryInputs";
import { queryIndex } from "../../services/vectorSearch/queryIndex";
import { foundVectorsExample, foundVectorsSchema } from "../../services/vectorSearch/vectorSearchExamples";

/**
 * Finds the rows of an index that are most similar to a text or a vector. https://docs.databricks.com/api/workspace/vectorsearchindexes/queryindex
 */
export const queryVectorIndex = databricksAction({
  label: "Query Vector Index",
  description:
    "Find the rows of a vector index that are most similar to a text or a vector, each with its score.",
  effect: "read",
  grants: queryIndexGrants,
  inputs: vectorQueryInputs,
  perform: (client, given) => queryIndex(client, indexQuery(given)),
  example: foundVectorsExample,
  schema: foundVectorsSchema,
});
