/**
 * Jobs and their runs, API 2.2.
 * https://docs.databricks.com/api/workspace/jobs
 */
import {
  list,
  nonBlank,
  number,
  numericId,
  object,
  optional,
  orAbsent,
  record,
  type Schema,
  text,
} from "../../http/schema";

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
  webhook_notifications?: unknown;
  health?: unknown;
  [field: string]: unknown;
}

/** A job as far as Databricks tells of it. */
export interface JobResponse {
  job_id?: NumericId;
  creator_user_name?: string;
  run_as_user_name?: string;
  /** In ms since the epoch. */
  created_time?: number;
  settings?: JobSettings;
  has_more?: boolean;
  next_page_token?: string;
  [field: string]: unknown;
}

/** One job. */
export interface Job extends JobResponse {
  job_id: NumericId;
}

/** A job in a response. */
export const jobSchema = object<JobResponse>({
  settings: optional(object<JobSettings>({ name: optional(text) })),
  next_page_token: optional(text),
});

/** A job that is to be found. */
export const jobWithIdSchema = object<Job>({
  job_id: numericId,
  settings: optional(object<JobSettings>({ name: optional(text) })),
});

/** A job that can be chosen. */
export const jobChoiceSchema = object<{ job_id: string; settings?: JobSettings }>({
  job_id: nonBlank,
  settings: orAbsent(object<JobSettings>({ name: orAbsent(nonBlank) })),
});

/** A job whose notifications are to be changed. */
export const notifiedJobSchema = object<Job>({
  job_id: numericId,
  settings: optional(
    object<JobSettings>({
      webhook_notifications: optional(
        record(optional(list(object<{ id?: string }>({ id: optional(text) })))),
      ),
      health: optional(object({ rules: optional(list(object({ metric: optional(text) }))) })),
    }),
  ),
});

/** The response to the creation of a job. */
export const createdJobSchema = object<{ job_id: NumericId }>({ job_id: numericId });

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
  run_id?: NumericId;
  state?: RunState;
  status?: RunStatus;
  run_page_url?: string;
  start_time?: number;
  end_time?: number;
  attempt_number?: number;
}

/** The run of one task, by its own `run_id`. */
export interface RunTaskResponse extends AnyRun {
  task_key: string;
  [field: string]: unknown;
}

/** The same with its id. */
export interface RunTask extends RunTaskResponse {
  run_id: NumericId;
}

/** One run of a job, or one that was submitted without a job. */
export interface RunResponse extends AnyRun {
  job_id?: NumericId;
  /** Of the run of one task: the run of the job that it belongs to. */
  job_run_id?: NumericId;
  run_name?: string;
  tasks?: RunTaskResponse[];
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

/** The same with all its ids. */
export interface Run extends RunResponse {
  run_id: NumericId;
  tasks?: RunTask[];
}

const stateFields = {
  state: optional(
    object<RunState>({
      life_cycle_state: optional(text),
      result_state: optional(text),
      state_message: optional(text),
      queue_reason: optional(text),
    }),
  ),
  status: optional(
    object<RunStatus>({
      state: optional(text),
      termination_details: optional(
        object({ code: optional(text), type: optional(text), message: optional(text) }),
      ),
      queue_details: optional(object({ message: optional(text) })),
    }),
  ),
};

const anyRunFields = {
  ...stateFields,
  run_page_url: optional(text),
  start_time: optional(number),
  end_time: optional(number),
  attempt_number: optional(number),
};

const runFields = {
  ...anyRunFields,
  job_id: optional(numericId),
  job_run_id: optional(numericId),
  run_name: optional(text),
  tasks: optional(
    list(object<RunTaskResponse>({ ...anyRunFields, run_id: optional(numericId), task_key: nonBlank })),
  ),
  repair_history: optional(list(object({ ...stateFields, id: optional(numericId), type: optional(text) }))),
  next_page_token: optional(text),
};

/** A run in a response. */
export const runSchema = object<RunResponse>({ ...runFields, run_id: optional(numericId) });

/** A run that has its id. */
export type RunWithId = RunResponse & { run_id: NumericId };

/** The same in a response. */
export const runWithIdSchema = object<RunWithId>({ ...runFields, run_id: numericId });

const placeSchema = object<Pick<RunWithId, "run_id" | "start_time">>({
  run_id: numericId,
  start_time: optional(number),
});

/** Where a run stands among others, and nothing else of it: of many there is no more in memory than that. */
export const runPlaceSchema: Schema<RunWithId> = (value) => {
  const { run_id, start_time } = placeSchema(value);
  return { run_id, start_time };
};

/** The response to the start of a run. */
export const startedRunSchema = object<{ run_id: NumericId; number_in_job?: number }>({ run_id: numericId });

/** The response to the start of a repair. */
export const startedRepairSchema = object<{ repair_id: NumericId }>({ repair_id: numericId });

/** What the run of one task gave. */
export interface RunOutput {
  metadata?: RunResponse;
  error?: string;
  error_trace?: string;
  logs?: string;
  logs_truncated?: boolean;
  info?: string;
  notebook_output?: { result?: string; truncated?: boolean };
  [field: string]: unknown;
}

/** The output of a run in a response. */
export const runOutputSchema = object<RunOutput>({ error: optional(text), error_trace: optional(text) });

/** A run as pages that a browser shows. */
export interface ExportedRun {
  views?: { name?: string; type?: string; content?: string }[];
}

/** The same in a response. */
export const exportedRunSchema = object<ExportedRun>({});

/** How many runs a page is requested to have: the most that every reading of Databricks' limit allows. */
export const runPageSize = 24;
