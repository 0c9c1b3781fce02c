/** What the tasks of a run gave. */
import type { Run, RunOutput, RunTask } from "../../api/jobs";
import { outcomeOf, type RunOutcome } from "../../api/runOutcome";
import type { DatabricksClient } from "../../client";
import { fetchInOrder } from "../../http/ahead";
import { path } from "../../http/path";

/** What one task gave, with what it is. */
export type TaskOutput = RunOutput & { task_key?: string; run_id: number; outcome: RunOutcome };

/** The output of the run of one task. */
export const fetchOutput = (client: DatabricksClient, taskRunId: number): Promise<RunOutput> =>
  client.get<RunOutput>(path`/api/2.2/jobs/runs/get-output`, { query: { run_id: taskRunId } });

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

/** How many outputs are asked for at once. */
const inFlight = 4;

const outputOfTask = async (client: DatabricksClient, task: RunTask): Promise<TaskOutput> => {
  const { task_key, run_id } = task;
  const outcome = outcomeOf(task);
  const output = neverRan.has(outcome) ? { metadata: task } : await fetchOutput(client, run_id);
  return { task_key, run_id, outcome, ...output };
};

/** The tasks whose outputs an id stands for: all of a job run, or the one whose own run it is. */
export const tasksOf = ({ tasks = [] }: Run, id: number): RunTask[] => {
  const own = tasks.filter(({ run_id }) => run_id === id);
  return own.length > 0 ? own : tasks;
};

/**
 * The outputs of tasks, in order.
 * @param run a job run with all its tasks, or the run of one task
 * @param id the id that it was asked for by
 */
export const fetchOutputs = async (client: DatabricksClient, run: Run, id: number): Promise<TaskOutput[]> => {
  const tasks = tasksOf(run, id);
  if (tasks.length > 0) {
    return fetchInOrder(tasks.length, inFlight, (index) => outputOfTask(client, tasks[index] as RunTask));
  }
  // The run of one task may be told without its list of tasks.
  const output = await fetchOutput(client, id);
  return [{ task_key: output.metadata?.task_key, run_id: id, outcome: outcomeOf(run), ...output }];
};
