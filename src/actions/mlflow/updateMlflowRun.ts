import { databricksAction } from "../../databricksAction";
import { path } from "../../http/path";
import { runChange, runId } from "../../inputs/mlflow/mlflowInputs";
import {
  doneStatuses,
  heldRunInfoSchema,
  type MlflowRunInfo,
  mlflowRunExample,
} from "../../services/mlflow/mlflow";

/**
 * Sets the status of a run, its end and its name, and gives what is then known of it.
 * https://docs.databricks.com/api/workspace/experiments/updaterun
 */
export const updateMlflowRun = databricksAction({
  label: "MLflow: Update Run",
  description:
    "Set the status, the end or the name of an MLflow run, and get the run's details after the call.",
  effect: "write",
  inputs: { runId, ...runChange },
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
