/** Cancels all runs of a job. https://docs.databricks.com/api/workspace/jobs/cancelallruns */
import type { DatabricksClient } from "../../client";
import { mapConcurrent } from "../../http/concurrency";
import { jsonInteger } from "../../http/json";
import { pagesOf } from "../../http/paginate";
import { path } from "../../http/path";
import { type NumericId, type RunWithId, runPageSize, runWithIdSchema } from "./jobs";
import { outcomeOf, type RunOutcome } from "./runOutcome";
import { fetchRun, waitForRun } from "./runs";

/** The number of runs read at once. */
const maxConcurrency = 4;

const activeRuns = (client: DatabricksClient, job_id: NumericId): Promise<RunWithId[]> =>
  client.list(path`/api/2.2/jobs/runs/list`, pagesOf("runs", runWithIdSchema), {
    job_id,
    active_only: true,
    limit: runPageSize,
  });

/** A run that was cancelled. */
export interface CanceledRun {
  run_id: NumericId;
  outcome: RunOutcome;
}

/**
 * Cancels all runs of a job.
 * @param waiting whether to wait for the end of each run, and how long in all
 * @returns the runs that were active, each with its outcome
 */
export const cancelAllRuns = async (
  client: DatabricksClient,
  jobId: NumericId,
  waiting: { waitForCompletion: boolean; timeoutSeconds: number },
): Promise<CanceledRun[]> => {
  const timed = client.withTimeout(waiting.timeoutSeconds);
  const active = await activeRuns(timed, jobId);
  await timed.post(path`/api/2.2/jobs/runs/cancel-all`, { job_id: jsonInteger(jobId) }, { idempotent: true });
  return mapConcurrent(active, maxConcurrency, async ({ run_id }): Promise<CanceledRun> => {
    const run = waiting.waitForCompletion
      ? await waitForRun(timed, run_id, { onTimeout: "leaveRunning" })
      : await fetchRun(timed, run_id);
    return { run_id, outcome: outcomeOf(run) };
  });
};
