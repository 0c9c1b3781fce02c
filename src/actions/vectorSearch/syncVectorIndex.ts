import { databricksAction } from "../../databricksAction";
import { syncIndexGrants } from "../../errors/requiredGrant";
import { syncedIndexName } from "../../inputs/vectorSearch/vectorInputs";
import { becauseItMayTakeLong, timeoutSeconds, waitForCompletion } from "../../inputs/waiting";
import { syncIndex } from "../../services/vectorSearch/syncIndex";
import { articleIndexExample } from "../../services/vectorSearch/vectorSearchExamples";

/**
 * Syncs a delta sync index with its source table and gives the index, at once or after the sync.
 * https://docs.databricks.com/api/workspace/vectorsearchindexes/syncindex
 */
export const syncVectorIndex = databricksAction({
  label: "Sync Vector Index",
  description:
    "Bring a delta sync vector index up to date with its source table, and return it at once or after the sync.",
  effect: "write",
  grants: syncIndexGrants,
  inputs: {
    indexName: syncedIndexName,
    waitForCompletion: waitForCompletion({
      waits: "for the sync to end and returns the index with its new rows",
      otherwise: "the index right after the call",
      because: becauseItMayTakeLong,
    }),
    timeoutSeconds: timeoutSeconds(
      "for the sync",
      "A sync that has not ended by then continues, and the error says so.",
    ),
  },
  repeat: { kind: "sameState", advice: "The index is synced once more, which may cost compute." },
  perform: (client, given) => syncIndex(client, given),
  example: articleIndexExample,
});
