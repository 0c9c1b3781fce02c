/** What is sent for a new index, and what is waited for. */
import { type Step, useScriptedServer } from "../../../test/support/scriptedServer";
import { failureOf, runAction, tokenConnection } from "../../../test/support/testClient";
import { newIndexExample, textColumnExample } from "./vectorSearchExamples";

const { server } = useScriptedServer();

const { name, endpoint_name, primary_key, delta_sync_index_spec } = newIndexExample;
const { source_table, columns_to_sync } = delta_sync_index_spec;

const ofTexts = {
  textColumn: textColumnExample.name,
  embeddingEndpoint: textColumnExample.embedding_model_endpoint_name,
};
const ofVectors = { vectorColumn: "embedding", vectorDimension: "3" };
const direct = {
  indexKind: "DIRECT_ACCESS",
  indexColumns: { id: "long", embedding: "array<float>" },
  ...ofVectors,
};

const create = (parameters: object) =>
  runAction("createVectorIndex", {
    connection: tokenConnection(server.url),
    vectorSearchEndpoint: endpoint_name,
    indexName: name,
    primaryKey: primary_key,
    ...parameters,
  });

const index = (ready: boolean, message: string): Step => ({
  body: { ...newIndexExample, status: { ready, message } },
});
const pending = index(false, "Index creation is pending.");

const common = { name, endpoint_name, primary_key };

it.each<[string, object, object]>([
  [
    "an index of a table whose texts are embedded",
    { sourceTable: source_table, ...ofTexts, columnsToSync: columns_to_sync },
    {
      index_type: "DELTA_SYNC",
      delta_sync_index_spec: {
        source_table,
        pipeline_type: "TRIGGERED",
        embedding_source_columns: [textColumnExample],
        columns_to_sync,
      },
    },
  ],
  [
    "an index that follows the vectors of a table",
    { sourceTable: source_table, ...ofVectors, pipelineType: "CONTINUOUS" },
    {
      index_type: "DELTA_SYNC",
      delta_sync_index_spec: {
        source_table,
        pipeline_type: "CONTINUOUS",
        embedding_vector_columns: [{ name: "embedding", embedding_dimension: 3 }],
      },
    },
  ],
  [
    "an index that is written to",
    direct,
    {
      index_type: "DIRECT_ACCESS",
      direct_access_index_spec: {
        embedding_vector_columns: [{ name: "embedding", embedding_dimension: 3 }],
        schema_json: '{"id":"long","embedding":"array<float>"}',
      },
    },
  ],
])("%s is asked for in Databricks' form", async (_, parameters, expected) => {
  server.script(pending);
  await create(parameters);
  expect(JSON.parse(String(server.arrivals[0]?.body))).toEqual({ ...common, ...expected });
});

const synced = { sourceTable: source_table };

it.each<[object, string]>([
  [ofTexts, "Source Table is empty"],
  [synced, "Text Column is empty, and so is Vector Column"],
  [{ ...synced, ...ofTexts, ...ofVectors }, "Text Column and Vector Column exclude each other"],
  [{ ...synced, textColumn: "text" }, "Embedding Endpoint is empty"],
  [{ ...synced, ...ofTexts, vectorDimension: 3 }, "Vector Dimension does not apply to Text Column"],
  [{ ...synced, vectorColumn: "v" }, "Vector Dimension is empty"],
  [{ ...synced, ...ofVectors, embeddingEndpoint: "e" }, "Embedding Endpoint does not apply to Vector Column"],
  [
    { ...synced, ...ofTexts, indexColumns: { id: "long" } },
    "Index Columns does not apply to Index Kind Delta sync",
  ],
  [{ ...direct, indexColumns: undefined }, "Index Columns is empty"],
  [
    { ...direct, indexColumns: { embedding: "x" } },
    'Index Columns must include "id", which is the Primary Key.',
  ],
  [{ ...direct, indexColumns: { id: "x" } }, 'must include "embedding", which is the Vector Column.'],
  [{ ...direct, ...synced }, "Source Table does not apply to Index Kind Direct access"],
  [{ ...direct, pipelineType: "CONTINUOUS" }, "Pipeline Type Continuous does not apply to"],
  [{ ...direct, columnsToSync: ["id"] }, "Columns To Sync does not apply to"],
])("%j is refused before anything is sent", async (parameters, text) => {
  expect((await failureOf(create(parameters))).message).toContain(text);
  expect(server.arrivals).toEqual([]);
});

const awaited = { ...direct, waitForCompletion: true };

it("an index that is awaited is returned once it is ready", async () => {
  server.script(pending, pending, index(true, "The index is ready."));
  expect((await create(awaited)).data).toMatchObject({ status: { ready: true } });
});

it("an index that fails is an error with Databricks' message", async () => {
  server.script(pending, index(false, "The index is in the state OFFLINE_FAILED: no such column."));
  expect((await failureOf(create(awaited))).message).toContain("OFFLINE_FAILED: no such column.");
});

it.each([
  ["OFFLINE_FAILED", "No such column.", "the index failed: No such column."],
  ["OFFLINE", "", "the index failed: OFFLINE"],
])("an index in the state %s is an error, whatever its message is", async (detailed_state, message, text) => {
  server.script(pending, { body: { ...newIndexExample, status: { ready: false, message, detailed_state } } });
  expect((await failureOf(create(awaited))).message).toContain(text);
});

it("an index that is not ready in time says that its creation continues", async () => {
  server.script(pending, pending);
  const error = await failureOf(create({ ...awaited, timeoutSeconds: 30 }));
  expect(error.message).toContain("not ready after 30 s: Index creation is pending.");
  expect(error.message).toContain("Get Vector Index returns the state");
  expect(error).toMatchObject({ resourceIds: { indexName: name } });
});

it("an index whose creation gets no answer is not asked for twice", async () => {
  server.script({ status: 503, body: { error_code: "TEMPORARILY_UNAVAILABLE", message: "Later." } });
  await failureOf(create(direct));
  expect(server.arrivals).toHaveLength(1);
});
