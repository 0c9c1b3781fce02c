/** Cancels all runs of a job. https://docs.databricks.com/api/workspace/jobs/cancelallruns */
import type { DatabricksClient } from "../../client";
import { mapConcurrent } from "../../http/concurrency";
import { appendHint } from "../../http/errors";
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

/** A run that had not ended when the time was up, and the error that says so. */
interface LateRun {
  run_id: NumericId;
  reason: unknown;
}

/** How many other runs an error names. */
const maxNamed = 20;

/** The error of the first of such runs, with the others. */
const lateError = ([first, ...others]: readonly LateRun[]): unknown => {
  if (!first || others.length === 0) return first?.reason;
  const named = others.slice(0, maxNamed).map(({ run_id }) => run_id);
  const more = others.length > maxNamed ? ` and ${others.length - maxNamed} more` : "";
  return appendHint(first.reason, `Other runs that had not ended by then: ${named.join(", ")}${more}.`);
};

/**
 * Cancels all runs of a job.
 * @param waiting whether to wait for the end of each run, and how long in all
 * @returns the runs that were active, each with its outcome
 * @throws DatabricksError that names the runs that have not ended in time
 */
export const cancelAllRuns = async (
  client: DatabricksClient,
  jobId: NumericId,
  waiting: { waitForCompletion: boolean; timeoutSeconds: number },
): Promise<CanceledRun[]> => {
  const timed = client.withTimeout(waiting.timeoutSeconds);
  const active = await activeRuns(timed, jobId);
  await timed.post(path`/api/2.2/jobs/runs/cancel-all`, { job_id: jsonInteger(jobId) }, { idempotent: true });
  const late: LateRun[] = [];
  const runs = await mapConcurrent(active, maxConcurrency, async ({ run_id }) => {
    const reading = waiting.waitForCompletion
      ? waitForRun(timed, run_id, { onTimeout: "leaveRunning" })
      : fetchRun(timed, run_id);
    const run = await reading.catch((reason: unknown): undefined => {
      if (!waiting.waitForCompletion || !timed.deadline.isOver) throw reason;
      late.push({ run_id, reason });
    });
    return run && { run_id, outcome: outcomeOf(run) };
  });
  if (late.length > 0) throw lateError(late);
  return runs.filter((run) => run !== undefined);
};
