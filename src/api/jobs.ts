/**
 * Jobs and their runs, API 2.2.
 * https://docs.databricks.com/api/workspace/jobs
 */

/** The id of a job or a run. Beyond 2^53, which a number cannot hold, it is its digits as text. */
export type NumericId = number | string;

/** The id that digits stand for. @param digits a whole number without leading zeros */
export const numericIdOf = (digits: string): NumericId => {
  const id = Number(digits);
  return Number.isSafeInteger(id) ? id : digits;
};

/** Whether a value is the id of a job or a run, as `numericIdOf` makes it. */
export const isNumericId = (value: unknown): value is NumericId =>
  typeof value === "string" ? /^\d{16,19}$/.test(value) : Number.isSafeInteger(value);

/** One task of a job; besides these it has the fields of its kind, such as `notebook_task`. */
export interface JobTask {
  task_key: string;
  depends_on?: { task_key: string; outcome?: string }[];
  run_if?: string;
  [field: string]: unknown;
}

/** The settings of a job. An open list of fields. */
export interface JobSettings {
  name?: string;
  tasks?: JobTask[];
  parameters?: { name: string; default?: string }[];
  [field: string]: unknown;
}

/** One job. */
export interface Job {
  job_id: NumericId;
  creator_user_name?: string;
  run_as_user_name?: string;
  /** In ms since the epoch. */
  created_time?: number;
  settings?: JobSettings;
  has_more?: boolean;
  next_page_token?: string;
  [field: string]: unknown;
}

/** One page of jobs. The key is absent where there is none. */
export interface JobPage {
  jobs?: Job[];
  next_page_token?: string;
}

/** The older state of a run. Both fields are open lists. */
export interface RunState {
  life_cycle_state?: string;
  result_state?: string;
  state_message?: string;
  queue_reason?: string;
  user_cancelled_or_timedout?: boolean;
}

/** The current state of a run. All enums are open lists. */
export interface RunStatus {
  state?: string;
  termination_details?: { code?: string; type?: string; message?: string };
  queue_details?: { code?: string; message?: string };
}

/** What runs of jobs and of their tasks have in common. Times and durations are in ms; `end_time` is 0 while it runs. */
export interface AnyRun {
  run_id: NumericId;
  state?: RunState;
  status?: RunStatus;
  run_page_url?: string;
  start_time?: number;
  end_time?: number;
  attempt_number?: number;
}

/** The run of one task, by its own `run_id`. */
export interface RunTask extends AnyRun {
  task_key: string;
  [field: string]: unknown;
}

/** One run of a job, or one that was submitted without a job. */
export interface Run extends AnyRun {
  job_id?: NumericId;
  /** Of the run of one task: the run of the job that it belongs to. */
  job_run_id?: NumericId;
  run_name?: string;
  tasks?: RunTask[];
  repair_history?: {
    id?: NumericId;
    type?: string;
    state?: RunState;
    status?: RunStatus;
    task_run_ids?: NumericId[];
  }[];
  has_more?: boolean;
  next_page_token?: string;
  [field: string]: unknown;
}

/** One page of runs. The key is absent where there is none. */
export interface RunPage {
  runs?: Run[];
  next_page_token?: string;
}

/** What the run of one task gave. */
export interface RunOutput {
  metadata?: Run;
  error?: string;
  error_trace?: string;
  logs?: string;
  logs_truncated?: boolean;
  info?: string;
  notebook_output?: { result?: string; truncated?: boolean };
  [field: string]: unknown;
}

/** A run as pages that a browser shows. */
export interface ExportedRun {
  views?: { name?: string; type?: string; content?: string }[];
}

/** How many runs a page is asked to have: the most that every reading of Databricks' limit allows. */
export const runPageSize = 24;
