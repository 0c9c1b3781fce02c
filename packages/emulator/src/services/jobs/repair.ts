/**
 * Which tasks a repair runs again.
 * https://docs.databricks.com/api/workspace/jobs/repairrun
 */
import { apiError } from "../../apiError";
import { invalidParameter } from "../../control/requests";
import type { JobRun } from "./jobRun";
import { readTaskKeys, related } from "./selection";

/**
 * The keys of the tasks that a request for a repair chooses.
 * @throws HttpError 400 where the run is active, the latest repair is not named, or no task is chosen
 */
export function readRepair(fields: Record<string, unknown>, run: JobRun): Set<string> {
  if (run.isActive) {
    throw apiError(
      400,
      "INVALID_STATE",
      `Run ${run.runId} is active: only runs that have ended can be repaired.`,
    );
  }
  const { id: latest } = run.part;
  if (latest !== undefined && Number(fields.latest_repair_id ?? 0) !== latest) {
    throw invalidParameter("The latest repair ID needs to be provided in order to create a new repair");
  }
  const keys = chosen(fields, run);
  if (fields.rerun_dependent_tasks !== true) return new Set(keys);
  return new Set(keys.flatMap((key) => [key, ...related(run.tasks, key, "after")]));
}

function chosen(fields: Record<string, unknown>, run: JobRun): string[] {
  const { rerun_tasks: tasks = [], rerun_all_failed_tasks: allFailed = false } = fields;
  const keys = readTaskKeys(tasks, "rerun_tasks", run.tasks);
  if (new Set(keys).size < keys.length)
    throw invalidParameter("rerun_tasks cannot contain duplicate task keys.");
  if (allFailed === true) {
    if (keys.length > 0)
      throw invalidParameter("Only one of rerun_tasks and rerun_all_failed_tasks can be used.");
    keys.push(...unsuccessful(run));
    if (keys.length === 0) throw invalidParameter(`Run ${run.runId} has no failed tasks to repair.`);
  }
  if (keys.length === 0)
    throw invalidParameter("Either rerun_tasks or rerun_all_failed_tasks must be given.");
  return keys;
}

/** Tasks that failed, were cancelled, or were not run because of those. */
const unsuccessful = (run: JobRun): string[] =>
  run.tasks
    .map(({ task_key: key }) => key)
    .filter((key) => ["failed", "canceled"].includes(run.attempt(key)?.verdict ?? ""));
