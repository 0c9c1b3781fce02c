import { databricksAction } from "../../databricksAction";
import { runTasksGrants } from "../../errors/requiredGrant";
import { path } from "../../http/path";
import { extraSettings, mergeExtraSettings } from "../../inputs/extraSettings";
import { tasks } from "../../inputs/jobs/jobInputs";
import { textInput } from "../../inputs/text";
import { createdJobSchema } from "../../services/jobs/jobs";
import { jobExample } from "../../services/jobs/jobsExamples";

/**
 * Takes a name, tasks and further settings, creates a job and gives its id. Several jobs may have one name, so a
 * creation whose outcome is unknown is not retried. https://docs.databricks.com/api/workspace/jobs/create
 */
export const createJob = databricksAction({
  label: "Create Job",
  description: "Create a job with one or more tasks and return its ID.",
  effect: "write",
  grants: runTasksGrants,
  inputs: {
    jobName: textInput({
      label: "Job Name",
      comments: "The name of the job.",
      placeholder: jobExample.settings.name,
      example: "Airport Count, Weekly",
    }),
    tasks,
    jobSettings: extraSettings(
      "Further settings of the job, as a JSON object, such as parameters, job_clusters, schedule or queue.",
      '{"parameters": [{"name": "state", "default": "HI"}]}',
    ),
  },
  repeat: { kind: "again", advice: "Another job with the same name is created." },
  perform: (client, { jobName: name, tasks, jobSettings }) =>
    client.post(path`/api/2.2/jobs/create`, mergeExtraSettings({ name, tasks }, jobSettings), {
      schema: createdJobSchema,
    }),
  example: { job_id: jobExample.job_id },
});
