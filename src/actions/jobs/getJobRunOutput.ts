import { databricksAction } from "../../databricksAction";
import { runIdInput } from "../../inputs/jobs/runInputs";
import { jobRunOutputExamples } from "../../services/jobs/jobsExamples";
import { fetchOutputs, type TaskOutput } from "../../services/jobs/outputs";
import { outcomeOf } from "../../services/jobs/runOutcome";
import { fetchRun } from "../../services/jobs/runs";

const runId = runIdInput("The ID of a job run, for the outputs of all its tasks, or of the run of one task.");

const example: TaskOutput[] = jobRunOutputExamples.map((output) => ({
  task_key: output.metadata.run_name,
  run_id: output.metadata.run_id,
  outcome: outcomeOf(output.metadata),
  ...output,
}));

/**
 * Takes the id of a job run, or of the run of one task, and gives what each task gave, in order: logs, the results of
 * notebooks, errors and traces. A task that never ran has no output, only what is known of it.
 * https://docs.databricks.com/api/workspace/jobs/getrunoutput
 */
export const getJobRunOutput = databricksAction({
  label: "Get Job Run Output",
  description:
    "Get what the tasks of a run gave, in order: logs, results of notebooks, errors and traces. The ID of one task's run gives that of the task alone.",
  effect: "read",
  inputs: { runId },
  perform: async (client, { runId }): Promise<TaskOutput[]> =>
    fetchOutputs(client, await fetchRun(client, runId), runId),
  example,
});
