/** The error of a run that did not succeed: each failed task with its message and the end of its trace. */

import type { DatabricksClient } from "../../client";
import { mapConcurrent } from "../../http/concurrency";
import { stripControlCharacters } from "../../http/controlCharacters";
import { DatabricksError } from "../../http/errors";
import { type Sanitize, sanitizer } from "../../http/sanitize";
import type { NumericId, RunOutput, RunResponse, RunTaskResponse } from "./jobs";
import { fetchOutput } from "./outputs";
import { isRunDone, isSuccess, latestAttempts, outcomeOf, type RunOutcome, reasonOf } from "./runOutcome";
import { runPageHint } from "./runs";

/** Tasks that did not run because others failed add no information. */
const skippedOutcomes: ReadonlySet<RunOutcome> = new Set([
  "upstreamFailed",
  "upstreamCanceled",
  "excluded",
  "skipped",
]);

/** How many failed tasks are described; the rest are listed by their keys. */
const maxDetailedTasks = 5;

/** The maximum length of the text of all failed tasks together, and of the end of one's trace, in characters. */
const maxTasksLength = 2500;
const maxTraceEnd = 800;

/** The maximum length of the run's own reason, and of the keys of the other tasks, in characters. */
const maxReasonLength = 300;

/** The number of outputs read at once. */
const maxConcurrency = 4;

const endOf = (trace: string, length: number): string =>
  trace.length > length ? `...${trace.slice(-length).replace(/^[^\n]*\n/, "\n")}` : trace;

/** How much of the end of a trace is searched, in characters. */
const maxTraceLength = 20_000;

/**
 * A failed task in words.
 * @param maxLength the maximum number of characters for its failure; half of them for the trace
 */
const describeFailedTask = (
  task: RunTaskResponse,
  { error, error_trace: trace = "" }: RunOutput,
  sanitize: Sanitize,
  maxLength: number,
): string => {
  const sanitizedTrace = sanitize(trace.slice(-maxTraceLength), maxTraceLength);
  const end = endOf(sanitizedTrace, Math.min(maxTraceEnd, Math.floor(maxLength / 2))).trim();
  const traceEnd = end === "" ? "" : `\n${end}`;
  const reason =
    sanitize(error || reasonOf(task), maxLength - traceEnd.length) || "Databricks gives no reason";
  return `task ${task.task_key} (${outcomeOf(task)}): ${reason}${traceEnd}`;
};

/** The output of a task, or what is known without it: an error of reading it must not hide the failure. */
const outputOf = async (client: DatabricksClient, task: RunTaskResponse): Promise<RunOutput> => {
  try {
    return task.run_id === undefined ? {} : await fetchOutput(client, task.run_id);
  } catch (error) {
    return { error: `${reasonOf(task)} (its output cannot be read: ${(error as Error).message})`.trim() };
  }
};

/** The failed tasks of a run, in order: the latest attempt of each. */
const failuresOf = ({ tasks = [] }: RunResponse): RunTaskResponse[] =>
  latestAttempts(tasks).filter(
    (task) => isRunDone(task) && !isSuccess(outcomeOf(task)) && !skippedOutcomes.has(outcomeOf(task)),
  );

/** A failed task, and its failure. */
export interface FailedTask {
  task_key: string;
  run_id?: NumericId;
  outcome: RunOutcome;
  error: string;
  error_trace?: string;
}

/**
 * Gives the failed tasks of a run with their failures.
 * @param limit how many outputs are read; for further failed tasks only the reason of their state is given
 */
export const fetchFailedTasks = async (
  client: DatabricksClient,
  run: RunResponse,
  limit: number,
): Promise<FailedTask[]> => {
  const failed = failuresOf(run);
  const outputs = await mapConcurrent(failed.slice(0, limit), maxConcurrency, (task) =>
    outputOf(client, task),
  );
  return failed.map((task, index) => {
    const { error, error_trace } = outputs[index] ?? {};
    return {
      task_key: task.task_key,
      ...(task.run_id !== undefined && { run_id: task.run_id }),
      outcome: outcomeOf(task),
      error: error || reasonOf(task),
      ...(error_trace && { error_trace: stripControlCharacters(error_trace) }),
    };
  });
};

/**
 * Makes the error of a run that did not succeed.
 * @param run the run with all its tasks, ended
 */
export const runFailedError = async (
  client: DatabricksClient,
  runId: NumericId,
  run: RunResponse,
): Promise<DatabricksError> => {
  const failed = failuresOf(run);
  const detailed = failed.slice(0, maxDetailedTasks);
  const outputs = await mapConcurrent(detailed, maxConcurrency, (task) => outputOf(client, task));
  const maxTaskLength = Math.floor(maxTasksLength / Math.max(1, detailed.length));
  const sanitize = sanitizer(client.redact);
  const sentences = detailed.map((task, index) =>
    describeFailedTask(task, outputs[index] ?? {}, sanitize, maxTaskLength),
  );
  const others = failed.slice(maxDetailedTasks).map(({ task_key }) => task_key);
  const reason = reasonOf(run);
  const message = [
    `it ended as ${outcomeOf(run)}${reason ? ` (${sanitize(reason, maxReasonLength)})` : ""}`,
    ...sentences,
    ...(others.length > 0
      ? [`and ${others.length} more tasks: ${sanitize(others.join(", "), maxReasonLength)}`]
      : []),
  ].join("; ");
  return new DatabricksError({
    operation: `Run ${runId}${run.run_name ? ` of ${run.run_name}` : ""}`,
    message,
    errorCode: run.status?.termination_details?.code ?? run.state?.result_state,
    hint: runPageHint(run),
    resourceIds: { runId: String(runId), ...(run.job_id && { jobId: String(run.job_id) }) },
  });
};
