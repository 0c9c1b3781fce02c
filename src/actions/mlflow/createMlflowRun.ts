import { databricksAction } from "../../databricksAction";
import { path } from "../../http/path";
import { tags } from "../../inputs/mlflow/batchInputs";
import { experimentId, runName, startTime } from "../../inputs/mlflow/mlflowInputs";
import { heldRunSchema, type MlflowRun, newMlflowRunExample } from "../../services/mlflow/mlflow";

/**
 * Begins a run in an experiment and gives the run. It is running until Update Run says that it has ended.
 * https://docs.databricks.com/api/workspace/experiments/createrun
 */
export const createMlflowRun = databricksAction({
  label: "MLflow: Create Run",
  description: "Create an MLflow run in an experiment and get it with its ID.",
  effect: "write",
  inputs: { experimentId, runName, startTime, tags },
  perform: async (client, given): Promise<Partial<MlflowRun>> => {
    const { run } = await client.post(
      path`/api/2.0/mlflow/runs/create`,
      {
        experiment_id: given.experimentId,
        run_name: given.runName,
        start_time: given.startTime ?? Date.now(),
        ...(given.tags.length > 0 && { tags: given.tags }),
      },
      { schema: heldRunSchema },
    );
    return run;
  },
  example: newMlflowRunExample,
});
