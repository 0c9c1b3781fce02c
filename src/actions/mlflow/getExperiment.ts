import { databricksAction } from "../../databricksAction";
import { path } from "../../http/path";
import { experimentIdOrName } from "../../inputs/mlflow/mlflowInputs";
import { experimentExample, heldExperimentSchema } from "../../services/mlflow/mlflow";

/**
 * Takes an experiment's ID or its name, one of the two, and gives the experiment.
 * https://docs.databricks.com/api/workspace/experiments/getexperiment and /getbyname
 */
export const getExperiment = databricksAction({
  label: "MLflow: Get Experiment",
  description: "Get one MLflow experiment by its ID or its name.",
  effect: "read",
  inputs: experimentIdOrName,
  perform: async (client, { experimentId: experiment_id, experimentName: experiment_name }) => {
    if (experiment_id === undefined && experiment_name === undefined) {
      throw new Error("Experiment ID is empty, and so is Experiment Name: one of the two is needed.");
    }
    if (experiment_id !== undefined && experiment_name !== undefined) {
      throw new Error("Experiment ID and Experiment Name exclude each other: clear one of the two.");
    }
    const at = experiment_id === undefined ? "get-by-name" : "get";
    const found = await client.get(path`/api/2.0/mlflow/experiments/${at}`, {
      schema: heldExperimentSchema,
      query: { experiment_id, experiment_name },
    });
    return found.experiment;
  },
  example: experimentExample,
});
