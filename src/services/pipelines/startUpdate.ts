/** Starts an update of a pipeline. Databricks runs one update of a pipeline at a time. */

import type { DatabricksClient } from "../../client";
import { mayBeCarriedOut } from "../../errors/kinds";
import { appendHint, DatabricksError, rethrowWithHint } from "../../http/errors";
import { path } from "../../http/path";
import { pollUntilDone } from "../../http/poll";
import { nonBlankSchema, objectSchema } from "../../http/schema";
import { labels } from "../../labels";
import { fetchPipeline } from "./pipelines";
import { fetchUpdate, updateOutcome } from "./updates";

/** What happens while another update is running. */
export type RunningUpdate = "error" | "join" | "wait";

/** An update that was started or joined. */
interface StartedUpdate {
  pipeline_id: string;
  update_id: string;
  /** Whether it was started, not joined. */
  started: boolean;
}

/** The request in Databricks' format. */
interface UpdateRequest {
  full_refresh?: boolean;
  refresh_selection?: string[];
  full_refresh_selection?: string[];
  validate_only?: boolean;
}

/** An update that was started, or the refusal and the update that is already running. */
type Attempt = { updateId: string } | { refusal: DatabricksError; runningId?: string };

const startedSchema = objectSchema<{ update_id: string }>({ update_id: nonBlankSchema });

/** Whether another update is active, so that none was started. The error code is not documented. */
const isBusy = (error: unknown): error is DatabricksError =>
  error instanceof DatabricksError &&
  error.status !== undefined &&
  error.status >= 400 &&
  error.status < 500 &&
  (error.status === 409 || /\bactive update\b/i.test(error.detail));

const activeUpdate = async (
  client: DatabricksClient,
  pipelineId: string,
  { detail }: DatabricksError,
): Promise<string | undefined> => {
  const { latest_updates = [] } = await fetchPipeline(client, pipelineId).catch(
    rethrowWithHint(`No update was started: ${detail}`),
  );
  return latest_updates.find((update) => updateOutcome(update) === "active")?.update_id;
};

const tryStart = async (
  client: DatabricksClient,
  pipelineId: string,
  request: UpdateRequest,
): Promise<Attempt> => {
  try {
    const { update_id: updateId } = await client.post(
      path`/api/2.0/pipelines/${pipelineId}/updates`,
      request,
      {
        schema: startedSchema,
        needsBody: true,
      },
    );
    return { updateId };
  } catch (error) {
    if (isBusy(error)) return { refusal: error, runningId: await activeUpdate(client, pipelineId, error) };
    throw mayBeCarriedOut(error)
      ? appendHint(
          error,
          `An update may have started: check ${labels.listPipelineUpdates} before starting another.`,
        )
      : error;
  }
};

/** Tries again when the update that was running has ended. */
const tryWhenIdle = async (
  client: DatabricksClient,
  pipelineId: string,
  request: UpdateRequest,
  last: Attempt,
): Promise<Attempt> => {
  if ("updateId" in last) return last;
  const { runningId } = last;
  const isActive =
    runningId !== undefined && updateOutcome(await fetchUpdate(client, pipelineId, runningId)) === "active";
  return isActive ? last : tryStart(client, pipelineId, request);
};

const describeRunning = (attempt: Attempt | undefined): string => {
  if (!attempt || "updateId" in attempt) return "another update is running";
  const { runningId, refusal } = attempt;
  return runningId === undefined
    ? `Databricks rejects the start (${refusal.detail})`
    : `update ${runningId} is running`;
};

/**
 * Starts an update. If another one is running, joins it, or first waits until it has ended or the client's deadline is
 * reached.
 * @throws DatabricksError if another update is running and is not joined, or has not ended at the deadline; and if it is
 * unknown whether an update was started
 */
export const startUpdate = async (
  client: DatabricksClient,
  pipelineId: string,
  request: UpdateRequest,
  runningUpdate: RunningUpdate,
): Promise<StartedUpdate> => {
  const isDone = (attempt: Attempt): boolean =>
    "updateId" in attempt || (runningUpdate === "join" && attempt.runningId !== undefined);
  const initial = await tryStart(client, pipelineId, request);
  if ("refusal" in initial && runningUpdate === "error") {
    const running = initial.runningId === undefined ? "" : `: ${describeRunning(initial)}`;
    throw appendHint(
      initial.refusal,
      `No update was started${running}. To join a running update or to wait until it has ended, change Running Update.`,
    );
  }
  const final = await pollUntilDone<DatabricksClient, Attempt>(
    client,
    {
      name: `Pipeline ${pipelineId}`,
      // No update is started after the deadline.
      poll: async (until, last = initial) =>
        client.deadline.isOver ? last : tryWhenIdle(until, pipelineId, request, last),
      status: (attempt) => (isDone(attempt) ? "succeeded" : "running"),
      describe: describeRunning,
      error: (message, _last, hint) =>
        new DatabricksError({
          operation: `Starting an update of pipeline ${pipelineId}`,
          message,
          hint,
          resourceIds: { pipelineId },
        }),
      timeoutMessage: (last, after) => `${describeRunning(last)} after ${after}, so no update was started`,
    },
    initial,
  );
  const started = "updateId" in final;
  const update_id = started ? final.updateId : (final.runningId ?? "");
  if (!started) client.logger.info(`Joining update ${update_id} of pipeline ${pipelineId}, which is running`);
  return { pipeline_id: pipelineId, update_id, started };
};
