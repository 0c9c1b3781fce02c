import { databricksAction } from "../../databricksAction";
import { editExperimentGrants } from "../../errors/requiredGrant";
import { batchInputs, batchOf } from "../../inputs/mlflow/batchInputs";
import { mlflowRunId } from "../../inputs/mlflow/mlflowInputs";
import { logBatches } from "../../services/mlflow/logBatches";
import { mlflowRunExample } from "../../services/mlflow/mlflowExamples";

/**
 * Takes metrics, parameters and tags, and logs them to a run, in as few requests as Databricks' limits allow. No
 * request is retried when its response is lost: metrics would count twice. The error of a request that fails reports
 * what the previous ones have logged. https://docs.databricks.com/api/workspace/experiments/logbatch
 */
export const logMlflowBatch = databricksAction({
  label: "MLflow: Log Batch",
  description: "Log any number of metrics, parameters and tags to an MLflow run.",
  effect: "write",
  grants: editExperimentGrants,
  inputs: { runId: mlflowRunId, ...batchInputs },
  repeat: { kind: "again", advice: "Metrics are logged again. Parameters and tags stay the same." },
  perform: async (client, { runId: run_id, ...given }) => {
    const batch = batchOf(given);
    const requests = await logBatches(client, run_id, batch);
    const { metrics, params, tags } = batch;
    return { run_id, requests, metrics: metrics.length, params: params.length, tags: tags.length };
  },
  example: { run_id: mlflowRunExample.info.run_id, requests: 1, metrics: 2, params: 1, tags: 1 },
});
