import { databricksAction } from "../../databricksAction";
import { editExperimentGrants } from "../../errors/requiredGrant";
import { path } from "../../http/path";
import { choiceInput } from "../../inputs/choice";
import { asOptional } from "../../inputs/defineInput";
import { mlflowRunId, mlflowRunName } from "../../inputs/mlflow/mlflowInputs";
import { timestampInput } from "../../inputs/timestamp";
import { doneStatuses, heldRunInfoSchema, type MlflowRunInfo } from "../../services/mlflow/mlflow";
import { mlflowRunExample } from "../../services/mlflow/mlflowExamples";

const changeInputs = {
  status: asOptional(
    choiceInput({
      label: "Status",
      comments: "The new status of the run. If empty, the status is unchanged.",
      example: "FINISHED",
      choices: {
        RUNNING: "Running",
        SCHEDULED: "Scheduled",
        FINISHED: "Finished",
        FAILED: "Failed",
        KILLED: "Killed",
      },
    }),
  ),
  endTime: asOptional(
    timestampInput({
      label: "End Time",
      comments:
        "The end time of the run: ISO 8601 with a time zone, or milliseconds since 1970. If empty and Status is that of an ended run, the current time is used.",
      example: "2025-11-16T07:41:35Z",
    }),
  ),
  runName: mlflowRunName(
    mlflowRunExample.info.run_name,
    "The new name of the run. If empty, the name is unchanged.",
  ),
};

/**
 * Sets the status, end time and name of a run, and gives its details afterwards.
 * https://docs.databricks.com/api/workspace/experiments/updaterun
 */
export const updateMlflowRun = databricksAction({
  label: "MLflow: Update Run",
  description: "Set the status, end time or name of an MLflow run and return the updated run's details.",
  effect: "write",
  grants: editExperimentGrants,
  inputs: { runId: mlflowRunId, ...changeInputs },
  perform: async (
    client,
    { runId: run_id, status, endTime, runName: run_name },
  ): Promise<Partial<MlflowRunInfo>> => {
    if (status === undefined && endTime === undefined && run_name === undefined) {
      throw new Error("Status is empty, and so are End Time and Run Name: there is nothing to change.");
    }
    const hasEnded = status !== undefined && doneStatuses.has(status);
    const answer = await client.post(
      path`/api/2.0/mlflow/runs/update`,
      { run_id, status, end_time: endTime ?? (hasEnded ? Date.now() : undefined), run_name },
      { schema: heldRunInfoSchema },
    );
    return answer.run_info;
  },
  example: mlflowRunExample.info,
});
