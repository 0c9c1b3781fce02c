/** Requests that write to an index in batches, and the outcome of each key. */
import type { DatabricksClient } from "../../client";
import { mayBeCarriedOut } from "../../errors/kinds";
import { appendHint, DatabricksError } from "../../http/errors";
import { mapSeries } from "../../http/mapSeries";
import {
  countSchema,
  lenientSchema,
  listSchema,
  objectSchema,
  optionalSchema,
  textSchema,
} from "../../http/schema";
import type { RecordBatch } from "../records/batches";
import { fetchIndex, type VectorIndex } from "./vectorSearch";

/** Databricks' response to a batch. */
interface BatchResponse {
  status?: string;
  result?: { success_row_count?: number; failed_primary_keys?: string[] };
}

/** The schema of the response to a batch. */
export const batchResponseSchema = objectSchema<BatchResponse>({
  status: optionalSchema(textSchema),
  result: optionalSchema(
    objectSchema({
      success_row_count: lenientSchema(countSchema),
      failed_primary_keys: optionalSchema(listSchema(textSchema)),
    }),
  ),
});

/** The outcome of all keys. */
export interface KeyResult {
  succeeded: number;
  failed: number;
  /** The keys that Databricks names as failed. */
  failedKeys: string[];
  requests: number;
}

/** What to do if some keys fail. */
export type OnFailedKeys = "error" | "return";

/** A key with its position in the given list, from 1. */
export type NumberedKey = readonly [number: number, key: string];

/** The requests to send. */
interface KeyRequests<Batch extends RecordBatch> {
  /** What it does, such as `Upsert into the vector index main.sales.index`. */
  operation: string;
  /** Describes a batch by the positions of its items, such as `records 1 to 7`. */
  describe: (batch: RecordBatch) => string;
  batches: readonly Batch[];
  send: (batch: Batch) => Promise<BatchResponse>;
  /** Every key, to find the positions of those that failed. */
  keys: () => Iterable<NumberedKey>;
  onFailed: OnFailedKeys;
}

/**
 * The number of keys of a batch that succeeded. If all did, the count of rows is not used: it may omit keys that are not
 * in the index.
 * @returns undefined if the response does not say it
 */
const succeededOf = (count: number, { status, result }: BatchResponse): number | undefined => {
  const { success_row_count: reported, failed_primary_keys: failed = [] } = result ?? {};
  if (status === "FAILURE" && reported === undefined) return 0;
  if (status !== "SUCCESS" && reported !== undefined) return Math.min(reported, count);
  return status === "SUCCESS" || failed.length > 0 ? Math.max(0, count - failed.length) : undefined;
};

const resultOf = ({ count }: RecordBatch, response: BatchResponse, operation: string): KeyResult => {
  const succeeded = succeededOf(count, response);
  if (succeeded === undefined) {
    const message = "Databricks does not say how many keys succeeded";
    throw new DatabricksError({ operation, message, outcomeUnknown: true });
  }
  const failedKeys = response.result?.failed_primary_keys ?? [];
  return { succeeded, failed: Math.max(failedKeys.length, count - succeeded), failedKeys, requests: 1 };
};

const sumOf = (results: readonly KeyResult[]): KeyResult => ({
  succeeded: results.reduce((sum, { succeeded }) => sum + succeeded, 0),
  failed: results.reduce((sum, { failed }) => sum + failed, 0),
  failedKeys: results.flatMap(({ failedKeys }) => failedKeys),
  requests: results.length,
});

/** The maximum number of positions in a message. */
const maxNamed = 20;

/** The positions of the failed keys as a sentence; the keys themselves are data. */
const describeFailed = (keys: () => Iterable<NumberedKey>, { failedKeys }: KeyResult): string => {
  const failed = new Set(failedKeys);
  const numbers: number[] = [];
  for (const [number, key] of failed.size > 0 ? keys() : []) {
    if (failed.has(key)) numbers.push(number);
    if (numbers.length > maxNamed) break;
  }
  if (numbers.length === 0) return "";
  const more = numbers.length > maxNamed ? " and more" : "";
  return ` Their positions: ${numbers.slice(0, maxNamed).join(", ")}${more}.`;
};

const repeatAdvice = "Repeating the step is safe.";

/** Adds the outcome of the earlier batches, and of the one that was refused or lost. */
const explainFailure =
  <Batch extends RecordBatch>({ batches, describe }: KeyRequests<Batch>, done: readonly KeyResult[]) =>
  (reason: unknown): unknown => {
    const batch = batches[done.length];
    if (!(reason instanceof DatabricksError) || !batch) return reason;
    const isInDoubt = mayBeCarriedOut(reason);
    const fate = `with ${describe(batch)}, ${isInDoubt ? "may or may not have been carried out" : "was not carried out"}`;
    if (batches.length === 1) {
      if (!isInDoubt) return reason;
      return appendHint(reason, repeatAdvice);
    }
    const { succeeded, failed } = sumOf(done);
    const before = `${done.length} of ${batches.length} requests were carried out: ${succeeded} keys succeeded, ${failed} failed.`;
    return appendHint(reason, `${before} The next one, ${fate}. No later one was sent. ${repeatAdvice}`);
  };

/**
 * Sends batches, one after the other.
 * @throws DatabricksError with the outcome of each batch or, if failed keys are an error, with their positions
 */
export const sendKeys = async <Batch extends RecordBatch>(
  client: DatabricksClient,
  requests: KeyRequests<Batch>,
): Promise<KeyResult> => {
  const { operation, batches, describe, send, keys, onFailed } = requests;
  const done: KeyResult[] = [];
  await mapSeries(
    batches,
    async (batch) => {
      done.push(resultOf(batch, await send(batch), operation));
      if (batches.length > 1) {
        client.logger.info(`Request ${done.length} of ${batches.length} is done: ${describe(batch)}`);
      }
    },
    explainFailure(requests, done),
  );
  const result = sumOf(done);
  if (result.failed === 0 || onFailed === "return") return result;
  throw new DatabricksError({
    operation,
    message: `Databricks reports, without a reason, that ${result.failed} of ${result.failed + result.succeeded} keys failed; the others succeeded.${describeFailed(keys, result)}`,
    hint: repeatAdvice,
  });
};

/**
 * Reads an index to write to.
 * @throws Error that names the input if it is a delta sync index
 */
export const fetchWritableIndex = async (client: DatabricksClient, name: string): Promise<VectorIndex> => {
  const index = await fetchIndex(client, name);
  if (index.index_type !== "DELTA_SYNC") return index;
  throw new Error(
    `Index Name: ${name} is a delta sync index, whose rows come from its source table. Write to that table, then sync the index.`,
  );
};
