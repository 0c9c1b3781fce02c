import { databricksAction } from "../../databricksAction";
import { viewJobGrants } from "../../errors/requiredGrant";
import { asOptional } from "../../inputs/defineInput";
import { runIdInput } from "../../inputs/jobs/runInputs";
import { trimmedInput } from "../../inputs/text";
import { jobRunOutputExamples } from "../../services/jobs/jobsExamples";
import { fetchOutputs, type TaskOutput } from "../../services/jobs/outputs";
import { fetchRun } from "../../services/jobs/runs";
import { taskOutputExamples, taskOutputsSchema } from "../../services/jobs/taskOutputSchema";

const runId = runIdInput("The ID of a job run, for the outputs of all its tasks, or of a single task's run.");

const taskKey = asOptional(
  trimmedInput({
    label: "Task Key",
    comments:
      "The key of the task whose output is returned, if the run has several tasks. If empty, the outputs of all tasks are returned.",
    example: jobRunOutputExamples[0]?.metadata.run_name,
    dataSource: "selectTask",
  }),
);

/**
 * Takes the id of a job run, or of the run of one task, and gives the output of each task, in order: logs, the results
 * of notebooks, also parsed where they are JSON, errors and traces. A task that never ran has no output, only its metadata.
 * https://docs.databricks.com/api/workspace/jobs/getrunoutput
 */
export const getJobRunOutput = databricksAction({
  label: "Get Job Run Output",
  description:
    "Get the outputs of a run's tasks, in order: logs, notebook results, errors and traces. With a task key, or the ID of a task's run, only that task's output is returned.",
  effect: "read",
  grants: viewJobGrants,
  inputs: { runId, taskKey },
  perform: async (client, { runId, taskKey }): Promise<TaskOutput[]> =>
    fetchOutputs(client, await fetchRun(client, runId), runId, taskKey),
  example: taskOutputExamples,
  schema: taskOutputsSchema,
});
