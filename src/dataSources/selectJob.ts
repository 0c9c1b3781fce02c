import { job } from "../api/jobExamples";
import type { Job } from "../api/jobs";
import { listJobsNamed } from "../operations/jobs/fetchJob";
import { picklist } from "./picklist";

const choice = ({ job_id, settings }: Job) => ({
  key: String(job_id),
  label: settings?.name || String(job_id),
});

/**
 * Every job by name, with its ID where several have that name. https://docs.databricks.com/api/workspace/jobs/list
 */
export const selectJob = picklist({
  label: "Select Job",
  description: "Select a job of the workspace.",
  choices: async (client) => (await listJobsNamed(client, undefined)).map(choice),
  example: [choice(job)],
});
