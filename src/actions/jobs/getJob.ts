import { job } from "../../api/jobExamples";
import type { JobResponse } from "../../api/jobs";
import { databricksAction } from "../../databricksAction";
import { fetchJob } from "../../operations/jobs/fetchJob";
import { jobId } from "./jobInputs";

/**
 * Takes a job's id and gives the job with all its settings, tasks and parameters, from every page.
 * https://docs.databricks.com/api/workspace/jobs/get
 */
export const getJob = databricksAction({
  label: "Get Job",
  description: "Get one job with all its tasks and settings.",
  effect: "read",
  inputs: { jobId },
  perform: (client, { jobId }): Promise<JobResponse> => fetchJob(client, jobId),
  example: job,
});
