import { databricksAction } from "../../databricksAction";
import { booleanInput } from "../../inputs/choice";
import { jobParameters, jobRunId, runWaiting, taskKeys } from "../../inputs/jobs/runInputs";
import { awaitRun } from "../../services/jobs/awaitRun";
import { jobRunExample, startedRepairExample } from "../../services/jobs/jobsExamples";
import { repairRun } from "../../services/jobs/repairRun";
import { startedOrRunSchema } from "../../services/jobs/runSchema";

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
    runId: jobRunId,
    taskKeys: taskKeys("The keys of the tasks that run again. Left empty, all that failed do."),
    rerunDependentTasks: booleanInput({
      label: "Rerun Dependent Tasks",
      comments: "When true, tasks that depend on those of Tasks run again, too.",
    }),
    jobParameters,
    ...runWaiting,
  },
  perform: async (client, { runId: run_id, ...given }) => {
    const timed = client.withTimeout(given.timeoutSeconds);
    const repair_id = await repairRun(timed, run_id, given);
    return awaitRun(client, run_id, { run_id, repair_id }, { ...given, timed }, repair_id);
  },
  example: { run_id: jobRunExample.run_id, repair_id: startedRepairExample.repair_id },
  schema: startedOrRunSchema(startedRepairExample),
});
