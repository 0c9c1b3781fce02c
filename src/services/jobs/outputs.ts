/** The outputs of the tasks of a run. */

import type { DatabricksClient } from "../../client";
import { mapConcurrent } from "../../http/concurrency";
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
export type TaskOutput = RunOutput & { task_key: string; run_id?: NumericId; outcome: RunOutcome };

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

const outputOfTask = async (client: DatabricksClient, task: RunTaskResponse): Promise<TaskOutput> => {
  const { task_key, run_id } = task;
  const outcome = outcomeOf(task);
  const hasOutput = run_id !== undefined && !neverRan.has(outcome);
  const output = hasOutput ? await fetchOutput(client, run_id) : { metadata: task };
  return { task_key, ...(run_id !== undefined && { run_id }), outcome, ...output };
};

/**
 * The outputs of tasks, in order.
 * @param run a job run with all its tasks, or the run of one task
 * @param id the id that was requested
 */
export const fetchOutputs = async (
  client: DatabricksClient,
  run: RunResponse,
  id: NumericId,
): Promise<TaskOutput[]> => {
  const { job_run_id: ofJob = id } = run;
  // The run of one task does not say which task it is: the run of its job does.
  const { tasks = [] } = ofJob === id ? run : await fetchRun(client, ofJob);
  const ownTasks = ofJob === id ? latestAttempts(tasks) : tasks.filter(({ run_id }) => run_id === id);
  return mapConcurrent(ownTasks, maxConcurrency, (task) => outputOfTask(client, task));
};
