/** Starts a run, and gives the step's result: its id at once, or the run after its end. */

import type { DatabricksClient } from "../../client";
import { appendHint, DatabricksError } from "../../http/errors";
import type { ApiPath } from "../../http/path";
import { isRefusal } from "../../http/retry";
import { runFailedError } from "./failedTasks";
import { type NumericId, startedRunSchema } from "./jobs";
import { isSuccess, outcomeOf } from "./runOutcome";
import { fetchRun, type RunWithOutcome, waitForRun, withOutcome } from "./runs";

/** How a step waits for its run, according to its inputs. */
interface AwaitRunOptions {
  /** The client with as much time as the step may wait. */
  timed: DatabricksClient;
  waitForCompletion: boolean;
  onTimeout: "leaveRunning" | "cancel";
  failOnError: boolean;
}

/** Whether a request that starts a run may have reached Databricks, and was not refused. */
const mayHaveStarted = (error: unknown): error is DatabricksError =>
  error instanceof DatabricksError &&
  !error.notSent &&
  (error.status === undefined || error.status < 300 || !isRefusal(error.status));

/**
 * Starts a run. The request is retried: its `idempotency_token` prevents a second run.
 * @throws DatabricksError that says when a run may have started although its id is unknown
 */
export const startRun = (
  timed: DatabricksClient,
  path: ApiPath,
  body: object,
): Promise<{ run_id: NumericId; number_in_job?: number }> =>
  timed.post(path, body, { schema: startedRunSchema, idempotent: true }).catch((error: unknown) => {
    throw mayHaveStarted(error)
      ? appendHint(error, "The run may have started: check the list of runs before starting another.")
      : error;
  });

/**
 * Waits for a run, if requested.
 * @param started the response to the start of the run
 * @param repairId the repair to wait for, if the run is being repaired
 * @returns `started`, or the run with its outcome
 * @throws DatabricksError that names each failed task, when the run did not succeed and Fail On Error is on
 */
export const awaitRun = async <T extends object>(
  client: DatabricksClient,
  runId: NumericId,
  started: T,
  { timed, waitForCompletion, failOnError, onTimeout }: AwaitRunOptions,
  repairId?: NumericId,
): Promise<T | RunWithOutcome> => {
  if (!waitForCompletion) return started;
  await waitForRun(timed, runId, { onTimeout, repairId });
  const run = await fetchRun(client, runId);
  if (failOnError && !isSuccess(outcomeOf(run))) throw await runFailedError(client, runId, run);
  return withOutcome(run);
};
