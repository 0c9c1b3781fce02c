import { databricksAction } from "../../databricksAction";
import { path } from "../../http/path";
import { asOptional } from "../../inputs/defineInput";
import { experimentName, mlflowTags } from "../../inputs/mlflow/mlflowInputs";
import { trimmedInput } from "../../inputs/text";
import { createdExperimentSchema } from "../../services/mlflow/mlflow";
import { newExperimentName } from "../../services/mlflow/mlflowExamples";

/**
 * Makes an experiment and gives its ID. A name that is taken is refused.
 * https://docs.databricks.com/api/workspace/experiments/createexperiment
 */
export const createExperiment = databricksAction({
  label: "MLflow: Create Experiment",
  description: "Create an MLflow experiment, in which runs are kept, and get its ID.",
  effect: "write",
  inputs: {
    experimentName: experimentName(
      newExperimentName,
      "The name of the new experiment, in Databricks a path of the workspace in a folder that exists. Databricks drops /Workspace in front: the experiment /Workspace/Users/me/ranks is called /Users/me/ranks.",
    ),
    artifactLocation: asOptional(
      trimmedInput({
        label: "Artifact Location",
        comments:
          "Where the artifacts of the experiment's runs are kept. Left empty, MLflow chooses the place.",
        example: "s3://example-bucket/airport-ranks",
      }),
    ),
    tags: mlflowTags,
  },
  perform: (client, { experimentName: name, artifactLocation: artifact_location, tags: given }) =>
    client.post(
      path`/api/2.0/mlflow/experiments/create`,
      { name, artifact_location, ...(given.length > 0 && { tags: given }) },
      { schema: createdExperimentSchema },
    ),
  example: { experiment_id: "8989990927311044" },
});
