/** Inputs of jobs. */
import { countTaskExample, jobExample } from "../../services/jobs/jobsExamples";
import { numericIdInput } from "../id";
import { jsonObjectsInput } from "../json";

export const jobId = numericIdInput({
  label: "Job ID",
  comments: "The ID of the job.",
  example: String(jobExample.job_id),
  dataSource: "selectJob",
  page: "job",
});

/** The tasks of a job or of a run without one. */
export const tasks = jsonObjectsInput({
  label: "Tasks",
  comments:
    "The tasks as a JSON array, as Databricks takes them: each with a task_key, the field of its kind such as notebook_task, and where it runs.",
  example: JSON.stringify([countTaskExample]),
});
