/** Writes records to an index, and deletes rows of it by their keys. */
import type { DatabricksClient } from "../../client";
import {
  describeRecords,
  nextArray,
  type RecordBatch,
  rangeDescriber,
  surveyRecords,
} from "../records/batches";
import type { PrepareOptions } from "../records/preparedRecords";
import {
  batchResponseSchema,
  fetchWritableIndex,
  type KeyResult,
  type OnFailedKeys,
  sendKeys,
} from "./keyRequests";
import { vectorDataFilter } from "./vectorDataFilter";
import { prepareVectors } from "./vectorRecords";
import { indexPath } from "./vectorSearch";

/** The maximum bytes of records in a request of 10 MB: they are JSON within JSON, where quotes take twice the space. */
export const maxUpsertBytes = 4_500_000;

/** The maximum number of records of a request. */
export const maxUpsertRecords = 1000;

/** The result if there are no records. */
const nothing: KeyResult = { succeeded: 0, failed: 0, failedKeys: [], requests: 0 };

/** Records and their index. */
interface UpsertRequest {
  indexName: string;
  /** An object or a list of objects. */
  records: unknown;
  duplicateKeys: PrepareOptions["duplicateKeys"];
  failedKeys: OnFailedKeys;
}

/**
 * Upserts records in as few requests as the limits allow. A request whose response is lost is sent again: the same
 * records are safe to upsert twice. https://docs.databricks.com/api/workspace/vectorsearchindexes/upsertdatavectorindex
 * @throws Error that names the input if something does not fit, before anything is sent; DatabricksError with the
 * outcome of the records
 */
export const writeVectors = async (
  unfiltered: DatabricksClient,
  given: UpsertRequest,
): Promise<KeyResult> => {
  const { indexName, records: list, duplicateKeys, failedKeys: onFailed } = given;
  if (Array.isArray(list) && list.length === 0) return nothing;
  const client = unfiltered.withDataFilter(vectorDataFilter);
  const records = prepareVectors(await fetchWritableIndex(client, indexName), list, duplicateKeys);
  const { batches, tooLarge } = surveyRecords(records, maxUpsertBytes, maxUpsertRecords);
  if (tooLarge !== undefined) {
    throw new Error(
      `Records: record ${tooLarge} is larger than ${maxUpsertBytes} bytes, the limit of a request.`,
    );
  }
  const lines = records.lines()[Symbol.iterator]();
  return sendKeys(client, {
    operation: `Upsert into the vector index ${indexName}`,
    describe: describeRecords,
    batches,
    send: ({ count }) =>
      client.post(
        indexPath(indexName, "upsert-data"),
        { inputs_json: nextArray(lines, count) },
        { schema: batchResponseSchema, idempotent: true, needsBody: true },
      ),
    keys: records.keys,
    onFailed,
  });
};

/** The keys of a request are in its URL, whose length servers limit: the maximum bytes and number of keys. */
export const maxKeyBytes = 4000;
export const maxDeletedKeys = 100;

const keyBytes = (key: string): number =>
  Buffer.byteLength(new URLSearchParams({ primary_keys: key }).toString()) + 1;

/** Keys that one request deletes. */
interface KeyBatch extends RecordBatch {
  keys: string[];
}

/**
 * Divides keys into batches, by count and by bytes; a key that is repeated is sent once.
 * @throws Error that names the number of one that is too long
 */
const splitKeys = (keys: readonly string[]): KeyBatch[] => {
  const batches: KeyBatch[] = [];
  const seen = new Set<string>();
  let bytes = 0;
  keys.forEach((key, index) => {
    if (seen.has(key)) return;
    seen.add(key);
    const number = index + 1;
    const size = keyBytes(key);
    if (size > maxKeyBytes)
      throw new Error(`Primary Keys: key ${number} is longer than ${maxKeyBytes} bytes in a URL.`);
    let batch = batches.at(-1);
    if (!batch || bytes + size > maxKeyBytes || batch.count === maxDeletedKeys) {
      batch = { first: number, last: number, count: 0, keys: [] };
      batches.push(batch);
      bytes = 0;
    }
    batch.keys.push(key);
    batch.last = number;
    batch.count += 1;
    bytes += size;
  });
  return batches;
};

const describeKeys = rangeDescriber("key");

/** Keys and their index. */
interface DeleteRequest {
  indexName: string;
  primaryKeys: readonly string[];
  failedKeys: OnFailedKeys;
}

/**
 * Deletes rows by their keys. https://docs.databricks.com/api/workspace/vectorsearchindexes/deletedatavectorindex
 * Throws as `writeVectors` does.
 */
export const removeVectors = async (
  unfiltered: DatabricksClient,
  given: DeleteRequest,
): Promise<KeyResult> => {
  const { indexName, primaryKeys, failedKeys: onFailed } = given;
  if (primaryKeys.length === 0) return nothing;
  const batches = splitKeys(primaryKeys);
  const client = unfiltered.withDataFilter(vectorDataFilter);
  await fetchWritableIndex(client, indexName);
  return sendKeys(client, {
    operation: `Deletion from the vector index ${indexName}`,
    describe: describeKeys,
    batches,
    send: ({ keys }) =>
      client.delete(indexPath(indexName, "delete-data"), {
        schema: batchResponseSchema,
        query: { primary_keys: keys },
        needsBody: true,
      }),
    keys: () => primaryKeys.map((key, index) => [index + 1, key]),
    onFailed,
  });
};
