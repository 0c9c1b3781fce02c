import { databricksAction } from "../../databricksAction";
import { queryIndexGrants } from "../../errors/requiredGrant";
import { withDefault } from "../../inputs/defineInput";
import { integerInput } from "../../inputs/integer";
import { afterPrimaryKey, indexName } from "../../inputs/vectorSearch/vectorInputs";
import { scanIndex } from "../../services/vectorSearch/scanIndex";
import { productIndexExample, scannedVectorsExample } from "../../services/vectorSearch/vectorSearchExamples";

const limit = withDefault(
  integerInput({
    label: "Limit",
    comments:
      "The maximum number of rows to return, up to 100000. hasMore in the result says whether there may be more.",
    example: "100",
    min: 1,
    max: 100_000,
  }),
  100,
);

/**
 * Reads the rows of an index, with their vectors, in the order of their keys.
 * https://docs.databricks.com/api/workspace/vectorsearchindexes/scanindex
 */
export const scanVectorIndex = databricksAction({
  label: "Scan Vector Index",
  description: "Read the rows of a vector index with their vectors, in the order of their primary keys.",
  effect: "read",
  grants: queryIndexGrants,
  inputs: { indexName: indexName(productIndexExample.name), limit, afterPrimaryKey },
  perform: (client, { afterPrimaryKey: after, ...given }) => scanIndex(client, { ...given, after }),
  example: scannedVectorsExample,
});
