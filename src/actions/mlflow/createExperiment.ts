import { databricksAction } from "../../databricksAction";
import { canManageFolder, workspaceAccess } from "../../errors/requiredGrant";
import { path } from "../../http/path";
import { asOptional } from "../../inputs/defineInput";
import { experimentName, mlflowTags } from "../../inputs/mlflow/mlflowInputs";
import { trimmedInput } from "../../inputs/text";
import { createdExperimentSchema } from "../../services/mlflow/mlflow";
import { newExperimentName } from "../../services/mlflow/mlflowExamples";

/**
 * Creates an experiment and gives its ID. A name that exists already is refused.
 * https://docs.databricks.com/api/workspace/experiments/createexperiment
 */
export const createExperiment = databricksAction({
  label: "MLflow: Create Experiment",
  description: "Create an MLflow experiment and return its ID.",
  effect: "write",
  grants: [canManageFolder, workspaceAccess],
  inputs: {
    experimentName: experimentName(
      newExperimentName,
      "The name of the experiment. In Databricks, it is a workspace path in an existing folder. Databricks removes a leading /Workspace: /Workspace/Users/me/ranks becomes /Users/me/ranks.",
    ),
    artifactLocation: asOptional(
      trimmedInput({
        label: "Artifact Location",
        comments:
          "The location for the artifacts of the experiment's runs. If empty, MLflow chooses the location.",
        example: "s3://example-bucket/airport-ranks",
      }),
    ),
    tags: mlflowTags,
  },
  repeat: { kind: "refused", advice: "An experiment with this name already exists." },
  perform: (client, { experimentName: name, artifactLocation: artifact_location, tags: given }) =>
    client.post(
      path`/api/2.0/mlflow/experiments/create`,
      { name, artifact_location, ...(given.length > 0 && { tags: given }) },
      { schema: createdExperimentSchema },
    ),
  example: { experiment_id: "8989990927311044" },
});
