import { randomUUID } from "node:crypto";
import { databricksAction } from "../../databricksAction";
import { jsonInteger } from "../../http/json";
import { path } from "../../http/path";
import { asOptional } from "../../inputs/defineInput";
import { exactlyOne } from "../../inputs/exactlyOne";
import { jobId as jobIdInput } from "../../inputs/jobs/jobInputs";
import { idempotencyToken, jobParameters, runWaiting, taskKeys } from "../../inputs/jobs/runInputs";
import { taskParameters } from "../../inputs/jobs/taskParameters";
import { trimmedInput } from "../../inputs/text";
import { findJob } from "../../services/jobs/fetchJob";
import { finishRun, startRun } from "../../services/jobs/finishRun";
import { job as jobExample, startedRun } from "../../services/jobs/jobExamples";
import { startedOrRun } from "../../services/jobs/runSchema";

const jobNameInput = asOptional(
  trimmedInput({
    label: "Job Name",
    comments:
      "The exact name of the job, in place of its ID. Where several jobs have it, the step fails and lists their IDs.",
    example: jobExample.settings.name,
  }),
);

/**
 * Starts a run of a job, by its id or its exact name, and gives the run's id, or waits for its end. Each step has a
 * token of its own, so a request that is repeated never starts a second run.
 * https://docs.databricks.com/api/workspace/jobs/runnow
 */
export const runJob = databricksAction({
  label: "Run Job",
  description: "Run a job and get the ID of the run or, when told to wait, the run after its end.",
  effect: "write",
  inputs: {
    jobId: asOptional(jobIdInput),
    jobName: jobNameInput,
    jobParameters,
    taskParameters,
    taskKeys: taskKeys("The keys of the tasks that are to run. Left empty, all run."),
    idempotencyToken,
    ...runWaiting,
  },
  perform: async (client, { jobId, jobName, jobParameters, taskParameters, taskKeys, ...given }) => {
    const timed = client.withTimeout(given.timeoutSeconds);
    const [id, name] = exactlyOne([jobIdInput.label, jobId], [jobNameInput.label, jobName]);
    const job = id === undefined ? await findJob(timed, name) : id;
    const started = await startRun(timed, path`/api/2.2/jobs/run-now`, {
      job_id: jsonInteger(job),
      job_parameters: jobParameters,
      ...taskParameters,
      ...(taskKeys.length > 0 && { only: taskKeys }),
      idempotency_token: given.idempotencyToken ?? randomUUID(),
    });
    return finishRun(client, started.run_id, started, { ...given, timed });
  },
  example: startedRun,
  schema: startedOrRun(startedRun),
});
