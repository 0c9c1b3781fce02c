import { databricksAction } from "../../databricksAction";
import { path } from "../../http/path";
import { asOptional } from "../../inputs/defineInput";
import { experimentId, mlflowRunName, mlflowTags } from "../../inputs/mlflow/mlflowInputs";
import { timestampInput } from "../../inputs/timestamp";
import { heldRunSchema, type MlflowRun } from "../../services/mlflow/mlflow";
import { newMlflowRunExample, newRunStart } from "../../services/mlflow/mlflowExamples";

/**
 * Begins a run in an experiment and gives the run. It is running until Update Run says that it has ended.
 * https://docs.databricks.com/api/workspace/experiments/createrun
 */
export const createMlflowRun = databricksAction({
  label: "MLflow: Create Run",
  description: "Create an MLflow run in an experiment and get it with its ID.",
  effect: "write",
  inputs: {
    experimentId,
    runName: mlflowRunName("nightly", "The name of the run. A new run without one gets a name from MLflow."),
    startTime: asOptional(
      timestampInput({
        label: "Start Time",
        comments: "When the run began: ISO 8601 with a zone, or milliseconds since 1970. Left empty, now.",
        example: newRunStart,
      }),
    ),
    tags: mlflowTags,
  },
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
