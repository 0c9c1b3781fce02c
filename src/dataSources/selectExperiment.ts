import { canReadExperiment, toBeListed, workspaceAccess } from "../errors/requiredGrant";
import { pagesOf } from "../http/paginate";
import { path } from "../http/path";
import { lenientSchema } from "../http/schema";
import { type Experiment, experimentChoiceSchema, experimentSearch } from "../services/mlflow/mlflow";
import { experimentExample } from "../services/mlflow/mlflowExamples";
import { picklist } from "./picklist";

const choice = ({ experiment_id, name }: Pick<Experiment, "experiment_id"> & Partial<Experiment>) => ({
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
  choices: async (client) =>
    (
      await client.search(
        path`/api/2.0/mlflow/experiments/search`,
        pagesOf("experiments", lenientSchema(experimentChoiceSchema)),
        experimentSearch,
      )
    ).map(choice),
  example: [choice(experimentExample)],
});
