/** Inputs of a new vector index. */
import { labels } from "../../labels";
import type { NewVectorIndex } from "../../services/vectorSearch/createIndex";
import { newIndexExample, textColumnExample } from "../../services/vectorSearch/vectorSearchExamples";
import { choiceInput } from "../choice";
import { asOptional, type InputValues, refine, withDefault } from "../defineInput";
import { exactlyOne } from "../exactlyOne";
import { fullNameInput } from "../fullName";
import { idInput } from "../id";
import { positiveInput } from "../integer";
import { jsonObjectInput } from "../json";
import { namesInput } from "../stringList";
import { trimmedInput } from "../text";
import { vectorSearchEndpoint } from "./vectorInputs";

const indexKinds = { DELTA_SYNC: "Delta sync", DIRECT_ACCESS: "Direct access" };

const pipelineTypes = { TRIGGERED: "Triggered", CONTINUOUS: "Continuous" };

/** The inputs, in order. */
export const newIndexInputs = {
  vectorSearchEndpoint: vectorSearchEndpoint("The name of the vector search endpoint that serves the index."),
  indexName: fullNameInput(
    {
      label: "Index Name",
      comments:
        "The full name of the new index: catalog.schema.index. Each part may contain letters, digits and underscores.",
      placeholder: "main.default.help_index",
      example: newIndexExample.name,
    },
    "index",
  ),
  primaryKey: trimmedInput({
    label: "Primary Key",
    comments: "The name of the column that uniquely identifies each row of the index.",
    placeholder: "id",
    example: newIndexExample.primary_key,
  }),
  indexKind: withDefault(
    choiceInput({
      label: "Index Kind",
      comments: `Where the rows come from. A delta sync index is synced with a source table. A direct access index gets its rows from ${labels.upsertVectors}.`,
      choices: indexKinds,
    }),
    "DELTA_SYNC",
  ),
  sourceTable: asOptional(
    fullNameInput(
      {
        label: "Source Table",
        comments:
          "The full name of the table that a delta sync index is synced with: catalog.schema.table. On a standard endpoint, the change data feed of the table must be enabled. Required for a delta sync index, and empty for a direct access index.",
        placeholder: "main.default.articles",
        example: newIndexExample.delta_sync_index_spec.source_table,
      },
      "table",
    ),
  ),
  pipelineType: withDefault(
    choiceInput({
      label: "Pipeline Type",
      comments: `When a delta sync index is synced with its table: Triggered syncs it each time ${labels.syncVectorIndex} runs. Continuous keeps it in sync, which uses compute all the time.`,
      choices: pipelineTypes,
    }),
    "TRIGGERED",
  ),
  textColumn: asOptional(
    trimmedInput({
      label: "Text Column",
      comments:
        "The name of the column with the texts for which a model computes embeddings. If empty, Vector Column is required.",
      placeholder: "text",
      example: textColumnExample.name,
    }),
  ),
  embeddingEndpoint: asOptional(
    idInput({
      label: "Embedding Endpoint",
      comments:
        "The name of the serving endpoint whose model computes the embeddings of the texts. Required with Text Column.",
      example: textColumnExample.embedding_model_endpoint_name,
      dataSource: "selectServingEndpoint",
      page: "endpoint",
    }),
  ),
  vectorColumn: asOptional(
    trimmedInput({
      label: "Vector Column",
      comments:
        "The name of the column that already contains embedding vectors. If empty, Text Column is required.",
      placeholder: "embedding",
      example: "embedding",
    }),
  ),
  vectorDimension: positiveInput({
    label: "Vector Dimension",
    comments: "The number of dimensions of each vector, up to 4096. Required with Vector Column.",
    example: "1024",
    max: 4096,
  }),
  columnsToSync: namesInput({
    label: "Columns To Sync",
    comments:
      "The columns of the source table to sync to a delta sync index, in addition to the primary key. If empty, all columns are synced.",
    placeholder: "title",
    example: '["id", "title", "text"]',
  }),
  indexColumns: asOptional(
    refine(
      jsonObjectInput({
        label: "Index Columns",
        comments:
          "The columns of a direct access index with their types, as a JSON object. It must include the primary key and the text or vector column. Required for a direct access index.",
        placeholder: '{"id": "long", "text": "string"}',
        example: '{"id": "long", "name": "string", "embedding": "array<float>"}',
      }),
      (columns, label) =>
        Object.fromEntries(
          Object.entries(columns).map(([name, type]): [string, string] => {
            if (typeof type === "string" && type.trim() !== "") return [name, type.trim()];
            throw new Error(`${label}: the type of "${name.slice(0, 80)}" must be text, such as "string".`);
          }),
        ),
    ),
  ),
};

