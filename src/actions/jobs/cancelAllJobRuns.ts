import { databricksAction } from "../../databricksAction";
import { manageJobRunGrants } from "../../errors/requiredGrant";
import { jobId } from "../../inputs/jobs/jobInputs";
import { cancellationWaiting } from "../../inputs/jobs/runInputs";
import { type CanceledRun, cancelAllRuns } from "../../services/jobs/cancelRuns";
import { jobExample } from "../../services/jobs/jobsExamples";

/**
 * Takes a job's id, cancels all its runs and gives those that were active, each with its outcome.
 * https://docs.databricks.com/api/workspace/jobs/cancelallruns
 */
export const cancelAllJobRuns = databricksAction({
  label: "Cancel All Job Runs",
  description: "Cancel all active and queued runs of a job and return each of them with its outcome.",
  effect: "write",
  grants: manageJobRunGrants,
  inputs: { jobId, ...cancellationWaiting },
  repeat: { kind: "sameState", advice: "Runs that have started in the meantime are also cancelled." },
  perform: async (client, { jobId: job_id, ...waiting }) => ({
    job_id,
    runs: await cancelAllRuns(client, job_id, waiting),
  }),
  example: { job_id: jobExample.job_id, runs: [] as CanceledRun[] },
});
