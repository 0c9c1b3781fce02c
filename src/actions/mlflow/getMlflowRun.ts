import { databricksAction } from "../../databricksAction";
import { readExperimentGrants } from "../../errors/requiredGrant";
import { path } from "../../http/path";
import { mlflowRunId } from "../../inputs/mlflow/mlflowInputs";
import { heldRunSchema, type MlflowRun } from "../../services/mlflow/mlflow";
import { mlflowRunExample } from "../../services/mlflow/mlflowExamples";

/**
 * Gives a run: its details, the latest value of each metric, its parameters and tags.
 * https://docs.databricks.com/api/workspace/experiments/getrun
 */
export const getMlflowRun = databricksAction({
  label: "MLflow: Get Run",
  description: "Get one MLflow run with its parameters, tags and the latest value of each metric.",
  effect: "read",
  grants: readExperimentGrants,
  inputs: { runId: mlflowRunId },
  perform: async (client, { runId: run_id }): Promise<Partial<MlflowRun>> => {
    const answer = await client.get(path`/api/2.0/mlflow/runs/get`, {
      schema: heldRunSchema,
      query: { run_id },
    });
    return answer.run;
  },
  example: mlflowRunExample,
});
