/** Inputs of data sources of jobs and runs. Their keys are those of the actions' inputs, which fill them. */
import { asOptional } from "../inputs/defineInput";
import { numericIdInput } from "../inputs/id";
import { trimmedInput } from "../inputs/text";
import { jobExample, jobRunExample } from "../services/jobs/jobsExamples";

/** The job whose contents are offered. */
export const ownerJobId = numericIdInput({
  label: "Job ID",
  comments: "The ID of the job.",
  example: String(jobExample.job_id),
  page: "job",
});

/** The job whose runs are offered, or all jobs. */
export const jobOfRuns = {
  jobId: {
    ...asOptional(ownerJobId),
    comments: "The ID of the job whose runs are offered. If empty, the runs of all jobs are offered.",
  },
};

/** What has the tasks: a run, or else a job, by its ID or its name. */
export const taskOwner = {
  jobId: {
    ...asOptional(ownerJobId),
    comments: "The ID of the job whose tasks are offered. Not used if Run ID is set.",
  },
  jobName: asOptional(
    trimmedInput({
      label: "Job Name",
      comments: "The exact name of the job, as an alternative to its ID.",
      example: jobExample.settings.name,
    }),
  ),
  runId: asOptional(
    numericIdInput({
      label: "Run ID",
      comments: "The ID of the run whose tasks are offered, instead of those of a job.",
      example: String(jobRunExample.run_id),
      page: "jobRun",
    }),
  ),
};
