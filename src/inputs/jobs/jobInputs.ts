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
    "The tasks, as a JSON array in the format of Databricks: each has a task_key, a field for its type, such as notebook_task, and its compute.",
  example: JSON.stringify([countTaskExample]),
});
