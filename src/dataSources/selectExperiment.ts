import { type Experiment, type ExperimentPage, experiment, experimentSearch } from "../api/mlflow";
import { path } from "../http/path";
import { picklist } from "./picklist";

const choice = ({ experiment_id, name }: Experiment) => ({
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
  choices: async (client) =>
    (
      await client.search(
        path`/api/2.0/mlflow/experiments/search`,
        (page: ExperimentPage) => page.experiments,
        experimentSearch,
      )
    ).map(choice),
  example: [choice(experiment)],
});
