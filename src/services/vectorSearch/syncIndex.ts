/** Syncs an index with its source table, and waits for its pipeline. */
import type { DatabricksClient } from "../../client";
import { DatabricksError } from "../../http/errors";
import { path } from "../../http/path";
import { type LongRunningOperation, pollUntilDone } from "../../http/poll";
import {
  lenientSchema,
  listSchema,
  nonBlankSchema,
  objectSchema,
  optionalSchema,
  textSchema,
} from "../../http/schema";
import { updateOutcome } from "../pipelines/updates";
import { readBack } from "../readBack";
import { fetchIndex, indexPath, type VectorIndex } from "./vectorSearch";

interface Update {
  update_id: string;
  state?: string;
}

/** The pipeline of an index: its updates, latest first. */
interface IndexPipeline {
  latest_updates?: Update[];
}

const indexPipelineSchema = objectSchema<IndexPipeline>({
  latest_updates: optionalSchema(
    listSchema(objectSchema<Update>({ update_id: nonBlankSchema, state: lenientSchema(textSchema) })),
  ),
});

const fetchPipeline = (client: DatabricksClient, pipelineId: string): Promise<IndexPipeline> =>
  client.get(path`/api/2.0/pipelines/${pipelineId}`, { schema: indexPipelineSchema });

const latestUpdate = ({ latest_updates = [] }: IndexPipeline): Update | undefined => latest_updates[0];

/**
 * The sync as a long-running operation.
 * @param before the pipeline before the sync was requested: an update that had ended by then belongs to another sync
 */
const syncOperation = (
  indexName: string,
  pipelineId: string,
  before: IndexPipeline,
): LongRunningOperation<DatabricksClient, IndexPipeline> => {
  const last = latestUpdate(before);
  const ended = last && updateOutcome(last) !== "active" ? last.update_id : undefined;
  const updateOf = (pipeline: IndexPipeline): Update | undefined => {
    const update = latestUpdate(pipeline);
    return update?.update_id === ended ? undefined : update;
  };
  const operation = `Sync of the vector index ${indexName}`;
  const error = (message: string, pipeline: IndexPipeline | undefined, hint?: string): DatabricksError => {
    const update = pipeline && updateOf(pipeline);
    const resourceIds = { pipelineId, ...(update && { updateId: update.update_id }) };
    return new DatabricksError({ operation, message, hint, resourceIds });
  };
  return {
    name: operation,
    poll: (client) => fetchPipeline(client, pipelineId),
    status: (pipeline) => {
      const outcome = updateOutcome(updateOf(pipeline) ?? {});
      return outcome === "active" ? "running" : outcome;
    },
    describe: (pipeline) => {
      const update = updateOf(pipeline);
      return update === undefined ? "not started" : (update.state ?? "in an unknown state");
    },
    error,
    failure: (pipeline) => {
      const { update_id, state } = updateOf(pipeline) ?? {};
      return error(
        `update ${update_id} of its pipeline ${pipelineId} ended as ${state}`,
        pipeline,
        "The events of the pipeline show the reason.",
      );
    },
    resumeHint: `The sync continues in the pipeline ${pipelineId}.`,
    pollErrorHint: `The sync was started: the pipeline ${pipelineId} shows its state.`,
  };
};

/**
 * Reads an index to sync.
 * @throws Error that names the input if the index cannot be synced
 */
const fetchSyncableIndex = async (client: DatabricksClient, name: string): Promise<VectorIndex> => {
  const index = await fetchIndex(client, name);
  if (index.index_type === "DIRECT_ACCESS") {
    throw new Error(
      `Index Name: ${name} is a direct access index, which has no source table. Write records to it instead.`,
    );
  }
  if (index.delta_sync_index_spec?.pipeline_type === "CONTINUOUS") {
    throw new Error(`Index Name: ${name} is synced continuously, so no sync needs to be started.`);
  }
  return index;
};

/** What to sync, and whether to wait. */
interface SyncRequest {
  indexName: string;
  waitForCompletion: boolean;
  timeoutSeconds: number;
}

/**
 * Syncs an index. https://docs.databricks.com/api/workspace/vectorsearchindexes/syncindex
 * @returns the index after the call or, with waiting, after the sync
 * @throws Error if it cannot be synced; DatabricksError if the sync fails, or has not ended at the deadline
 */
export const syncIndex = async (
  unlimited: DatabricksClient,
  { indexName, waitForCompletion, timeoutSeconds }: SyncRequest,
): Promise<VectorIndex> => {
  const client = unlimited.withTimeout(timeoutSeconds);
  const index = await fetchSyncableIndex(client, indexName);
  const pipelineId = index.delta_sync_index_spec?.pipeline_id;
  if (waitForCompletion && pipelineId === undefined) {
    throw new Error(
      `Wait For Completion is true, but Databricks does not return the pipeline of ${indexName}: set it to false.`,
    );
  }
  const isAwaited = waitForCompletion && pipelineId !== undefined;
  const before = isAwaited ? await fetchPipeline(client, pipelineId) : {};
  await client.post(indexPath(indexName, "sync"), {}, { idempotent: true });
  if (isAwaited) await pollUntilDone(client, syncOperation(indexName, pipelineId, before));
  return readBack(fetchIndex(client, indexName));
};
