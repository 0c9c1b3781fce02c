import { databricksAction } from "../../databricksAction";
import { manageJobRunGrants } from "../../errors/requiredGrant";
import { jsonInteger } from "../../http/json";
import { path } from "../../http/path";
import { asOptional } from "../../inputs/defineInput";
import { exactlyOne } from "../../inputs/exactlyOne";
import { jobId } from "../../inputs/jobs/jobInputs";
import {
  failedRun,
  idempotencyToken,
  jobParameters,
  runWaiting,
  taskKeys,
} from "../../inputs/jobs/runInputs";
import { taskParameters } from "../../inputs/jobs/taskParameters";
import { trimmedInput } from "../../inputs/text";
import { findJob } from "../../services/jobs/fetchJob";
import { jobExample, startedRunExample } from "../../services/jobs/jobsExamples";
import { runOnce } from "../../services/jobs/runOnce";
import { startedOrRunSchema } from "../../services/jobs/runSchema";

const inputs = {
  jobId: asOptional(jobId),
  jobName: asOptional(
    trimmedInput({
      label: "Job Name",
      comments:
        "The exact name of the job, as an alternative to its ID. If several jobs have this name, the step fails and lists their IDs.",
      example: jobExample.settings.name,
      dataSource: "selectJobName",
    }),
  ),
  jobParameters,
  taskParameters,
  taskKeys: taskKeys("The keys of the tasks to run. If empty, all tasks are run."),
  idempotencyToken,
  ...runWaiting,
  failedRun,
};

/**
 * Starts a run of a job, by its id or its exact name, and gives the run's id, or waits for its end. A step that
 * runs again joins its run.
 * https://docs.databricks.com/api/workspace/jobs/runnow
 */
export const runJob = databricksAction({
  label: "Run Job",
  description: "Run a job and return either the run ID at once or the run when it has ended.",
  important: true,
  effect: "write",
  grants: manageJobRunGrants,
  inputs,
  repeat: {
    kind: "joins",
    advice:
      "A step that is retried joins its run, or starts a new one after a failed one: see Failed Run. A flow that runs again starts a new run, unless Idempotency Token is given.",
  },
  perform: async (client, { taskKeys: only, ...given }) => {
    const timed = client.withTimeout(given.timeoutSeconds);
    const [id, name] = exactlyOne([inputs.jobId.label, given.jobId], [inputs.jobName.label, given.jobName]);
    const run = {
      job_id: jsonInteger(id === undefined ? await findJob(timed, name) : id),
      job_parameters: given.jobParameters,
      ...given.taskParameters,
      ...(only.length > 0 && { only }),
    };
    const token = given.idempotencyToken;
    return runOnce(client, { ...given, path: path`/api/2.2/jobs/run-now`, run, token, timed });
  },
  example: startedRunExample,
  schema: startedOrRunSchema(startedRunExample),
});
