import type { DatabricksClient } from "../../client";
import { databricksAction } from "../../databricksAction";
import { mapConcurrent } from "../../http/concurrency";
import { jsonInteger } from "../../http/json";
import { pagesOf } from "../../http/paginate";
import { path } from "../../http/path";
import { jobId } from "../../inputs/jobs/jobInputs";
import { waitingForCancellation } from "../../inputs/jobs/runInputs";
import { jobExample } from "../../services/jobs/jobExamples";
import { type NumericId, type RunWithId, runPageSize, runWithIdSchema } from "../../services/jobs/jobs";
import { outcomeOf, type RunOutcome } from "../../services/jobs/runOutcome";
import { fetchRun, waitForRun } from "../../services/jobs/runs";

/** How many runs are read at once. */
const maxConcurrency = 4;

const activeRuns = (client: DatabricksClient, job_id: NumericId): Promise<RunWithId[]> =>
  client.list(path`/api/2.2/jobs/runs/list`, pagesOf("runs", runWithIdSchema), {
    job_id,
    active_only: true,
    limit: runPageSize,
  });

/** What is told of each run that was cancelled. */
interface CanceledRun {
  run_id: NumericId;
  outcome: RunOutcome;
}

/**
 * Takes a job's id, cancels all its runs and gives those that were active, each with its outcome.
 * https://docs.databricks.com/api/workspace/jobs/cancelallruns
 */
export const cancelAllJobRuns = databricksAction({
  label: "Cancel All Job Runs",
  description:
    "Cancel all active runs of a job and get each of them with its outcome. Runs that wait in the queue go, too.",
  effect: "write",
  inputs: { jobId, ...waitingForCancellation },
  perform: async (client, { jobId: job_id, waitForCompletion, timeoutSeconds }) => {
    const timed = client.withTimeout(timeoutSeconds);
    const active = await activeRuns(timed, job_id);
    await timed.post(
      path`/api/2.2/jobs/runs/cancel-all`,
      { job_id: jsonInteger(job_id) },
      { idempotent: true },
    );
    const runs = await mapConcurrent(active, maxConcurrency, async ({ run_id }): Promise<CanceledRun> => {
      const run = waitForCompletion
        ? await waitForRun(timed, run_id, { onTimeout: "leaveRunning" })
        : await fetchRun(client, run_id);
      return { run_id, outcome: outcomeOf(run) };
    });
    return { job_id, runs };
  },
  example: { job_id: jobExample.job_id, runs: [] as CanceledRun[] },
});
