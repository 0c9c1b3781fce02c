import { canReadExperiment, toBeListed, workspaceAccess } from "../errors/requiredGrant";
import { fetchExperimentChoices } from "../services/mlflow/mlflowChoices";
import { experimentExample } from "../services/mlflow/mlflowExamples";
import { picklist } from "./picklist";

const choice = ({ experiment_id, name }: { experiment_id: string; name?: string }) => ({
  key: experiment_id,
  label: name || experiment_id,
});

/**
 * Every MLflow experiment that is not deleted, by name.
 * https://docs.databricks.com/api/workspace/experiments/searchexperiments
 */
export const selectExperiment = picklist({
  label: "Select Experiment",
  description: "Select an MLflow experiment.",
  grants: [workspaceAccess, ...toBeListed([canReadExperiment])],
  choices: async (client) => (await fetchExperimentChoices(client)).map(choice),
  example: [choice(experimentExample)],
});
