import type { Job as DescribedJob, RunTask as DescribedRunTask, JobsRun } from "../../contract/wireTypes";

/** A job. */
export interface JobResource extends DescribedJob {
  job_id: number;
}

/** The run of one task. */
export interface TaskRunResource extends DescribedRunTask {
  run_id: number;
}

/** The run of a job, or one that was submitted without a job. */
export interface JobRunResource extends JobsRun {
  run_id: number;
  tasks?: TaskRunResource[];
}
