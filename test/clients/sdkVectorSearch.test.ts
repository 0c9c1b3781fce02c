/** The official JavaScript client, unmodified, judges vector search. Where the two disagree, the workspace is wrong. */
import type { WorkspaceClient } from "@databricks/sdk-experimental";
import type { RunningWorkspace } from "../../packages/emulator/src/server";
import {
  articleIndexExample,
  articleQuestionExample,
  listedIndex,
  productIndexExample,
  vectorEndpointExample,
  vectorIndexExamples,
} from "../../src/services/vectorSearch/vectorSearchExamples";
import { apiErrorOf, listItems, startSdkWorkspace } from "./sdkClient";

let running: RunningWorkspace;
let client: WorkspaceClient;

beforeEach(async () => {
  ({ running, client } = await startSdkWorkspace());
});
afterEach(() => running.close());

const index_name = productIndexExample.name;
const endpoint_name = vectorEndpointExample.name;

it("endpoints and indexes are listed and got", async () => {
  expect(await listItems(client.vectorSearchEndpoints.listEndpoints({}))).toEqual([vectorEndpointExample]);
  expect(await client.vectorSearchEndpoints.getEndpoint({ endpoint_name })).toEqual(vectorEndpointExample);
  expect(await listItems(client.vectorSearchIndexes.listIndexes({ endpoint_name }))).toEqual(
    vectorIndexExamples.map(listedIndex),
  );
  expect(await client.vectorSearchIndexes.getIndex({ index_name })).toEqual(productIndexExample);
});

it("rows are upserted, queried, scanned and deleted", async () => {
  const { vectorSearchIndexes: api } = client;
  const inputs_json = '[{"id": 9, "name": "Adapter", "embedding": [0, 0, 1]}]';
  expect(await api.upsertDataVectorIndex({ index_name, inputs_json })).toEqual({
    status: "SUCCESS",
    result: { success_row_count: 1 },
  });
  const query = { index_name, columns: ["id", "name"], query_vector: [0, 0, 1], num_results: 1 };
  expect((await api.queryIndex(query)).result?.data_array).toEqual([["9", "Adapter", "1"]]);
  const scanned = await api.scanIndex({ index_name, num_results: 5, last_primary_key: "3" });
  expect(scanned.data?.[0]?.fields?.[0]).toEqual({ key: "id", value: { number_value: 9 } });
  await api.deleteDataVectorIndex({ index_name, primary_keys: ["9", "1"] });
  expect((await api.getIndex({ index_name })).status?.indexed_row_count).toBe(2);
});

it("texts are searched for by the vectors that the workspace was given, and a page token must be one", async () => {
  const { vectorSearchIndexes: api } = client;
  const query = { index_name: articleIndexExample.name, columns: ["title"], num_results: 1 };
  const { result } = await api.queryIndex({ ...query, query_text: articleQuestionExample });
  expect(result?.data_array).toEqual([["Late check-in", "0.8"]]);
  expect((await apiErrorOf(api.queryIndex({ ...query, query_text: "Anything else" }))).statusCode).toBe(501);
  const next = { index_name, endpoint_name, page_token: "none" };
  expect((await apiErrorOf(api.queryNextPage(next))).statusCode).toBe(400);
});

it("an index whose source table is not there is not synced, and others are refused", async () => {
  const { vectorSearchIndexes: api } = client;
  expect((await apiErrorOf(api.syncIndex({ index_name }))).statusCode).toBe(400);
  await api.syncIndex({ index_name: articleIndexExample.name });
  running.workspace.clock.advance(60_000);
  const { pipeline_id } = articleIndexExample.delta_sync_index_spec;
  expect((await client.pipelines.get({ pipeline_id })).latest_updates?.[0]?.state).toBe("FAILED");
  expect((await apiErrorOf(api.getIndex({ index_name: "a.b.none" }))).statusCode).toBe(404);
});

it("an index is made, is ready some time later, and is deleted", async () => {
  const { vectorSearchIndexes: api } = client;
  const name = "workspace.default.sdk_index";
  const request = {
    name,
    endpoint_name,
    primary_key: "id",
    index_type: "DIRECT_ACCESS" as const,
    direct_access_index_spec: productIndexExample.direct_access_index_spec,
  };
  const { status, ...made } = await api.createIndex(request);
  expect([made, status?.ready]).toEqual([expect.objectContaining(request), false]);
  expect((await apiErrorOf(api.createIndex(request))).statusCode).toBe(409);
  running.workspace.clock.advance(300_000);
  expect((await api.getIndex({ index_name: name })).status?.ready).toBe(true);
  await api.deleteIndex({ index_name: name });
  expect((await apiErrorOf(api.getIndex({ index_name: name }))).statusCode).toBe(404);
  expect((await apiErrorOf(api.deleteIndex({ index_name: name }))).statusCode).toBe(404);
  expect((await apiErrorOf(api.createIndex(request))).message).toContain("pending deletion");
});
