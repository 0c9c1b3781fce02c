/** Waits for a run, and gives the step's result: its id at once, or the run after its end. */

import type { DatabricksClient } from "../../client";
import { runFailedError } from "./failedTasks";
import type { NumericId } from "./jobs";
import { isSuccess, outcomeOf } from "./runOutcome";
import { fetchRun, type RunWithOutcome, waitForRun, withOutcome } from "./runs";

/** How a step waits for its run, according to its inputs. */
export interface AwaitRunOptions {
  /** The client with as much time as the step may wait. */
  timed: DatabricksClient;
  waitForCompletion: boolean;
  onTimeout: "leaveRunning" | "cancel";
  failOnError: boolean;
}

/**
 * Gives a run that has ended.
 * @throws DatabricksError that names each failed task, when the run did not succeed and Fail On Error is on
 */
export const endedRun = async (
  client: DatabricksClient,
  runId: NumericId,
  failOnError: boolean,
): Promise<RunWithOutcome> => {
  const run = await fetchRun(client, runId);
  if (failOnError && !isSuccess(outcomeOf(run))) throw await runFailedError(client, runId, run);
  return withOutcome(run);
};

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
  return endedRun(client, runId, failOnError);
};
