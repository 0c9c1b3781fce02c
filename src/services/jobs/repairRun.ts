/** Repairs runs. https://docs.databricks.com/api/workspace/jobs/repairrun */
import type { DatabricksClient } from "../../client";
import { jsonInteger } from "../../http/json";
import { path } from "../../http/path";
import { type NumericId, startedRepairSchema } from "./jobs";
import { fetchRun } from "./runs";

/** Which tasks to rerun, and with what parameters. */
interface Repair {
  /** If there are none, all failed tasks are rerun. */
  taskKeys: string[];
  rerunDependentTasks: boolean;
  jobParameters?: Record<string, string>;
}

/**
 * Starts a repair of a run that has ended. The previous repair, which Databricks requires, is found automatically. A
 * repair whose start is uncertain is not retried.
 * @returns the repair's id
 */
export const repairRun = async (
  client: DatabricksClient,
  runId: NumericId,
  { taskKeys, rerunDependentTasks, jobParameters }: Repair,
): Promise<NumericId> => {
  const { repair_history: history = [] } = await fetchRun(client, runId, true);
  const latest = history.filter(({ type, id }) => type === "REPAIR" && id).at(-1)?.id;
  const { repair_id } = await client.post(
    path`/api/2.2/jobs/runs/repair`,
    {
      run_id: jsonInteger(runId),
      ...(latest !== undefined && { latest_repair_id: jsonInteger(latest) }),
      ...(taskKeys.length > 0 ? { rerun_tasks: taskKeys } : { rerun_all_failed_tasks: true }),
      ...(rerunDependentTasks && { rerun_dependent_tasks: true }),
      job_parameters: jobParameters,
    },
    { schema: startedRepairSchema },
  );
  return repair_id;
};
