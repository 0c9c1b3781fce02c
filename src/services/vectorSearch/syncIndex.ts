/** Syncs an index with its source table, and waits for its pipeline. */
import type { DatabricksClient } from "../../client";
import { DatabricksError } from "../../http/errors";
import { path } from "../../http/path";
import { pollUntilDone } from "../../http/poll";
import {
  lenientSchema,
  listSchema,
  nonBlankSchema,
  objectSchema,
  optionalSchema,
  textSchema,
} from "../../http/schema";
import { describeEnd, mayStillBeRetried } from "../pipelines/awaitUpdate";
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

const hasFailed = (update: Update): boolean => updateOutcome(update) === "failed";

/**
 * Finds the update of a sync among those of the pipeline: the first one since the sync was requested, or the retry of one
 * that failed. Without any, it is the one that was already running.
 * @param before the pipeline before the sync was requested: an update that had ended by then belongs to another sync
 */
const updateFinder = ({ latest_updates: before = [] }: IndexPipeline) => {
  const known = new Set(before.map(({ update_id }) => update_id));
  const running = before.find((update) => updateOutcome(update) === "active");
  return ({ latest_updates: updates = [] }: IndexPipeline): Update | undefined => {
    const since = updates.filter(({ update_id }) => !known.has(update_id));
    const own = since.filter((update) => !hasFailed(update)).at(-1) ?? since[0];
    return own ?? updates.find(({ update_id }) => update_id === running?.update_id);
  };
};

/** The update of a sync, once there is one. */
interface AwaitedSync {
  update?: Update;
  /** When it was first seen as failed, by the client's deadline; in ms. */
  failedAtMs?: number;
}

/**
 * Waits for the end of a sync. One that failed is left to the retry that Databricks may start a little later.
 * @param client reads the reasons of a failure
 * @param timed has as much time as the step may wait
 * @param before the pipeline before the sync was requested
 * @throws DatabricksError with the errors of the pipeline if the sync fails, or when time is up
 */
const awaitSync = async (
  client: DatabricksClient,
  timed: DatabricksClient,
  { indexName, pipelineId, before }: { indexName: string; pipelineId: string; before: IndexPipeline },
): Promise<void> => {
  const updateOf = updateFinder(before);
  const operation = `Sync of the vector index ${indexName}`;
  const { deadline } = timed;
  const error = (message: string, last: AwaitedSync | undefined, hint?: string): DatabricksError => {
    const resourceIds = { pipelineId, ...(last?.update && { updateId: last.update.update_id }) };
    return new DatabricksError({ operation, message, hint, resourceIds });
  };
  const ended = await pollUntilDone<DatabricksClient, AwaitedSync>(timed, {
    name: operation,
    poll: async (until, last) => {
      const update = updateOf(await fetchPipeline(until, pipelineId));
      if (!update || !hasFailed(update)) return { update };
      const seenAtMs = last?.update?.update_id === update.update_id ? last.failedAtMs : undefined;
      return { update, failedAtMs: seenAtMs ?? deadline.elapsedMs };
    },
    status: ({ update = {}, failedAtMs }) => {
      const outcome = updateOutcome(update);
      return outcome === "active" || mayStillBeRetried(deadline, failedAtMs) ? "running" : outcome;
    },
    describe: ({ update }) =>
      update === undefined ? "not started" : (update.state ?? "in an unknown state"),
    error,
    resumeHint: `The sync continues in the pipeline ${pipelineId}.`,
    pollErrorHint: `The sync was started: the pipeline ${pipelineId} shows its state.`,
  });
  const { update } = ended;
  if (!update || updateOutcome(update) === "succeeded") return;
  const end = await describeEnd(client, pipelineId, update);
  throw error(`update ${update.update_id} of its pipeline ${pipelineId} ${end}`, ended);
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
  if (isAwaited) await awaitSync(unlimited, client, { indexName, pipelineId, before });
  return readBack(fetchIndex(client, indexName));
};
