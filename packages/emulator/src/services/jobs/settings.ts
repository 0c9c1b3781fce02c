/** What a job consists of. Only the fields that the workspace reads are named; all others are kept as they come. */
import { fieldsOf, invalidParameter, optionalText, requiredText } from "../../control/requests";
import { type RunIf, runIfs } from "./runIf";
import { textList, textMap } from "./textFields";

interface TaskDependency {
  task_key: string;
  /** `true` or `false`, of a condition task. */
  outcome?: string;
}

export interface TaskSettings {
  task_key: string;
  depends_on?: TaskDependency[];
  run_if?: RunIf;
  timeout_seconds?: number;
  max_retries?: number;
  min_retry_interval_millis?: number;
  retry_on_timeout?: boolean;
  disabled?: boolean;
  existing_cluster_id?: string;
  new_cluster?: object;
  job_cluster_key?: string;
  environment_key?: string;
  notebook_task?: {
    notebook_path: string;
    base_parameters?: Record<string, string>;
    source?: string;
    warehouse_id?: string;
  };
  spark_python_task?: { python_file: string; parameters?: string[]; source?: string };
  sql_task?: {
    warehouse_id: string;
    file?: { path: string; source?: string };
    parameters?: Record<string, string>;
  };
  dashboard_task?: { dashboard_id?: string; warehouse_id?: string };
  condition_task?: { op: string; left: string; right: string };
  run_job_task?: { job_id: number; job_parameters?: Record<string, string> };
  [field: string]: unknown;
}

interface JobParameterDefinition {
  name: string;
  default: string;
}

export interface JobSettings {
  name?: string;
  tasks?: TaskSettings[];
  job_clusters?: { job_cluster_key: string; new_cluster?: object }[];
  environments?: { environment_key: string }[];
  parameters?: JobParameterDefinition[];
  timeout_seconds?: number;
  max_concurrent_runs?: number;
  queue?: { enabled: boolean };
  run_as?: object;
  [field: string]: unknown;
}

/** Databricks' kinds of tasks. Those that the workspace cannot run may be defined all the same. */
const taskKinds = `notebook_task spark_python_task sql_task condition_task run_job_task spark_jar_task
  spark_submit_task python_wheel_task dbt_task dbt_cloud_task dbt_platform_task pipeline_task for_each_task
  dashboard_task alert_task clean_rooms_notebook_task power_bi_task gen_ai_compute_task ai_runtime_task
  python_operator_task`.split(/\s+/);

/** The kind of a task, such as `notebook_task`. */
export const kindOf = (task: TaskSettings): string =>
  taskKinds.find((kind) => task[kind] !== undefined) ?? "";

const MAX_TASKS = 1000;

/**
 * Checks the settings of a job as they are given and completes them as Databricks does.
 * @throws HttpError 400 INVALID_PARAMETER_VALUE naming what is wrong
 */
export function completeJobSettings(given: unknown): JobSettings {
  const settings = fieldsOf(given) as JobSettings;
  optionalText(settings, "name");
  wholeNumber(settings.timeout_seconds, "timeout_seconds", 0);
  wholeNumber(settings.max_concurrent_runs, "max_concurrent_runs", 0);
  for (const { name } of listOf<JobParameterDefinition>(settings, "parameters")) {
    if (!/^[\w.-]+$/.test(String(name)))
      throw invalidParameter(`Invalid job parameter name: ${String(name)}`);
  }
  return {
    email_notifications: {},
    webhook_notifications: {},
    timeout_seconds: 0,
    max_concurrent_runs: 1,
    format: "MULTI_TASK",
    ...settings,
    name: settings.name ?? "Untitled",
    ...(settings.tasks && { tasks: completeTasks(settings) }),
  };
}

/**
 * The tasks of a job or of a one-time run, checked and completed. Throws as `completeSettings` does.
 */
export function completeTasks(given: JobSettings): TaskSettings[] {
  const tasks = listOf<TaskSettings>(given, "tasks");
  if (tasks.length > MAX_TASKS) throw invalidParameter(`A job can have at most ${MAX_TASKS} tasks.`);
  const keys = new Set<string>();
  for (const task of tasks) {
    checkTask(task, given);
    if (keys.has(task.task_key)) throw invalidParameter(`Task key ${task.task_key} is not unique.`);
    keys.add(task.task_key);
  }
  checkDependencies(tasks);
  return tasks.map(completeTask);
}

function completeTask(task: TaskSettings): TaskSettings {
  const { depends_on: before, notebook_task: notebook } = task;
  return {
    run_if: "ALL_SUCCESS",
    timeout_seconds: 0,
    email_notifications: {},
    ...task,
    ...(before && { depends_on: [...before].sort((one, other) => (one.task_key < other.task_key ? -1 : 1)) }),
    ...(notebook && { notebook_task: { source: "WORKSPACE", ...notebook } }),
  };
}

