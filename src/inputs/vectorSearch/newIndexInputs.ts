/** Inputs of a new vector index. */
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
  vectorSearchEndpoint: vectorSearchEndpoint("The name of the endpoint that is to serve the index."),
  indexName: fullNameInput(
    {
      label: "Index Name",
      comments:
        "The full name of the new index: catalog.schema.index. It may have letters, digits and underscores.",
      placeholder: "main.default.help_index",
      example: newIndexExample.name,
    },
    "index",
  ),
  primaryKey: trimmedInput({
    label: "Primary Key",
    comments: "The column whose value tells the rows of the index apart.",
    placeholder: "id",
    example: newIndexExample.primary_key,
  }),
  indexKind: withDefault(
    choiceInput({
      label: "Index Kind",
      comments:
        "Where the rows come from. A delta sync index follows a source table; records are written to a direct access index.",
      choices: indexKinds,
    }),
    "DELTA_SYNC",
  ),
  sourceTable: asOptional(
    fullNameInput(
      {
        label: "Source Table",
        comments:
          "The full name of the table that a delta sync index follows: catalog.schema.table. On a standard endpoint, its change data feed must be on.",
        placeholder: "main.default.articles",
        example: newIndexExample.delta_sync_index_spec.source_table,
      },
      "table",
    ),
  ),
  pipelineType: withDefault(
    choiceInput({
      label: "Pipeline Type",
      comments:
        "When a delta sync index follows its table: at each sync that is asked for, or continuously, which costs compute all the time.",
      choices: pipelineTypes,
    }),
    "TRIGGERED",
  ),
  textColumn: asOptional(
    trimmedInput({
      label: "Text Column",
      comments: "The column with the texts that a model embeds. If empty, Vector Column is needed.",
      placeholder: "text",
      example: textColumnExample.name,
    }),
  ),
  embeddingEndpoint: asOptional(
    idInput({
      label: "Embedding Endpoint",
      comments: "The name of the serving endpoint whose model embeds the texts. Needed with Text Column.",
      example: textColumnExample.embedding_model_endpoint_name,
      dataSource: "selectServingEndpoint",
      page: "endpoint",
    }),
  ),
  vectorColumn: asOptional(
    trimmedInput({
      label: "Vector Column",
      comments: "The column that has the vectors already. If empty, Text Column is needed.",
      placeholder: "embedding",
      example: "embedding",
    }),
  ),
  vectorDimension: positiveInput({
    label: "Vector Dimension",
    comments: "How many numbers each vector has. Needed with Vector Column.",
    example: "1024",
    max: 4096,
  }),
  columnsToSync: namesInput({
    label: "Columns To Sync",
    comments:
      "The columns of the source table that a delta sync index holds besides the primary key. If empty, it holds all.",
    placeholder: "title",
    example: '["id", "title", "text"]',
  }),
  indexColumns: asOptional(
    refine(
      jsonObjectInput({
        label: "Index Columns",
        comments:
          "The columns of a direct access index with their types, as a JSON object, the primary key and the text or vector column among them.",
        placeholder: '{"id": "long", "text": "string"}',
        example: '{"id": "long", "name": "string", "embedding": "array<float>"}',
      }),
      (columns, label) =>
        Object.fromEntries(
          Object.entries(columns).map(([name, type]): [string, string] => {
            if (typeof type === "string" && type.trim() !== "") return [name, type.trim()];
            throw new Error(`${label}: the type of "${name.slice(0, 80)}" must be a text.`);
          }),
        ),
    ),
  ),
};

type Given = InputValues<typeof newIndexInputs>;

/** What is embedded, or searched as it is. @throws Error that names the input that is missing, or too many */
const embeddingOf = (given: Given) => {
  const [text, vector] = exactlyOne(["Text Column", given.textColumn], ["Vector Column", given.vectorColumn]);
  const { embeddingEndpoint: model, vectorDimension: dimension } = given;
  if (text !== undefined) {
    if (dimension !== undefined) throw new Error("Vector Dimension is not for Text Column: clear it.");
    if (model === undefined) throw new Error("Embedding Endpoint is empty, which Text Column needs.");
    return { embedding_source_columns: [{ name: text, embedding_model_endpoint_name: model }] };
  }
  if (model !== undefined) throw new Error("Embedding Endpoint is not for Vector Column: clear it.");
  if (dimension === undefined) throw new Error("Vector Dimension is empty, which Vector Column needs.");
  return { embedding_vector_columns: [{ name: vector, embedding_dimension: dimension }] };
};

/** @throws Error that names an input that is given, and is not for the kind */
const refuseStray = (kind: keyof typeof indexKinds, stray: Record<string, boolean>): void => {
  const [label] = Object.entries(stray).find(([, isGiven]) => isGiven) ?? [];
  if (label !== undefined) throw new Error(`${label} is not for Index Kind ${indexKinds[kind]}: clear it.`);
};

const directSpec = (given: Given) => {
  const { indexColumns, primaryKey, pipelineType, sourceTable, columnsToSync } = given;
  refuseStray("DIRECT_ACCESS", {
    "Source Table": sourceTable !== undefined,
    "Pipeline Type Continuous": pipelineType === "CONTINUOUS",
    "Columns To Sync": columnsToSync.length > 0,
  });
  if (indexColumns === undefined) {
    throw new Error(`Index Columns is empty, which Index Kind ${indexKinds.DIRECT_ACCESS} needs.`);
  }
  const embedding = embeddingOf(given);
  const needed = {
    "Primary Key": primaryKey,
    "Text Column": given.textColumn,
    "Vector Column": given.vectorColumn,
  };
  for (const [label, name] of Object.entries(needed)) {
    if (name === undefined || Object.hasOwn(indexColumns, name)) continue;
    throw new Error(`Index Columns has no "${name.slice(0, 80)}", which ${label} names.`);
  }
  return { ...embedding, schema_json: JSON.stringify(indexColumns) };
};

const syncedSpec = (given: Given) => {
  const { sourceTable, pipelineType, columnsToSync } = given;
  refuseStray("DELTA_SYNC", { "Index Columns": given.indexColumns !== undefined });
  if (sourceTable === undefined) {
    throw new Error(`Source Table is empty, which Index Kind ${indexKinds.DELTA_SYNC} needs.`);
  }
  return {
    source_table: sourceTable,
    pipeline_type: pipelineType,
    ...embeddingOf(given),
    ...(columnsToSync.length > 0 && { columns_to_sync: columnsToSync }),
  };
};

/**
 * The new index in Databricks' form.
 * @throws Error that names the input that is missing, or that does not go with another one
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
