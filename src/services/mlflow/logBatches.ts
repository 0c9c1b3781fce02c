/** Logs to a run, in as few requests as Databricks' limits allow. */
import type { DatabricksClient } from "../../client";
import { appendHint } from "../../http/errors";
import { mapSeries } from "../../http/mapSeries";
import { path } from "../../http/path";
import { type Batch, describeBatch, mergeBatches, splitIntoBatches } from "./batches";

/**
 * Logs one batch after the other. No request is retried when its response is lost: metrics would count twice.
 * @returns how many requests there were
 * @throws DatabricksError that reports what the requests before the failed one have logged
 */
export const logBatches = async (client: DatabricksClient, run_id: string, all: Batch): Promise<number> => {
  const batches = splitIntoBatches(all);
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
  return batches.length;
};
