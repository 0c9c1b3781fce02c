/** What a step gives that started, or repaired, a run: its id at once, or the run after its end. */
import type { NumericId } from "../../api/jobs";
import { isSuccess, outcomeOf } from "../../api/runOutcome";
import type { DatabricksClient } from "../../client";
import { failedRun } from "../../operations/jobs/failedRun";
import { fetchRun, type RunWithOutcome, waitForRun, withOutcome } from "../../operations/jobs/runs";

/** How a step waits for its run, as its inputs say. */
export interface Finish {
  /** The client that has as much time as the step may wait. */
  timed: DatabricksClient;
  waitForCompletion: boolean;
  onTimeout: "leaveRunning" | "cancel";
  failOnError: boolean;
}

/**
 * Waits for a run where that is wanted.
 * @param started what Databricks answered when the run began
 * @param repairId the repair that is waited for, where the run is being repaired
 * @returns `started`, or the run with its outcome
 * @throws DatabricksError that names each failed task, when the run did not succeed and that is to fail the step
 */
export const finishRun = async <T extends object>(
  client: DatabricksClient,
  runId: NumericId,
  started: T,
  { timed, waitForCompletion, failOnError, onTimeout }: Finish,
  repairId?: NumericId,
): Promise<T | RunWithOutcome> => {
  if (!waitForCompletion) return started;
  await waitForRun(timed, runId, { onTimeout, repairId });
  const run = await fetchRun(client, runId);
  if (failOnError && !isSuccess(outcomeOf(run))) throw await failedRun(client, runId, run);
  return withOutcome(run);
};
