import { databricksAction } from "../../databricksAction";
import { editExperimentGrants } from "../../errors/requiredGrant";
import { path } from "../../http/path";
import { asOptional } from "../../inputs/defineInput";
import { experimentId, mlflowRunName, mlflowTags } from "../../inputs/mlflow/mlflowInputs";
import { timestampInput } from "../../inputs/timestamp";
import { heldRunSchema, type MlflowRun } from "../../services/mlflow/mlflow";
import { newMlflowRunExample, newRunStart } from "../../services/mlflow/mlflowExamples";

/**
 * Starts a run in an experiment and gives the run. It is running until Update Run ends it.
 * https://docs.databricks.com/api/workspace/experiments/createrun
 */
export const createMlflowRun = databricksAction({
  label: "MLflow: Create Run",
  description: "Create an MLflow run in an experiment and return the run with its ID.",
  effect: "write",
  grants: editExperimentGrants,
  inputs: {
    experimentId,
    runName: mlflowRunName("nightly", "The name of the run. If empty, MLflow generates a name."),
    startTime: asOptional(
      timestampInput({
        label: "Start Time",
        comments:
          "The start time of the run: ISO 8601 with a time zone, or milliseconds since 1970. Defaults to the current time.",
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
