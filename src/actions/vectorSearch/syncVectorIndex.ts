import { databricksAction } from "../../databricksAction";
import { syncIndexGrants } from "../../errors/requiredGrant";
import { syncedIndexName } from "../../inputs/vectorSearch/vectorInputs";
import { becauseItMayTakeLong, timeoutSeconds, waitForCompletion } from "../../inputs/waiting";
import { syncIndex } from "../../services/vectorSearch/syncIndex";
import { articleIndexExample } from "../../services/vectorSearch/vectorSearchExamples";

/**
 * Syncs a delta sync index with its source table and gives the index, at once or when the sync has ended.
 * https://docs.databricks.com/api/workspace/vectorsearchindexes/syncindex
 */
export const syncVectorIndex = databricksAction({
  label: "Sync Vector Index",
  description:
    "Sync a delta sync vector index with its source table and return it, either at once or when the sync has ended.",
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
      "for the sync to end",
      "A sync that has not ended by then continues, and the error says so.",
    ),
  },
  repeat: { kind: "sameState", advice: "The index is synced again, which may use compute." },
  perform: (client, given) => syncIndex(client, given),
  example: articleIndexExample,
});
