/** The parameters of a run, and how they reach its tasks. */
import { invalidParameter } from "../../control/requests";
import { type Lookup, resolve } from "./references";
import type { JobSettings, TaskSettings } from "./settings";
import { textList, textMap } from "./textFields";

/** The parameters that a request for a run may carry for all tasks of one kind, in Databricks' older way. */
const legacyParameterNames = [
  "notebook_params",
  "sql_params",
  "python_named_params",
  "jar_params",
  "python_params",
  "spark_submit_params",
  "dbt_commands",
  "pipeline_params",
] as const;

export type LegacyParameters = Partial<Record<(typeof legacyParameterNames)[number], unknown>>;

/** A job parameter as a run shows it. */
export interface RunParameter {
  name: string;
  default?: string;
  value: string;
}

const lists: string[] = ["jar_params", "python_params", "spark_submit_params", "dbt_commands"];

const MAX_BYTES = 10_000;

/**
 * The older parameters that a request carries; undefined where it has none.
 * @throws HttpError 400 where they are too long, do not go together or are no ASCII where they must be
 */
export function readLegacyParameters(fields: Record<string, unknown>): LegacyParameters | undefined {
  const given = legacyParameterNames.filter((name) => fields[name] !== undefined);
  if (given.includes("jar_params") && given.includes("notebook_params")) {
    throw invalidParameter("jar_params cannot be specified in conjunction with notebook_params.");
  }
  for (const name of given) {
    if (lists.includes(name)) textList(fields[name], name);
    else if (name !== "pipeline_params") textMap(fields[name], name);
    const text = JSON.stringify({ [name]: fields[name] });
    if (Buffer.byteLength(text) > MAX_BYTES) {
      throw invalidParameter(`The JSON representation of ${name} cannot exceed 10,000 bytes.`);
    }
    const isPlain = name === "python_params" || name === "spark_submit_params";
    if (isPlain && /[^\x20-\x7e]/.test(text))
      throw invalidParameter(`${name} accepts ASCII characters only.`);
  }
  return given.length > 0 ? Object.fromEntries(given.map((name) => [name, fields[name]])) : undefined;
}

/** Every parameter of the job with the value that it has in a run, by name. */
export function runParameters(
  { parameters = [] }: JobSettings,
  given: Record<string, string>,
): RunParameter[] {
  const defined = parameters.map((parameter) => ({
    name: parameter.name,
    default: parameter.default,
    value: given[parameter.name] ?? parameter.default,
  }));
  const others = Object.entries(given)
    .filter(([name]) => !parameters.some((parameter) => parameter.name === name))
    .map(([name, value]) => ({ name, value }));
  return [...defined, ...others].sort((one, other) => (one.name < other.name ? -1 : 1));
}

/**
 * A task with its references replaced and its parameters in place: the older parameters of the run go before the
 * task's own, and job parameters before both wherever a task takes parameters by name.
 */
export function resolvedTask(
  task: TaskSettings,
  parameters: RunParameter[],
  older: LegacyParameters,
  lookup: Lookup,
): TaskSettings {
  const ofJob = Object.fromEntries(parameters.map(({ name, value }) => [name, value]));
  const map = (given: unknown) => resolve((given ?? {}) as Record<string, string>, lookup);
  const {
    notebook_task: notebook,
    sql_task: sql,
    spark_python_task: python,
    ...others
  } = resolve(task, lookup);
  return {
    ...others,
    ...(notebook && {
      notebook_task: {
        ...notebook,
        base_parameters: { ...notebook.base_parameters, ...map(older.notebook_params), ...ofJob },
      },
    }),
    ...(sql && {
      sql_task: { ...sql, parameters: { ...sql.parameters, ...map(older.sql_params), ...ofJob } },
    }),
    ...(python && {
      spark_python_task: {
        ...python,
        parameters: resolve((older.python_params as string[]) ?? python.parameters ?? [], lookup),
      },
    }),
  };
}
