import { databricksAction } from "../../databricksAction";
import { path } from "../../http/path";
import { tags } from "../../inputs/mlflow/batchInputs";
import { newExperiment } from "../../inputs/mlflow/mlflowInputs";
import { createdExperimentSchema } from "../../services/mlflow/mlflow";

/**
 * Makes an experiment and gives its ID. A name that is taken is refused.
 * https://docs.databricks.com/api/workspace/experiments/createexperiment
 */
export const createExperiment = databricksAction({
  label: "MLflow: Create Experiment",
  description: "Create an MLflow experiment, in which runs are kept, and get its ID.",
  effect: "write",
  inputs: { ...newExperiment, tags },
  perform: (client, { experimentName: name, artifactLocation: artifact_location, tags: given }) =>
    client.post(
      path`/api/2.0/mlflow/experiments/create`,
      { name, artifact_location, ...(given.length > 0 && { tags: given }) },
      { schema: createdExperimentSchema },
    ),
  example: { experiment_id: "8989990927311044" },
});
