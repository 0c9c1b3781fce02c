/** Splits a log into requests within MLflow's limits. */

import { type ExactNumber, stringifyExact } from "../../http/json";
import { batchLimits, type Metric, type Param, type Tag } from "./mlflow";

/** A metric to send: its value keeps the given digits. */
export interface LoggedMetric extends Omit<Metric, "value"> {
  value: ExactNumber;
}

/** What one request logs. */
export interface Batch {
  params: Param[];
  tags: Tag[];
  metrics: LoggedMetric[];
}

type Kind = keyof Batch;

const empty = (): Batch => ({ params: [], tags: [], metrics: [] });

/** The size of the braces, names and run id of a request, in bytes, rounded up. */
const frameBytes = 1000;

const bytesOf = (item: object): number => Buffer.byteLength(stringifyExact(item)) + 1;

/** The number of entries of each kind, in words. */
export const describeBatch = ({ metrics, params, tags }: Batch): string =>
  `${metrics.length} metrics, ${params.length} parameters and ${tags.length} tags`;

/** Several batches as one. */
export const mergeBatches = (batches: Batch[]): Batch => ({
  params: batches.flatMap(({ params }) => params),
  tags: batches.flatMap(({ tags }) => tags),
  metrics: batches.flatMap(({ metrics }) => metrics),
});

/**
 * Splits into batches, each within Databricks' limits. Parameters and tags are first: what MLflow may refuse is sent
 * before metrics, which a retry would add a second time.
 */
export const splitIntoBatches = (all: Batch): Batch[] => {
  const batches: Batch[] = [];
  let batch = empty();
  let count = 0;
  let bytes = frameBytes;
  const add = (kind: Kind, item: Param | Tag | LoggedMetric): void => {
    const size = bytesOf(item);
    const isFull =
      count === batchLimits.all ||
      batch[kind].length === batchLimits[kind] ||
      (count > 0 && bytes + size > batchLimits.bytes);
    if (isFull) {
      batches.push(batch);
      batch = empty();
      count = 0;
      bytes = frameBytes;
    }
    (batch[kind] as (typeof item)[]).push(item);
    count += 1;
    bytes += size;
  };
  for (const kind of ["params", "tags", "metrics"] as const) for (const item of all[kind]) add(kind, item);
  return count > 0 ? [...batches, batch] : batches;
};
