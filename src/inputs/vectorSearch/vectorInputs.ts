/** Inputs of vector search endpoints and indexes. */
import { isLosslessNumber } from "lossless-json";
import { hasHalfPair } from "../../services/records/jsonValues";
import type { OnFailedKeys } from "../../services/vectorSearch/keyRequests";
import {
  articleIndexExample,
  productExamples,
  productIndexExample,
  vectorEndpointExample,
} from "../../services/vectorSearch/vectorSearchExamples";
import { choiceInput } from "../choice";
import { asOptional, type Input, withDefault } from "../defineInput";
import { fullNameInput } from "../fullName";
import { idInput } from "../id";
import { codeInput, jsonInput, readJson } from "../json";
import { duplicateKeys } from "../records/recordInputs";
import { textInput } from "../text";

/** Makes the input of an endpoint. */
export const vectorSearchEndpoint = (comments: string): Input<string> =>
  idInput({
    label: "Vector Search Endpoint",
    comments,
    example: vectorEndpointExample.name,
    dataSource: "selectVectorSearchEndpoint",
  });

/** Makes the input of an index. @param example an existing index */
export const indexName = (example: string, comments = ""): Input<string> =>
  fullNameInput(
    {
      label: "Index Name",
      comments: `The full name of the vector index: catalog.schema.index.${comments}`,
      example,
      dataSource: "selectVectorIndex",
    },
    "index",
  );

/** The input of an index that is written to. */
const writtenIndexName = indexName(
  productIndexExample.name,
  " It must be a direct access index, since the rows of a delta sync index come from its source table.",
);

/** The input of an index that is synced with a table. */
export const syncedIndexName = indexName(
  articleIndexExample.name,
  " It must be a delta sync index with the pipeline type Triggered.",
);

const failedChoices: Record<OnFailedKeys, string> = {
  error: "Fail with an error",
  return: "Return them",
};

/** Makes the input of what to do with keys that failed. */
const failedKeys = withDefault(
  choiceInput({
    label: "Failed Keys",
    comments:
      "What happens if Databricks reports that some keys failed. The other keys are written or deleted in both cases. An error gives the positions of the failed keys, the result gives the keys themselves.",
    choices: failedChoices,
  }),
  "error",
);

/** The inputs of Upsert Vectors, in order. */
export const upsertVectorInputs = {
  indexName: writtenIndexName,
  records: jsonInput({
    label: "Records",
    comments:
      "The records to upsert: an object or a list of objects, such as the rows of an earlier step. Each field is a column of the index. Each record must have the primary key and, unless the index computes embeddings from a text column, the vector as a list of numbers.",
    placeholder: '[{"id": 7, "text": "Hello", "embedding": [0.1, 0.2]}]',
    example: JSON.stringify(productExamples.slice(0, 2)),
  }),
  duplicateKeys,
  failedKeys,
};

/** A key as text: text, or a whole number that has lost no digits. */
const keyText = (key: unknown, place: string): string => {
  // Half of a surrogate pair has no form in a URL: another key would be deleted.
  if (typeof key === "string" && key !== "" && !hasHalfPair(key)) return key;
  if (typeof key === "number" && Number.isSafeInteger(key)) return String(key);
  if (isLosslessNumber(key) && /^-?\d+$/.test(key.value)) return key.value;
  throw new Error(`${place} must be text or a whole number. Give a number beyond 2^53 as text.`);
};

const isList = (value: unknown): boolean =>
  typeof value !== "string" || value.trimStart().startsWith("[") || value.trimStart().startsWith("{");

/** The inputs of Delete Vectors, in order. */
export const deleteVectorInputs = {
  indexName: writtenIndexName,
  primaryKeys: codeInput(
    {
      label: "Primary Keys",
      comments:
        "The primary keys of the rows to delete: a list of texts or whole numbers, or a single key. A key that is not in the index is not an error.",
      placeholder: "[7, 8]",
      example: "[2]",
    },
    (value, label) => {
      // A single key may be any text: only a list is JSON.
      const json = isList(value) ? readJson(value, label) : value;
      const keys: unknown[] = Array.isArray(json) ? json : [json];
      return keys.map((key, index) => keyText(key, `${label}: entry ${index + 1}`));
    },
  ),
  failedKeys,
};

/** The key after which a scan starts. */
export const afterPrimaryKey = asOptional(
  textInput({
    label: "After Primary Key",
    comments:
      "The primary key after which the scan starts, such as lastPrimaryKey from the result of an earlier scan. If empty, it starts with the first row.",
    example: "3",
  }),
);
