import { canViewJob, toBeListed, workspaceAccess } from "../errors/requiredGrant";
import { lenientSchema } from "../http/schema";
import { listJobsNamed } from "../services/jobs/fetchJob";
import { type JobSettings, jobChoiceSchema } from "../services/jobs/jobs";
import { jobExample } from "../services/jobs/jobsExamples";
import { picklist } from "./picklist";

const choice = ({ job_id, settings }: { job_id: string; settings?: JobSettings }) => ({
  key: job_id,
  label: settings?.name || job_id,
});

/**
 * Every job by name, with its ID if several have that name. https://docs.databricks.com/api/workspace/jobs/list
 */
export const selectJob = picklist({
  label: "Select Job",
  description: "Select a job of the workspace.",
  grants: [workspaceAccess, ...toBeListed([canViewJob])],
  choices: async (client) =>
    (await listJobsNamed(client, undefined, lenientSchema(jobChoiceSchema))).map(choice),
  example: [choice({ ...jobExample, job_id: String(jobExample.job_id) })],
});
