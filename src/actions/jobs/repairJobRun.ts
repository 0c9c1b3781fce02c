import { input } from "@prismatic-io/spectral";
import { databricksAction } from "../../databricksAction";
import { jsonInteger } from "../../http/json";
import { path } from "../../http/path";
import { boolean } from "../../inputs/clean";
import { jobParameters, runId, taskKeys, waiting } from "../../inputs/jobs/runInputs";
import { awaitRun } from "../../services/jobs/awaitRun";
import { jobRunExample, startedRepair } from "../../services/jobs/jobExamples";
import { startedRepairSchema } from "../../services/jobs/jobs";
import { startedOrRunSchema } from "../../services/jobs/runSchema";
import { fetchRun } from "../../services/jobs/runs";

const rerunDependentTasks = input({
  label: "Rerun Dependent Tasks",
  type: "boolean",
  required: false,
  default: "false",
  comments: "When true, tasks that depend on those of Tasks run again, too.",
  clean: boolean("Rerun Dependent Tasks"),
});

/**
 * Runs tasks of an ended run again: those that failed, or chosen ones. The repair before it is found by itself. Gives
 * the repair's id, or the run after its end. A repair whose start is in doubt is not started again.
 * https://docs.databricks.com/api/workspace/jobs/repairrun
 */
export const repairJobRun = databricksAction({
  label: "Repair Job Run",
  description:
    "Run the failed tasks of a run again, or chosen ones, and get the ID of the repair or, when told to wait, the run after its end.",
  effect: "write",
  inputs: {
    runId,
    taskKeys: taskKeys("Tasks", "The keys of the tasks that run again. Left empty, all that failed do."),
    rerunDependentTasks,
    jobParameters,
    ...waiting,
  },
  perform: async (client, { runId: run_id, taskKeys, rerunDependentTasks, jobParameters, ...given }) => {
    const timed = client.withTimeout(given.timeoutSeconds);
    const { repair_history: history = [] } = await fetchRun(timed, run_id, true);
    const latest = history.filter(({ type, id }) => type === "REPAIR" && id).at(-1)?.id;
    const { repair_id } = await timed.post(
      path`/api/2.2/jobs/runs/repair`,
      {
        run_id: jsonInteger(run_id),
        ...(latest !== undefined && { latest_repair_id: jsonInteger(latest) }),
        ...(taskKeys.length > 0 ? { rerun_tasks: taskKeys } : { rerun_all_failed_tasks: true }),
        ...(rerunDependentTasks && { rerun_dependent_tasks: true }),
        job_parameters: jobParameters,
      },
      { schema: startedRepairSchema },
    );
    return awaitRun(client, run_id, { run_id, repair_id }, { ...given, timed }, repair_id);
  },
  example: { run_id: jobRunExample.run_id, repair_id: startedRepair.repair_id },
  schema: startedOrRunSchema(startedRepair),
});
