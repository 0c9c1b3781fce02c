import { databricksAction } from "../../databricksAction";
import { canViewJob, toBeListed, workspaceAccess } from "../../errors/requiredGrant";
import { asOptional } from "../../inputs/defineInput";
import { trimmedInput } from "../../inputs/text";
import { listJobsNamed } from "../../services/jobs/fetchJob";
import { type JobResponse, jobSchema } from "../../services/jobs/jobs";
import { jobExample } from "../../services/jobs/jobsExamples";

const jobName = asOptional(
  trimmedInput({
    label: "Name",
    comments: "The full name of the jobs to return, not case-sensitive. If empty, all jobs are returned.",
    example: jobExample.settings.name,
    dataSource: "selectJobName",
  }),
);

const { tasks: _tasks, ...settings } = jobExample.settings;
const { run_as_user_name: _runAs, ...listed } = jobExample;

/**
 * Gives every job that the connection's identity may see, or those with a name; an empty list if there are none.
 * Databricks omits the tasks in lists: Get Job returns them. https://docs.databricks.com/api/workspace/jobs/list
 */
export const listJobs = databricksAction({
  label: "List Jobs",
  description: "List all jobs of the workspace, or only those with a given name.",
  effect: "read",
  grants: [workspaceAccess, ...toBeListed([canViewJob])],
  inputs: { jobName },
  perform: (client, { jobName }): Promise<JobResponse[]> => listJobsNamed(client, jobName, jobSchema),
  example: [{ ...listed, settings }],
});
