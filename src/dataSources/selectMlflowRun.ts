import { readExperimentGrants } from "../errors/requiredGrant";
import { asOptional } from "../inputs/defineInput";
import { idInput } from "../inputs/id";
import type { MlflowRunInfo } from "../services/mlflow/mlflow";
import { fetchRecentMlflowRuns } from "../services/mlflow/mlflowChoices";
import {
  experimentExample,
  mlflowRunExample,
  otherMlflowRunExample,
} from "../services/mlflow/mlflowExamples";
import { minuteText, withState } from "./choices";
import { picklist } from "./picklist";

const choice = ({ run_id, run_name, status, start_time }: MlflowRunInfo) => ({
  key: run_id,
  label: withState([minuteText(start_time), run_name].filter(Boolean).join(" ") || run_id, status),
});

/**
 * The latest MLflow runs of an experiment, or of all experiments, latest first: start, name and status.
 * https://docs.databricks.com/api/workspace/experiments/searchruns
 */
export const selectMlflowRun = picklist({
  label: "Select MLflow Run",
  description: "Select one of the latest MLflow runs of an experiment, or of all experiments.",
  grants: readExperimentGrants,
  inputs: {
    experimentId: asOptional(
      idInput({
        label: "Experiment ID",
        comments:
          "The ID of the experiment whose runs are offered. If empty, the runs of all experiments are offered.",
        example: experimentExample.experiment_id,
        page: "experiment",
      }),
    ),
  },
  choices: async (client, { experimentId }) =>
    (await fetchRecentMlflowRuns(client, experimentId)).map(choice),
  order: "asGiven",
  example: [otherMlflowRunExample, mlflowRunExample].map(({ info }) => choice(info)),
});
