import { databricksAction } from "../../databricksAction";
import { manageJobRunGrants } from "../../errors/requiredGrant";
import { booleanInput } from "../../inputs/choice";
import { jobParameters, jobRunId, runWaiting, taskKeys } from "../../inputs/jobs/runInputs";
import { awaitRun } from "../../services/jobs/awaitRun";
import { jobRunExample, startedRepairExample } from "../../services/jobs/jobsExamples";
import { repairRun } from "../../services/jobs/repairRun";
import { startedOrRunSchema } from "../../services/jobs/runSchema";

/**
 * Reruns tasks of an ended run: the failed ones, or selected ones. The previous repair is found automatically. Gives
 * the repair's id, or the run after its end. A repair whose start is uncertain is not retried.
 * https://docs.databricks.com/api/workspace/jobs/repairrun
 */
export const repairJobRun = databricksAction({
  label: "Repair Job Run",
  description:
    "Rerun the failed tasks of a run, or selected ones, and return either the repair ID at once or the run when it has ended.",
  effect: "write",
  grants: manageJobRunGrants,
  inputs: {
    runId: jobRunId,
    taskKeys: taskKeys("The keys of the tasks to rerun. If empty, all failed tasks are rerun."),
    rerunDependentTasks: booleanInput({
      label: "Rerun Dependent Tasks",
      comments: "When true, tasks that depend on the tasks in Tasks are also rerun.",
    }),
    jobParameters,
    ...runWaiting,
  },
  repeat: {
    kind: "again",
    advice:
      "It is rejected while the earlier repair is active. Afterwards, tasks that have failed again are rerun.",
  },
  perform: async (client, { runId: run_id, ...given }) => {
    const timed = client.withTimeout(given.timeoutSeconds);
    const repair_id = await repairRun(timed, run_id, given);
    return awaitRun(client, run_id, { run_id, repair_id }, { ...given, timed }, repair_id);
  },
  example: { run_id: jobRunExample.run_id, repair_id: startedRepairExample.repair_id },
  schema: startedOrRunSchema(startedRepairExample),
});
