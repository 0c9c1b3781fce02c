import { databricksAction } from "../../databricksAction";
import { appendHint } from "../../http/errors";
import { mapSeries } from "../../http/mapSeries";
import { path } from "../../http/path";
import { batchInputs } from "../../inputs/mlflow/batchInputs";
import { runId } from "../../inputs/mlflow/mlflowInputs";
import { describeBatch, mergeBatches, splitIntoBatches } from "../../services/mlflow/batches";
import { mlflowRunExample } from "../../services/mlflow/mlflow";

/**
 * Takes metrics, parameters and tags, and logs them with a run, in as few requests as Databricks' limits allow. No
 * request is sent again when its answer is lost: metrics would count twice. The error of a request that fails tells
 * what the ones before it have logged.
 * https://docs.databricks.com/api/workspace/experiments/logbatch
 */
export const logMlflowBatch = databricksAction({
  label: "MLflow: Log Batch",
  description: "Log metrics, parameters and tags with an MLflow run, as many as there are.",
  effect: "write",
  inputs: { runId, ...batchInputs },
  perform: async (client, { runId: run_id, metrics, parameters, tags, step, timestamp = Date.now() }) => {
    const timed = metrics.map((metric) => ({ timestamp, step, ...metric }));
    const all = { metrics: timed, params: parameters, tags };
    const batches = splitIntoBatches(all);
    if (batches.length === 0) {
      throw new Error("Metrics is empty, and so are Parameters and Tags: there is nothing to log.");
    }
    await mapSeries(
      batches,
      (batch) => client.post(path`/api/2.0/mlflow/runs/log-batch`, { run_id, ...batch }),
      (reason, done) =>
        batches.length === 1
          ? reason
          : appendHint(
              reason,
              `Of ${batches.length} requests ${done} were logged, with ${describeBatch(mergeBatches(batches.slice(0, done)))}; this one held ${describeBatch(mergeBatches(batches.slice(done, done + 1)))}; ${batches.length - done - 1} were not sent.`,
            ),
    );
    const { length: requests } = batches;
    return { run_id, requests, metrics: timed.length, params: parameters.length, tags: tags.length };
  },
  example: { run_id: mlflowRunExample.info.run_id, requests: 1, metrics: 2, params: 1, tags: 1 },
});
