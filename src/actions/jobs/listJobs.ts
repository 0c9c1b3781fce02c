import { databricksAction } from "../../databricksAction";
import { nameFilter } from "../../inputs/jobs/jobInputs";
import { listJobsNamed } from "../../services/jobs/fetchJob";
import { jobExample } from "../../services/jobs/jobExamples";
import { type JobResponse, jobSchema } from "../../services/jobs/jobs";

const { tasks: _tasks, ...settings } = jobExample.settings;
const { run_as_user_name: _runAs, ...listed } = jobExample;

/**
 * Gives every job that the connection's identity may see, or those of a name; an empty list where there is none.
 * Databricks leaves the tasks out of lists: Get Job has them.
 * https://docs.databricks.com/api/workspace/jobs/list
 */
export const listJobs = databricksAction({
  label: "List Jobs",
  description: "List all jobs of the workspace, or those of a name.",
  effect: "read",
  inputs: { jobName: nameFilter },
  perform: (client, { jobName }): Promise<JobResponse[]> => listJobsNamed(client, jobName, jobSchema),
  example: [{ ...listed, settings }],
});
