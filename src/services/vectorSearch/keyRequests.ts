/** Requests that write to an index in batches, and what became of each key. */
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

/** What Databricks answers to a batch. */
export interface BatchResponse {
  status?: string;
  result?: { success_row_count?: number; failed_primary_keys?: string[] };
}

/** The answer in a response. */
export const batchResponseSchema = objectSchema<BatchResponse>({
  status: optionalSchema(textSchema),
  result: optionalSchema(
    objectSchema({
      success_row_count: lenientSchema(countSchema),
      failed_primary_keys: optionalSchema(listSchema(textSchema)),
    }),
  ),
});

/** What became of all keys. */
export interface KeyResult {
  succeeded: number;
  failed: number;
  /** The keys that failed, as far as Databricks names them. */
  failedKeys: string[];
  requests: number;
}

/** What to do where some keys fail. */
export type OnFailedKeys = "error" | "return";

/** A key with its number in the list that was given, from 1. */
export type NumberedKey = readonly [number: number, key: string];

/** What is sent. */
export interface KeyRequests<Batch extends RecordBatch> {
  /** What it does, such as `Upsert into the vector index main.sales.index`. */
  operation: string;
  /** What is sent, in words and by numbers, such as `records 1 to 7`. */
  describe: (batch: RecordBatch) => string;
  batches: readonly Batch[];
  send: (batch: Batch) => Promise<BatchResponse>;
  /** Every key, to tell the numbers of those that failed. */
  keys: () => Iterable<NumberedKey>;
  onFailed: OnFailedKeys;
}

/**
 * How many keys of a batch succeeded. A success counts keys that were not there, which the count of rows may omit.
 * @returns undefined where Databricks does not tell
 */
const succeededOf = (count: number, { status, result }: BatchResponse): number | undefined => {
  const { success_row_count: told, failed_primary_keys: failed } = result ?? {};
  if (status === "SUCCESS") return count - (failed?.length ?? 0);
  if (told !== undefined) return Math.min(told, count);
  if (status === "FAILURE") return 0;
  return failed && failed.length > 0 ? count - failed.length : undefined;
};

const resultOf = ({ count }: RecordBatch, response: BatchResponse, operation: string): KeyResult => {
  const succeeded = succeededOf(count, response);
  if (succeeded === undefined) {
    throw new DatabricksError({ operation, message: "Databricks does not tell how many of them succeeded" });
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

/** The most numbers that a message names. */
const maxNamed = 20;

/** The numbers of the keys that failed, in words; the keys themselves are data. */
const describeFailed = (keys: () => Iterable<NumberedKey>, { failedKeys }: KeyResult): string => {
  const failed = new Set(failedKeys);
  const numbers: number[] = [];
  for (const [number, key] of failed.size > 0 ? keys() : []) {
    if (failed.has(key)) numbers.push(number);
    if (numbers.length > maxNamed) break;
  }
  if (numbers.length === 0) return "";
  const more = numbers.length > maxNamed ? " and more" : "";
  return ` Their numbers: ${numbers.slice(0, maxNamed).join(", ")}${more}.`;
};

const repeatAdvice = "Repeating the step is safe.";

/** Says what became of the batches before the one that was refused or lost, and of that one. */
const explainFailure =
  <Batch extends RecordBatch>({ batches, describe }: KeyRequests<Batch>, done: readonly KeyResult[]) =>
  (reason: unknown): unknown => {
    const batch = batches[done.length];
    if (!(reason instanceof DatabricksError) || !batch) return reason;
    const isInDoubt = mayBeCarriedOut(reason);
    const fate = isInDoubt ? "may or may not be carried out" : "is not carried out";
    if (batches.length === 1)
      return isInDoubt
        ? appendHint(reason, `What it asked for may or may not be carried out. ${repeatAdvice}`)
        : reason;
    const { succeeded, failed } = sumOf(done);
    const before = `${done.length} of ${batches.length} requests were carried out: ${succeeded} succeeded, ${failed} failed.`;
    return appendHint(
      reason,
      `${before} This one (${describe(batch)}) ${fate}, and no later one was sent. ${repeatAdvice}`,
    );
  };

/**
 * Sends batches, one after the other.
 * @throws DatabricksError that says what became of which batch, or, if failed keys are an error, the numbers of those
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
    message: `Databricks reports that ${result.failed} of ${result.failed + result.succeeded} failed, without a reason; the others are carried out.${describeFailed(keys, result)}`,
    hint: repeatAdvice,
  });
};

/**
 * Reads an index that is to be written to.
 * @throws Error in words where its rows come from a table
 */
export const fetchWritableIndex = async (client: DatabricksClient, name: string): Promise<VectorIndex> => {
  const index = await fetchIndex(client, name);
  if (index.index_type !== "DELTA_SYNC") return index;
  throw new Error(
    `Index Name: ${name} is a delta sync index: its rows come from its source table. Write to that table, and sync the index.`,
  );
};
