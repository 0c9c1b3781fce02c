import type { Job as DescribedJob, RunTask as DescribedRunTask, JobsRun } from "../../contract/wireTypes";

/** A job. */
export interface Job extends DescribedJob {
  job_id: number;
}

/** The run of one task. */
export interface RunTask extends DescribedRunTask {
  run_id: number;
}

/** The run of a job, or one that was submitted without a job. */
export interface Run extends JobsRun {
  run_id: number;
  tasks?: RunTask[];
}
