import { databricksAction } from "../../databricksAction";
import { viewJobGrants } from "../../errors/requiredGrant";
import { jobId } from "../../inputs/jobs/jobInputs";
import { fetchJob } from "../../services/jobs/fetchJob";
import type { JobResponse } from "../../services/jobs/jobs";
import { jobExample } from "../../services/jobs/jobsExamples";

/**
 * Takes a job's id and gives the job with all its settings, tasks and parameters, from every page.
 * https://docs.databricks.com/api/workspace/jobs/get
 */
export const getJob = databricksAction({
  label: "Get Job",
  description: "Get one job with all its tasks and settings.",
  effect: "read",
  grants: viewJobGrants,
  inputs: { jobId },
  perform: (client, { jobId }): Promise<JobResponse> => fetchJob(client, jobId),
  example: jobExample,
});
