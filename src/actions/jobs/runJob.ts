import { randomUUID } from "node:crypto";
import type { DatabricksClient } from "../../client";
import { databricksAction } from "../../databricksAction";
import { jsonInteger } from "../../http/json";
import { path } from "../../http/path";
import { jobNameToFind, optionalJobId } from "../../inputs/jobs/jobInputs";
import {
  idempotencyToken,
  jobParameters,
  taskKeys,
  taskParameters,
  waiting,
} from "../../inputs/jobs/runInputs";
import { awaitRun, startRun } from "../../services/jobs/awaitRun";
import { findJob } from "../../services/jobs/fetchJob";
import { startedRun } from "../../services/jobs/jobExamples";
import type { NumericId } from "../../services/jobs/jobs";
import { startedOrRunSchema } from "../../services/jobs/runSchema";

/** The id of the job that is meant: given, or found by its name. */
const jobOf = async (
  client: DatabricksClient,
  jobId: NumericId | undefined,
  jobName: string | undefined,
): Promise<NumericId> => {
  if (jobId !== undefined && jobName !== undefined) {
    throw new Error("Job ID and Job Name exclude each other: clear one of the two.");
  }
  if (jobId !== undefined) return jobId;
  if (jobName !== undefined) return findJob(client, jobName);
  throw new Error("Job ID is empty, and so is Job Name: one of the two is needed.");
};

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
    jobId: optionalJobId,
    jobName: jobNameToFind,
    jobParameters,
    taskParameters,
    taskKeys: taskKeys("Tasks", "The keys of the tasks that are to run. Left empty, all run."),
    idempotencyToken,
    ...waiting,
  },
  perform: async (client, { jobId, jobName, jobParameters, taskParameters, taskKeys, ...given }) => {
    const timed = client.withTimeout(given.timeoutSeconds);
    const job = await jobOf(timed, jobId, jobName);
    const started = await startRun(timed, path`/api/2.2/jobs/run-now`, {
      job_id: jsonInteger(job),
      job_parameters: jobParameters,
      ...taskParameters,
      ...(taskKeys.length > 0 && { only: taskKeys }),
      idempotency_token: given.idempotencyToken ?? randomUUID(),
    });
    return awaitRun(client, started.run_id, started, { ...given, timed });
  },
  example: startedRun,
  schema: startedOrRunSchema(startedRun),
});
