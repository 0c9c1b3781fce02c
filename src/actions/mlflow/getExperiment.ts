import { databricksAction } from "../../databricksAction";
import { readExperimentGrants } from "../../errors/requiredGrant";
import { path } from "../../http/path";
import { asOptional } from "../../inputs/defineInput";
import { exactlyOne } from "../../inputs/exactlyOne";
import { experimentId, experimentName } from "../../inputs/mlflow/mlflowInputs";
import { heldExperimentSchema } from "../../services/mlflow/mlflow";
import { experimentExample } from "../../services/mlflow/mlflowExamples";

const inputs = {
  experimentId: {
    ...asOptional(experimentId),
    comments: "The ID of the experiment. Either this or Experiment Name is required.",
  },
  experimentName: {
    ...asOptional(
      experimentName(
        experimentExample.name,
        "The name of the experiment. In Databricks, it is a workspace path without the leading /Workspace, which Databricks removes on creation. Either this or Experiment ID is required.",
      ),
    ),
    dataSource: "selectExperimentName",
  },
};

/**
 * Takes an experiment's ID or its name, one of the two, and gives the experiment.
 * https://docs.databricks.com/api/workspace/experiments/getexperiment and /getbyname
 */
export const getExperiment = databricksAction({
  label: "MLflow: Get Experiment",
  description: "Get one MLflow experiment by its ID or its name.",
  effect: "read",
  grants: readExperimentGrants,
  inputs,
  perform: async (client, { experimentId: experiment_id, experimentName: experiment_name }) => {
    exactlyOne([inputs.experimentId.label, experiment_id], [inputs.experimentName.label, experiment_name]);
    const operation = experiment_id === undefined ? "get-by-name" : "get";
    const found = await client.get(path`/api/2.0/mlflow/experiments/${operation}`, {
      schema: heldExperimentSchema,
      query: { experiment_id, experiment_name },
    });
    return found.experiment;
  },
  example: experimentExample,
});
