import { databricksAction } from "../../databricksAction";
import { readIndexGrants } from "../../errors/requiredGrant";
import { indexName } from "../../inputs/vectorSearch/vectorInputs";
import { fetchIndex } from "../../services/vectorSearch/vectorSearch";
import { productIndexExample } from "../../services/vectorSearch/vectorSearchExamples";

/**
 * Takes an index's name and gives its columns, its endpoint and its state.
 * https://docs.databricks.com/api/workspace/vectorsearchindexes/getindex
 */
export const getVectorIndex = databricksAction({
  label: "Get Vector Index",
  description:
    "Get one vector index with its columns, its endpoint, its number of rows and whether it is ready.",
  effect: "read",
  grants: readIndexGrants,
  inputs: { indexName: indexName(productIndexExample.name) },
  perform: (client, given) => fetchIndex(client, given.indexName),
  example: productIndexExample,
});