function checkTask(
  task: TaskSettings,
  { job_clusters: clusters = [], environments = [] }: JobSettings,
): void {
  const key = requiredText(task, "task_key");
  if (!/^[\w-]{1,100}$/.test(key)) {
    throw invalidParameter(
      `Task key ${key} is invalid: it has 1 to 100 letters, digits, hyphens and underscores.`,
    );
  }
  const kinds = taskKinds.filter((kind) => task[kind] !== undefined);
  if (kinds.length !== 1)
    throw invalidParameter(`Task ${key} must have exactly one kind of task, not ${kinds.length}.`);
  if (task.run_if !== undefined && !runIfs.includes(task.run_if)) {
    throw invalidParameter(`Invalid run_if of task ${key}: ${String(task.run_if)}`);
  }
  wholeNumber(task.timeout_seconds, `timeout_seconds of task ${key}`, 0);
  wholeNumber(task.max_retries, `max_retries of task ${key}`, -1);
  wholeNumber(task.min_retry_interval_millis, `min_retry_interval_millis of task ${key}`, 0);
  checkCompute(task, clusters, environments);
  checkKind(task, key);
}

const computes = ["existing_cluster_id", "new_cluster", "job_cluster_key", "environment_key"];

function checkCompute(
  task: TaskSettings,
  clusters: { job_cluster_key: string }[],
  environments: { environment_key: string }[],
): void {
  const named = computes.filter((field) => task[field] !== undefined);
  if (named.length > 1) {
    throw invalidParameter(`Task ${task.task_key} must have only one of ${named.join(", ")}.`);
  }
  const { job_cluster_key: cluster, environment_key: environment } = task;
  if (cluster !== undefined && !clusters.some(({ job_cluster_key: known }) => known === cluster)) {
    throw invalidParameter(
      `Job cluster ${cluster} of task ${task.task_key} is not defined in field job_clusters.`,
    );
  }
  if (
    environment !== undefined &&
    !environments.some(({ environment_key: known }) => known === environment)
  ) {
    throw invalidParameter(
      `Environment ${environment} of task ${task.task_key} is not defined in field environments.`,
    );
  }
}

const operators = [
  "EQUAL_TO",
  "NOT_EQUAL",
  "GREATER_THAN",
  "GREATER_THAN_OR_EQUAL",
  "LESS_THAN",
  "LESS_THAN_OR_EQUAL",
];

function checkKind(task: TaskSettings, key: string): void {
  const {
    notebook_task: notebook,
    spark_python_task: python,
    sql_task: sql,
    condition_task: condition,
  } = task;
  if (notebook) requiredText(notebook, "notebook_path");
  textMap(notebook?.base_parameters, `base_parameters of task ${key}`);
  if (python) requiredText(python, "python_file");
  textList(python?.parameters, `parameters of task ${key}`);
  if (sql) requiredText(sql, "warehouse_id");
  textMap(sql?.parameters, `parameters of task ${key}`);
  if (condition && !operators.includes(condition.op)) {
    throw invalidParameter(`Invalid op of condition task ${key}: ${String(condition.op)}`);
  }
  for (const side of condition ? ["left", "right"] : []) {
    if (typeof fieldsOf(condition)[side] !== "string") {
      throw invalidParameter(`Missing required field: ${side} of condition task ${key}`);
    }
  }
}

/** Every task that another waits for is there, and none waits for itself. */
function checkDependencies(tasks: TaskSettings[]): void {
  const before = new Map(tasks.map((task) => [task.task_key, dependenciesOf(task)]));
  const done = new Set<string>();
  const visit = (key: string, path: string[]): void => {
    if (path.includes(key)) throw invalidParameter(`The dependencies of task ${key} form a cycle.`);
    if (done.has(key)) return;
    for (const { task_key: other } of before.get(key) ?? []) {
      if (!before.has(other)) {
        throw invalidParameter(
          `Invalid dependency graph, task ${key} depends on ${other}, which does not exist.`,
        );
      }
      visit(other, [...path, key]);
    }
    done.add(key);
  };
  for (const { task_key: key } of tasks) visit(key, []);
}

/** The tasks that a task waits for. */
export const dependenciesOf = ({ depends_on: before = [] }: TaskSettings): TaskDependency[] => before;

function wholeNumber(value: unknown, name: string, least: number): void {
  if (value === undefined || (typeof value === "number" && Number.isSafeInteger(value) && value >= least))
    return;
  throw invalidParameter(`Invalid ${name}: ${JSON.stringify(value)}`);
}

/** A field that is a list of objects where it is there. @throws HttpError 400 */
export function listOf<T>(given: object, name: string): T[] {
  const value = fieldsOf(given)[name];
  if (value === undefined) return [];
  if (Array.isArray(value) && value.every((item) => typeof item === "object" && item !== null))
    return value as T[];
  throw invalidParameter(`Field ${name} must be a list of objects`);
}
