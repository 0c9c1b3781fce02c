/** How each kind of task is run. */
import { TaskRefused, type TaskResult, type TaskRun, type TaskRunner } from "../taskRun";
import { computeFor } from "./compute";
import { runCondition } from "./conditionTask";
import { runDashboardTask } from "./dashboardTask";
import { runNotebook, runPythonFile } from "./pythonTasks";
import type { RunContext } from "./runContext";
import { runOtherJob } from "./runJobTask";
import { runSqlTask } from "./sqlTask";

type Perform = (run: RunContext, attempt: TaskRun, signal: AbortSignal) => Promise<TaskResult>;

const kinds: Record<string, Perform> = {
  notebook_task: runNotebook,
  spark_python_task: runPythonFile,
  sql_task: runSqlTask,
  dashboard_task: runDashboardTask,
  condition_task: async (_run, attempt) => runCondition(attempt),
  run_job_task: runOtherJob,
};

/** What the task's code is read from, where that is not the workspace. */
const isForeign = ({ resolved }: TaskRun): boolean =>
  [resolved.notebook_task, resolved.spark_python_task, resolved.sql_task?.file].some(
    (given) => given?.source === "GIT",
  );

/** Runs the tasks of a run. What the workspace cannot run is refused when its turn comes. */
export const runnerOf = (run: RunContext): TaskRunner => ({
  prepare: (attempt, signal) => computeFor(run, attempt, signal),
  perform: async (attempt, signal) => {
    const perform = kinds[attempt.kind];
    if (!perform) {
      throw new TaskRefused(
        "INVALID_RUN_CONFIGURATION",
        `The local workspace does not run tasks of kind ${attempt.kind}.`,
      );
    }
    if (isForeign(attempt)) {
      throw new TaskRefused("REPOSITORY_CHECKOUT_FAILED", "The local workspace reads no Git repositories.");
    }
    return perform(run, attempt, signal);
  },
});
