import { databricksAction } from "../../databricksAction";
import { createIndexGrants } from "../../errors/requiredGrant";
import { newIndex, newIndexInputs } from "../../inputs/vectorSearch/newIndexInputs";
import { waitingUntil } from "../../inputs/waiting";
import { requestIndex, waitForIndex } from "../../services/vectorSearch/createIndex";
import { newIndexExample } from "../../services/vectorSearch/vectorSearchExamples";

/**
 * Creates a delta sync index or a direct access index and gives it after the call, or when it is ready.
 * https://docs.databricks.com/api/workspace/vectorsearchindexes/createindex
 */
export const createVectorIndex = databricksAction({
  label: "Create Vector Index",
  description:
    "Create a vector index on a vector search endpoint and return it, either at once or when it is ready.",
  effect: "write",
  grants: createIndexGrants,
  inputs: { ...newIndexInputs, ...waitingUntil("the index is ready") },
  repeat: { kind: "refused", advice: "An index with this name already exists." },
  perform: async (client, { waitForCompletion, timeoutSeconds, ...given }) => {
    const index = newIndex(given);
    const timed = client.withTimeout(timeoutSeconds);
    const created = await requestIndex(timed, index);
    return waitForCompletion ? waitForIndex(timed, created) : created;
  },
  example: newIndexExample,
});
