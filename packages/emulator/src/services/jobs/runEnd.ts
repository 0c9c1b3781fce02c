/** How a run ends, depending on the outcomes of its tasks. */
import { ended, type Progress } from "./progress";
import { resultOfRun } from "./runIf";
import { dependenciesOf } from "./settings";
import type { TaskRun } from "./taskRun";

/** The end of a run that was not stopped. @param latest the latest attempt at each task, all of them ended */
export function endOfRun(latest: TaskRun[]): Progress {
  const awaited = new Set(latest.flatMap(({ task }) => dependenciesOf(task).map(({ task_key: key }) => key)));
  const told = latest.map(({ task, verdict = "failed" }) => ({
    verdict,
    isLeaf: !awaited.has(task.task_key),
  }));
  const result = resultOfRun(told);
  return result === "FAILED" ? failure(latest) : ended(result);
}

const resultState = ({ progress }: TaskRun): string | undefined => progress.state.result_state;

/** The old form calls the end of a failed run INTERNAL_ERROR, and names the tasks that failed. */
function failure(latest: TaskRun[]): Progress {
  const failed = latest.filter(
    (attempt) => attempt.verdict === "failed" && resultState(attempt) !== "UPSTREAM_FAILED",
  );
  const sentences = failed.map(
    ({ task, progress: { state } }) =>
      `Task ${task.task_key} failed with message: ${state.state_message.replace(/\.$/, "")}.`,
  );
  if (latest.some((attempt) => resultState(attempt) === "UPSTREAM_FAILED")) {
    sentences.push("This caused all downstream tasks to get skipped.");
  }
  const { code } = failed[0]?.progress.status.termination_details ?? { code: "RUN_EXECUTION_ERROR" };
  return ended("FAILED", { life: "INTERNAL_ERROR", code, message: sentences.join(" ") });
}
