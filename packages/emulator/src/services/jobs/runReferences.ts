/** The values of a run that the texts of its tasks may refer to. */
import type { RunParameter } from "./parameters";
import { verdictOf } from "./progress";
import { timeReference } from "./references";
import type { RunEnvironment } from "./runEnvironment";
import type { TaskRun } from "./taskRun";

/** What references are read from. */
export interface RunNames {
  readonly environment: Pick<RunEnvironment, "addresses" | "organizationId">;
  readonly plan: { name: string; trigger: string };
  readonly runId: number;
  readonly jobId: number;
  readonly startTime: number;
  readonly parameters: RunParameter[];
  readonly parts: unknown[];
  attempt(key: string): TaskRun | undefined;
}

/** Words for the ends of tasks. */
const resultStates: Record<string, string> = {
  succeeded: "success",
  failed: "failed",
  canceled: "canceled",
  excluded: "excluded",
  disabled: "excluded",
};

/** The value of a reference in a task; undefined where there is none of that name. */
export function referenceOf(run: RunNames, attempt: TaskRun, name: string): string | undefined {
  const [group = "", ...rest] = name.split(".");
  if (rest.length === 0) return older(run, attempt, name);
  if (group === "job" || group === "run") return ofJob(run, rest, group);
  if (group === "task") return ofTask(attempt, rest.join("."));
  if (group === "workspace") return ofWorkspace(run.environment, rest.join("."));
  const before = group === "tasks" ? run.attempt(rest[0] ?? "") : undefined;
  return before && ofEndedTask(before, rest.slice(1));
}

/** References from before they had groups. */
function older(run: RunNames, attempt: TaskRun, name: string): string | undefined {
  const [date] = new Date(run.startTime).toISOString().split("T");
  const values: Record<string, string | undefined> = {
    job_id: String(run.jobId),
    run_id: String(attempt.runId),
    parent_run_id: String(run.runId),
    start_date: date,
    start_time: String(run.startTime),
    task_key: attempt.task.task_key,
    task_retry_count: String(attempt.attemptNumber),
  };
  return values[name];
}

function ofJob(run: RunNames, [field = "", ...rest]: string[], group: string): string | undefined {
  const sub = rest.join(".");
  if (group === "run") return field === "id" && sub === "" ? String(run.runId) : undefined;
  if (field === "parameters") return run.parameters.find((parameter) => parameter.name === sub)?.value;
  if (field === "start_time") return timeReference(run.startTime, sub);
  const values: Record<string, string> = {
    id: String(run.jobId),
    name: run.plan.name,
    run_id: String(run.runId),
    repair_count: String(run.parts.length - 1),
    "trigger.type": run.plan.trigger.toLowerCase(),
  };
  return values[[field, ...rest].join(".")];
}

function ofTask({ task, runId, attemptNumber }: TaskRun, field: string): string | undefined {
  const values: Record<string, string> = {
    name: task.task_key,
    run_id: String(runId),
    execution_count: String(attemptNumber + 1),
  };
  return values[field] ?? pathOf(task)[field];
}

const pathOf = ({ notebook_task: notebook, spark_python_task: python }: TaskRun["task"]) =>
  ({
    ...(notebook && { notebook_path: notebook.notebook_path }),
    ...(python && { python_file: python.python_file }),
  }) as Record<string, string | undefined>;

function ofWorkspace(
  { organizationId, addresses }: RunNames["environment"],
  field: string,
): string | undefined {
  if (field === "id") return organizationId;
  return field === "url" ? addresses.url : undefined;
}

function ofEndedTask(before: TaskRun, [field = "", ...rest]: string[]): string | undefined {
  const sub = rest.join(".");
  if (field === "values") return plain(before.values.get(sub));
  if (field === "output") return ofRows(before.result.rows ?? [], sub);
  if (sub !== "") return undefined;
  if (field === "result_state") return resultStates[verdictOf(before.progress)];
  if (field === "error_code") return before.progress.status.termination_details?.code;
  return ofTask(before, field);
}

/** JSON text as a reference gives it: a text without its quotes. */
function plain(json: string | undefined): string | undefined {
  if (json === undefined) return undefined;
  const value: unknown = JSON.parse(json);
  return typeof value === "string" ? value : json;
}

function ofRows(rows: Record<string, string | null>[], name: string): string | undefined {
  if (name === "rows") return JSON.stringify(rows);
  const column = /^first_row\.(.+)$/.exec(name)?.[1];
  return column === undefined ? undefined : (rows[0]?.[column] ?? undefined);
}
