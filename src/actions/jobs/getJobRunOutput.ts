import { databricksAction } from "../../databricksAction";
import { viewJobGrants } from "../../errors/requiredGrant";
import { runIdInput } from "../../inputs/jobs/runInputs";
import { jobRunOutputExamples } from "../../services/jobs/jobsExamples";
import { fetchOutputs, type TaskOutput } from "../../services/jobs/outputs";
import { outcomeOf } from "../../services/jobs/runOutcome";
import { fetchRun } from "../../services/jobs/runs";

const runId = runIdInput("The ID of a job run, for the outputs of all its tasks, or of a single task's run.");

const example: TaskOutput[] = jobRunOutputExamples.map((output) => ({
  task_key: output.metadata.run_name,
  run_id: output.metadata.run_id,
  outcome: outcomeOf(output.metadata),
  ...output,
}));

/**
 * Takes the id of a job run, or of the run of one task, and gives the output of each task, in order: logs, the results
 * of notebooks, errors and traces. A task that never ran has no output, only its metadata.
 * https://docs.databricks.com/api/workspace/jobs/getrunoutput
 */
export const getJobRunOutput = databricksAction({
  label: "Get Job Run Output",
  description:
    "Get the outputs of a run's tasks, in order: logs, notebook results, errors and traces. With the ID of a task's run, only that task's output is returned.",
  effect: "read",
  grants: viewJobGrants,
  inputs: { runId },
  perform: async (client, { runId }): Promise<TaskOutput[]> =>
    fetchOutputs(client, await fetchRun(client, runId), runId),
  example,
});
