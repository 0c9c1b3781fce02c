/** Starts an update of a pipeline: one at a time, as Databricks has it. */

import type { DatabricksClient } from "../../client";
import { appendHint, DatabricksError } from "../../http/errors";
import { path } from "../../http/path";
import { pollUntilDone } from "../../http/poll";
import { nonBlankSchema, objectSchema } from "../../http/schema";
import { labels } from "../../labels";
import { fetchPipeline } from "./pipelines";
import { fetchUpdate, updateOutcome } from "./updates";

/** What happens while another update is running. */
export type RunningUpdate = "error" | "join" | "wait";

/** An update that was started or joined. */
export interface StartedUpdate {
  pipeline_id: string;
  update_id: string;
  /** Whether it was started, not joined. */
  started: boolean;
}

/** What is asked for, as Databricks takes it. */
interface UpdateRequest {
  full_refresh?: boolean;
  refresh_selection?: string[];
  full_refresh_selection?: string[];
  validate_only?: boolean;
}

/** A start, or what stands in its way. */
type Attempt = { updateId: string } | { refusal: DatabricksError; runningId?: string };

const startedSchema = objectSchema<{ update_id: string }>({ update_id: nonBlankSchema });

/** Whether another update is active: then nothing was started. The code of this refusal is not documented. */
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
  const { latest_updates = [] } = await fetchPipeline(client, pipelineId).catch((error: unknown) => {
    throw appendHint(error, `Nothing was started: ${detail}`);
  });
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
    const mayHaveStarted = error instanceof DatabricksError && (error.outcomeUnknown || error.carriedOut);
    throw mayHaveStarted
      ? appendHint(
          error,
          `An update may have started: check ${labels.listPipelineUpdates} before starting another.`,
        )
      : error;
  }
};

/** Tries again once the update that was in the way has ended. */
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
    ? `Databricks refuses one (${refusal.detail})`
    : `the update ${runningId} is running`;
};

/**
 * Starts an update, as long as the client has time; or joins one, or waits for its end first.
 * @throws DatabricksError when another update is running and that is to be an error, or lasts too long; and when it is
 * not known whether one was started
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
      `Nothing was started${running}. Running Update lets the step join another one, or wait for its end.`,
    );
  }
  const final = await pollUntilDone<DatabricksClient, Attempt>(
    client,
    {
      name: `Pipeline ${pipelineId}`,
      // Nothing starts when the time is up.
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
      timeoutMessage: (last, after) => `${describeRunning(last)} after ${after}, so that nothing was started`,
    },
    initial,
  );
  const started = "updateId" in final;
  const update_id = started ? final.updateId : (final.runningId ?? "");
  if (!started) client.logger.info(`Update ${update_id} of pipeline ${pipelineId} is running: it is joined`);
  return { pipeline_id: pipelineId, update_id, started };
};