type Given = InputValues<typeof newIndexInputs>;

/** The column with texts or with vectors. @throws Error that names the input that is missing or does not apply */
const embeddingOf = (given: Given) => {
  const [text, vector] = exactlyOne(["Text Column", given.textColumn], ["Vector Column", given.vectorColumn]);
  const { embeddingEndpoint: model, vectorDimension: dimension } = given;
  if (text !== undefined) {
    if (dimension !== undefined) throw new Error("Vector Dimension does not apply to Text Column: clear it.");
    if (model === undefined) throw new Error("Embedding Endpoint is empty, but Text Column requires it.");
    return { embedding_source_columns: [{ name: text, embedding_model_endpoint_name: model }] };
  }
  if (model !== undefined) throw new Error("Embedding Endpoint does not apply to Vector Column: clear it.");
  if (dimension === undefined) throw new Error("Vector Dimension is empty, but Vector Column requires it.");
  return { embedding_vector_columns: [{ name: vector, embedding_dimension: dimension }] };
};

/** @throws Error that names an input that is given, but does not apply to the kind */
const refuseStray = (kind: keyof typeof indexKinds, stray: Record<string, boolean>): void => {
  const [label] = Object.entries(stray).find(([, isGiven]) => isGiven) ?? [];
  if (label !== undefined) throw new Error(`${label} does not apply to Index Kind ${indexKinds[kind]}.`);
};

const directSpec = (given: Given) => {
  const { indexColumns, primaryKey, pipelineType, sourceTable, columnsToSync } = given;
  refuseStray("DIRECT_ACCESS", {
    "Source Table": sourceTable !== undefined,
    "Pipeline Type Continuous": pipelineType === "CONTINUOUS",
    "Columns To Sync": columnsToSync.length > 0,
  });
  if (indexColumns === undefined) {
    throw new Error(`Index Columns is empty, but Index Kind ${indexKinds.DIRECT_ACCESS} requires it.`);
  }
  const embedding = embeddingOf(given);
  const needed = {
    "Primary Key": primaryKey,
    "Text Column": given.textColumn,
    "Vector Column": given.vectorColumn,
  };
  for (const [label, name] of Object.entries(needed)) {
    if (name === undefined || Object.hasOwn(indexColumns, name)) continue;
    throw new Error(`Index Columns must include "${name.slice(0, 80)}", which is the ${label}.`);
  }
  return { ...embedding, schema_json: JSON.stringify(indexColumns) };
};

const syncedSpec = (given: Given) => {
  const { sourceTable, pipelineType, columnsToSync } = given;
  refuseStray("DELTA_SYNC", { "Index Columns": given.indexColumns !== undefined });
  if (sourceTable === undefined) {
    throw new Error(`Source Table is empty, but Index Kind ${indexKinds.DELTA_SYNC} requires it.`);
  }
  return {
    source_table: sourceTable,
    pipeline_type: pipelineType,
    ...embeddingOf(given),
    ...(columnsToSync.length > 0 && { columns_to_sync: columnsToSync }),
  };
};

/**
 * The new index in Databricks' format.
 * @throws Error that names the input that is missing or does not apply
 */
export const newIndex = (given: Given): NewVectorIndex => ({
  name: given.indexName,
  endpoint_name: given.vectorSearchEndpoint,
  primary_key: given.primaryKey,
  index_type: given.indexKind,
  ...(given.indexKind === "DELTA_SYNC"
    ? { delta_sync_index_spec: syncedSpec(given) }
    : { direct_access_index_spec: directSpec(given) }),
});
