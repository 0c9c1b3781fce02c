/** A task that runs another job. */
import { HttpError } from "../../../apiError";
import { ended, verdictOf } from "../progress";
import type { StartedRun } from "../runEnvironment";
import { refusedFor, type TaskResult, type TaskRun } from "../taskRun";
import type { RunContext } from "./runContext";

/** Runs the job and waits for it; stopping the task cancels that run. @throws TaskRefused where it cannot start */
export async function runOtherJob(
  run: RunContext,
  { resolved, runId }: TaskRun,
  signal: AbortSignal,
): Promise<TaskResult> {
  const { job_id, job_parameters } = resolved.run_job_task ?? {};
  const child = startChild(run, runId, { job_id, job_parameters });
  const cancel = () => child.stop("CANCELED");
  signal.addEventListener("abort", cancel, { once: true });
  if (signal.aborted) cancel();
  await child.ended;
  signal.removeEventListener("abort", cancel);
  const output = { run_job_output: { run_id: child.runId } };
  if (verdictOf(child.progress) === "succeeded") return { output };
  const message = `Run job task failed: run ${child.runId} of job ${job_id} ended as ${child.progress.state.result_state}.`;
  return { output, progress: ended("FAILED", { message }) };
}

function startChild(
  run: RunContext,
  taskRunId: number,
  body: { job_id?: number; job_parameters?: object },
): StartedRun {
  try {
    run.environment.grants.of(run.runAs).require("job", body.job_id, "CAN_MANAGE_RUN");
    return run.environment.runs.runNow(body, run.runAs, {
      trigger: "RUN_JOB_TASK",
      trigger_info: { run_id: taskRunId },
    });
  } catch (error) {
    if (error instanceof HttpError) throw refusedFor(error, "INVALID_RUN_CONFIGURATION");
    throw error;
  }
}
