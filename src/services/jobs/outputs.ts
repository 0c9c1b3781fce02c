/** The outputs of the tasks of a run. */

import type { DatabricksClient } from "../../client";
import { mapConcurrent } from "../../http/concurrency";
import { DatabricksError } from "../../http/errors";
import { exactParser } from "../../http/json";
import { path } from "../../http/path";
import {
  type NumericId,
  type RunOutput,
  type RunResponse,
  type RunTaskResponse,
  runOutputSchema,
} from "./jobs";
import { latestAttempts, outcomeOf, type RunOutcome } from "./runOutcome";
import { fetchRun, withPageUrls } from "./runs";

/** The output of one task, with its key. */
export type TaskOutput = RunOutput & {
  task_key: string;
  run_id?: NumericId;
  outcome: RunOutcome;
  /** The value of a notebook's result that is JSON. */
  result?: unknown;
  /** Databricks has returned only the first part of the result. */
  result_truncated?: true;
};

/** The output of the run of one task. */
export const fetchOutput = async (client: DatabricksClient, taskRunId: NumericId): Promise<RunOutput> => {
  const output = await client.get(path`/api/2.2/jobs/runs/get-output`, {
    schema: runOutputSchema,
    query: { run_id: taskRunId },
  });
  return output.metadata ? { ...output, metadata: withPageUrls(client, output.metadata) } : output;
};

/** Tasks that never ran have no output. */
const neverRan: ReadonlySet<RunOutcome> = new Set([
  "queued",
  "pending",
  "skipped",
  "excluded",
  "disabled",
  "upstreamFailed",
  "upstreamCanceled",
]);

/** The number of outputs read at once. */
const maxConcurrency = 4;

const parseResult = exactParser([]);

/** A result is JSON if the notebook has made it so: nothing says it, and any other text is no mistake. */
const parsedResult = (text: string): Pick<TaskOutput, "result"> => {
  try {
    return { result: parseResult(text) };
  } catch {
    return {};
  }
};

/** Adds the value of a notebook's result, if it is JSON, or that it is not complete. */
export const withResult = <O extends RunOutput>(
  output: O,
): O & Pick<TaskOutput, "result" | "result_truncated"> => {
  const { result, truncated } = output.notebook_output ?? {};
  if (truncated) return { ...output, result_truncated: true };
  return result === undefined ? output : { ...output, ...parsedResult(result) };
};

const outputOfTask = async (client: DatabricksClient, task: RunTaskResponse): Promise<TaskOutput> => {
  const { task_key, run_id } = task;
  const outcome = outcomeOf(task);
  const hasOutput = run_id !== undefined && !neverRan.has(outcome);
  const output = hasOutput ? withResult(await fetchOutput(client, run_id)) : { metadata: task };
  if ("result_truncated" in output) {
    client.logger.warn(
      `The result of the task ${task_key} is not complete: Databricks returns its first 5 MB.`,
    );
  }
  return { task_key, ...(run_id !== undefined && { run_id }), outcome, ...output };
};

/** How many keys of tasks an error names. */
const maxNamedTasks = 20;

/** @throws DatabricksError that names the tasks that there are */
const withKey = (tasks: RunTaskResponse[], taskKey: string, id: NumericId): RunTaskResponse[] => {
  const found = tasks.filter(({ task_key }) => task_key === taskKey);
  if (found.length > 0) return found;
  const named = tasks.slice(0, maxNamedTasks).map(({ task_key }) => task_key);
  const more = tasks.length > named.length ? ` and ${tasks.length - named.length} more` : "";
  throw new DatabricksError({
    operation: `Run ${id}`,
    message: `it has no task ${taskKey}; its tasks are: ${named.join(", ") || "none"}${more}`,
    resourceIds: { runId: String(id) },
  });
};

/**
 * The outputs of tasks, in order.
 * @param run a job run with all its tasks, or the run of one task
 * @param id the id that was requested
 * @param taskKey the key of the one task whose output is requested
 * @throws DatabricksError when the run has no task of that key
 */
export const fetchOutputs = async (
  client: DatabricksClient,
  run: RunResponse,
  id: NumericId,
  taskKey?: string,
): Promise<TaskOutput[]> => {
  const { job_run_id: ofJob = id } = run;
  // The run of one task does not say which task it is: the run of its job does.
  const { tasks = [] } = ofJob === id ? run : await fetchRun(client, ofJob);
  const ownTasks = ofJob === id ? latestAttempts(tasks) : tasks.filter(({ run_id }) => run_id === id);
  const chosen = taskKey === undefined ? ownTasks : withKey(ownTasks, taskKey, id);
  return mapConcurrent(chosen, maxConcurrency, (task) => outputOfTask(client, task));
};
