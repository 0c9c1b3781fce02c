/**
 * Jobs and their runs, API 2.2.
 * https://docs.databricks.com/api/workspace/jobs
 */
import {
  booleanSchema,
  lenientSchema,
  listSchema,
  nonBlankSchema,
  numberSchema,
  numericIdSchema,
  objectSchema,
  optionalSchema,
  type ResponseSchema,
  recordSchema,
  textSchema,
} from "../../http/schema";

/** The id of a job or a run. Beyond 2^53, which a number cannot hold, it is text. */
export type NumericId = number | string;

/** The id of a text of digits. @param digits a whole number without leading zeros */
export const numericIdOf = (digits: string): NumericId => {
  const id = Number(digits);
  return Number.isSafeInteger(id) ? id : digits;
};

/** Whether a value is the id of a job or a run, as `numericIdOf` makes it. */
export const isNumericId = (value: unknown): value is NumericId =>
  typeof value === "string" ? /^\d{16,19}$/.test(value) : Number.isSafeInteger(value);

/** One task of a job; besides these it has the fields of its type, such as `notebook_task`. */
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

/** A job with only what Databricks may return. */
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
export const jobSchema = objectSchema<JobResponse>({
  settings: optionalSchema(objectSchema<JobSettings>({ name: optionalSchema(textSchema) })),
  next_page_token: optionalSchema(textSchema),
});

/** A job to find. */
export const jobWithIdSchema = objectSchema<Job>({
  job_id: numericIdSchema,
  settings: optionalSchema(objectSchema<JobSettings>({ name: optionalSchema(textSchema) })),
});

/** A job as a choice. */
export const jobChoiceSchema = objectSchema<{ job_id: string; settings?: JobSettings }>({
  job_id: nonBlankSchema,
  settings: lenientSchema(objectSchema<JobSettings>({ name: lenientSchema(nonBlankSchema) })),
});

/** A job whose notifications are changed. */
export const notifiedJobSchema = objectSchema<Job>({
  job_id: numericIdSchema,
  settings: optionalSchema(
    objectSchema<JobSettings>({
      webhook_notifications: optionalSchema(
        recordSchema(
          optionalSchema(listSchema(objectSchema<{ id?: string }>({ id: optionalSchema(textSchema) }))),
        ),
      ),
      health: optionalSchema(
        objectSchema({
          rules: optionalSchema(listSchema(objectSchema({ metric: optionalSchema(textSchema) }))),
        }),
      ),
    }),
  ),
});

/** The response to the creation of a job. */
export const createdJobSchema = objectSchema<{ job_id: NumericId }>({ job_id: numericIdSchema });

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

/**
 * The common fields of runs of jobs and of tasks. Times and durations are in ms; `end_time` is 0 while it is running.
 */
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
interface RunTask extends RunTaskResponse {
  run_id: NumericId;
}

/** One run of a job, or a submitted run without a job. */
export interface RunResponse extends AnyRun {
  job_id?: NumericId;
  /** For the run of a task: the run of its job. */
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
  state: optionalSchema(
    objectSchema<RunState>({
      life_cycle_state: optionalSchema(textSchema),
      result_state: optionalSchema(textSchema),
      state_message: optionalSchema(textSchema),
      queue_reason: optionalSchema(textSchema),
    }),
  ),
  status: optionalSchema(
    objectSchema<RunStatus>({
      state: optionalSchema(textSchema),
      termination_details: optionalSchema(
        objectSchema({
          code: optionalSchema(textSchema),
          type: optionalSchema(textSchema),
          message: optionalSchema(textSchema),
        }),
      ),
      queue_details: optionalSchema(objectSchema({ message: optionalSchema(textSchema) })),
    }),
  ),
};

const anyRunFields = {
  ...stateFields,
  run_page_url: optionalSchema(textSchema),
  start_time: optionalSchema(numberSchema),
  end_time: optionalSchema(numberSchema),
  attempt_number: optionalSchema(numberSchema),
};

const runFields = {
  ...anyRunFields,
  job_id: optionalSchema(numericIdSchema),
  job_run_id: optionalSchema(numericIdSchema),
  run_name: optionalSchema(textSchema),
  tasks: optionalSchema(
    listSchema(
      objectSchema<RunTaskResponse>({
        ...anyRunFields,
        run_id: optionalSchema(numericIdSchema),
        task_key: nonBlankSchema,
      }),
    ),
  ),
  repair_history: optionalSchema(
    listSchema(
      objectSchema({ ...stateFields, id: optionalSchema(numericIdSchema), type: optionalSchema(textSchema) }),
    ),
  ),
  next_page_token: optionalSchema(textSchema),
};

/** A run in a response. */
export const runSchema = objectSchema<RunResponse>({ ...runFields, run_id: optionalSchema(numericIdSchema) });

/** A run that has its id. */
export type RunWithId = RunResponse & { run_id: NumericId };

/** The same in a response. */
export const runWithIdSchema = objectSchema<RunWithId>({ ...runFields, run_id: numericIdSchema });

const placeSchema = objectSchema<Pick<RunWithId, "run_id" | "start_time">>({
  run_id: numericIdSchema,
  start_time: optionalSchema(numberSchema),
});

/** The order of a run among others, and nothing else: this is all that is kept in memory of many runs. */
export const runPlaceSchema: ResponseSchema<RunWithId> = (value) => {
  const { run_id, start_time } = placeSchema(value);
  return { run_id, start_time };
};

/** The response to the start of a run. */
export const startedRunSchema = objectSchema<{ run_id: NumericId; number_in_job?: number }>({
  run_id: numericIdSchema,
});

/** The response to the start of a repair. */
export const startedRepairSchema = objectSchema<{ repair_id: NumericId }>({ repair_id: numericIdSchema });

/** The output of the run of one task. */
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
export const runOutputSchema = objectSchema<RunOutput>({
  error: optionalSchema(textSchema),
  error_trace: optionalSchema(textSchema),
  notebook_output: optionalSchema(
    objectSchema<NonNullable<RunOutput["notebook_output"]>>({
      result: optionalSchema(textSchema),
      truncated: lenientSchema(booleanSchema),
    }),
  ),
});

/** A run as HTML pages. */
export interface ExportedRun {
  views?: { name?: string; type?: string; content?: string }[];
}

/** The same in a response. */
export const exportedRunSchema = objectSchema<ExportedRun>({});

/** The requested page size: the maximum by the strictest reading of Databricks' limit. */
export const runPageSize = 24;
