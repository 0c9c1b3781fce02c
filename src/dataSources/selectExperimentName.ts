import { canReadExperiment, toBeListed, workspaceAccess } from "../errors/requiredGrant";
import { fetchExperimentChoices } from "../services/mlflow/mlflowChoices";
import { experimentExample } from "../services/mlflow/mlflowExamples";
import { picklist } from "./picklist";

const choice = (name: string) => ({ key: name, label: name });

/**
 * The name of every MLflow experiment that is not deleted: a name stays the same in another workspace, an ID does not.
 * https://docs.databricks.com/api/workspace/experiments/searchexperiments
 */
export const selectExperimentName = picklist({
  label: "Select Experiment Name",
  description: "Select the name of an MLflow experiment.",
  grants: [workspaceAccess, ...toBeListed([canReadExperiment])],
  choices: async (client) => (await fetchExperimentChoices(client)).map(({ name }) => choice(name ?? "")),
  example: [choice(experimentExample.name)],
});
