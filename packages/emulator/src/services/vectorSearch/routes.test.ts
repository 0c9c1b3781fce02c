import { directIndex, tableIndex, vectorEndpoint } from "../../seed/vectorSearch";
import { grantsClient } from "../grants/grantsClient";
import { CREATION_MS, DELETION_MS, SYNC_MS } from "./store";

const { call, revoke } = grantsClient();

const base = "/api/2.0/vector-search/indexes";
const direct = `${base}/${directIndex.name}`;
const ofTable = `${base}/${tableIndex.name}`;

const advance = (ms: number) => call("POST", "/__workspace/clock", { advance_ms: ms });

const cellsOf = async (path: string, query: object): Promise<unknown> => {
  const { status, body } = await call("POST", `${path}/query`, query);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return (body.result as { data_array?: unknown }).data_array;
};

describe("an index that is written to", () => {
  it("answers the nearest rows with their scores, 1 / (1 + d * d)", async () => {
    const query = { columns: ["id", "kind"], query_vector: [1, 0] };
    expect((await call("POST", `${direct}/query`, query)).body).toEqual({
      manifest: {
        column_count: 3,
        columns: [
          { name: "id", type_text: "bigint" },
          { name: "kind", type_text: "string" },
          { name: "score", type_text: "double" },
        ],
      },
      result: {
        row_count: 3,
        data_array: [
          ["1", "pillow", "1"],
          ["2", "mask", "0.8"],
          ["3", "adapter", String(1 / 3)],
        ],
      },
    });
    expect(await cellsOf(direct, { ...query, num_results: 1 })).toHaveLength(1);
    expect(await cellsOf(direct, { ...query, score_threshold: 0.5 })).toHaveLength(2);
  });

  it.each([
    ['{"kind": "mask"}', ["2"]],
    ['{"kind": ["mask", "pillow"]}', ["1", "2"]],
    ['{"kind NOT": "mask"}', ["1", "3"]],
    ['{"price <": 19.5}', ["2"]],
    ['{"price >=": 19.5, "id <=": 2}', ["1"]],
    ['{"kind OR id": ["mask", 3]}', ["2", "3"]],
    ['{"kind": "none"}', undefined],
  ])("filters by %s", async (filters_json, ids) => {
    const found = await cellsOf(direct, { columns: ["id"], query_vector: [1, 0], filters_json });
    expect((found as string[][] | undefined)?.map(([id]) => id)).toEqual(ids);
  });

  it("keeps what is upserted and forgets what is deleted, with every digit of a key", async () => {
    const rows =
      '[{"id": 9007199254740993, "embedding": [0, 0]}, {"id": 1, "kind": "cushion", "embedding": [1, 0]}]';
    expect((await call("POST", `${direct}/upsert-data`, { inputs_json: rows })).body).toEqual({
      status: "SUCCESS",
      result: { success_row_count: 2 },
    });
    expect(await cellsOf(direct, { columns: ["id", "kind"], query_vector: [1, 0], num_results: 1 })).toEqual([
      ["1", "cushion", "1"],
    ]);
    expect((await call("GET", direct)).body.status).toMatchObject({ indexed_row_count: 4 });
    const { body } = await call("POST", `${direct}/scan`, { num_results: 1, last_primary_key: "3" });
    expect(body).toMatchObject({ last_primary_key: "9007199254740993" });
    await call(
      "DELETE",
      `${direct}/delete-data?primary_keys=9007199254740993&primary_keys=2&primary_keys=77`,
    );
    expect((await call("GET", direct)).body.status).toMatchObject({ indexed_row_count: 2 });
  });

  it.each([
    ["query", { columns: ["id"] }, 400, "INVALID_PARAMETER_VALUE"],
    ["scan", { num_results: -1 }, 400, "INVALID_PARAMETER_VALUE"],
    ["query", { columns: ["id"], query_vector: [1] }, 400, "INVALID_PARAMETER_VALUE"],
    ["query", { columns: ["id"], query_text: "mask" }, 400, "INVALID_PARAMETER_VALUE"],
    ["query", { columns: ["none"], query_vector: [1, 0] }, 400, "INVALID_PARAMETER_VALUE"],
    [
      "query",
      { columns: ["id"], query_vector: [1, 0], filters_json: '{"none": 1}' },
      400,
      "INVALID_PARAMETER_VALUE",
    ],
    [
      "query",
      { columns: ["id"], query_vector: [1, 0], filters_json: '{"kind LIKE": "m"}' },
      501,
      "NOT_IMPLEMENTED",
    ],
    ["query", { columns: ["id"], query_vector: [1, 0], query_type: "HYBRID" }, 501, "NOT_IMPLEMENTED"],
    ["query", { columns: ["id"], query_vector: [1, 0], num_results: 10_001 }, 400, "INVALID_PARAMETER_VALUE"],
    ["upsert-data", { inputs_json: '[{"id": 9, "embedding": [1]}]' }, 400, "INVALID_PARAMETER_VALUE"],
    ["upsert-data", { inputs_json: '[{"embedding": [1, 0]}]' }, 400, "INVALID_PARAMETER_VALUE"],
    [
      "upsert-data",
      { inputs_json: '[{"id": 9, "no": 1, "embedding": [1, 0]}]' },
      400,
      "INVALID_PARAMETER_VALUE",
    ],
    ["upsert-data", { inputs_json: "no" }, 400, "INVALID_PARAMETER_VALUE"],
    ["query-next-page", { page_token: "x" }, 400, "INVALID_PARAMETER_VALUE"],
    ["sync", {}, 400, "INVALID_PARAMETER_VALUE"],
  ])("refuses %s of %j", async (operation, body, status, code) => {
    const answer = await call("POST", `${direct}/${operation}`, body);
    expect([answer.status, answer.body.error_code]).toEqual([status, code]);
  });
});

describe("an index of a table", () => {
  it("is searched by a text that the endpoint of its model embeds, page by page", async () => {
    const query = { columns: ["iata", "name"], query_text: "Logan International", num_results: 2500 };
    const first = await call("POST", `${ofTable}/query`, query);
    expect(first.body.result).toMatchObject({ row_count: 1000 });
    expect((first.body.result as { data_array: string[][] }).data_array[0]?.[2]).toBe("1");
    const token = first.body.next_page_token;
    const second = await call("POST", `${ofTable}/query-next-page`, { page_token: token });
    expect(second.body.result).toMatchObject({ row_count: 1000 });
    const last = await call("POST", `${ofTable}/query-next-page`, {
      page_token: second.body.next_page_token,
    });
    expect(last.body).toMatchObject({ result: { row_count: 500 } });
    expect(last.body).not.toHaveProperty("next_page_token");
  });

  it("is synced by its pipeline, over workspace time", async () => {
    const pipeline = `/api/2.0/pipelines/${tableIndex.delta_sync_index_spec.pipeline_id}`;
    expect((await call("GET", pipeline)).body).toMatchObject({ state: "IDLE" });
    for (let times = 0; times < 2; times += 1)
      expect((await call("POST", `${ofTable}/sync`, {})).status).toBe(200);
    expect((await call("GET", pipeline)).body).toMatchObject({
      state: "RUNNING",
      latest_updates: [{ state: "RUNNING" }],
    });
    await advance(SYNC_MS);
    const { body } = await call("GET", pipeline);
    expect(body).toMatchObject({ state: "IDLE", latest_updates: [{ state: "COMPLETED" }] });
    expect(body.latest_updates).toHaveLength(1);
    expect((await call("GET", ofTable)).body.status).toMatchObject({ indexed_row_count: 3376 });
  });

  it("takes no rows but those of its table", async () => {
    const answer = await call("POST", `${ofTable}/upsert-data`, { inputs_json: '[{"iata": "x"}]' });
    expect(answer.status).toBe(400);
    expect((await call("DELETE", `${ofTable}/delete-data?primary_keys=BOS`)).status).toBe(400);
  });
});

describe("an index that is made", () => {
  const name = "workspace.default.made";
  const request = {
    name,
    endpoint_name: vectorEndpoint.name,
    primary_key: "id",
    index_type: "DIRECT_ACCESS",
    direct_access_index_spec: {
      embedding_vector_columns: [{ name: "v", embedding_dimension: 2 }],
      schema_json: '{"v":"array<float>","id":"long"}',
    },
  };
  const query = { columns: ["id"], query_vector: [1, 0] };

  it("is not ready at once, takes rows then, and leaves its name taken for a while when it is deleted", async () => {
    expect(await call("POST", base, request)).toMatchObject({
      status: 200,
      body: {
        direct_access_index_spec: { schema_json: '{"id":"bigint","v":"array<float>"}' },
        status: { ready: false },
      },
    });
    expect((await call("POST", `${base}/${name}/query`, query)).status).toBe(400);
    await advance(CREATION_MS);
    expect((await call("GET", `${base}/${name}`)).body.status).toMatchObject({ ready: true });
    expect((await call("POST", `${base}/${name}/query`, query)).status).toBe(200);
    expect((await call("GET", "/api/2.0/vector-search/endpoints")).body).toMatchObject({
      endpoints: [{ num_indexes: 3 }],
    });
    expect(await call("DELETE", `${base}/${name}`)).toEqual({ status: 200, body: {} });
    expect((await call("POST", base, request)).body.message).toContain("pending deletion");
    await advance(DELETION_MS);
    expect((await call("POST", base, request)).status).toBe(200);
  });

  const spec = request.direct_access_index_spec;
  const direct = (changed: object) => ({ direct_access_index_spec: { ...spec, ...changed } });
  const synced = (changed: object = {}) => ({
    index_type: "DELTA_SYNC",
    delta_sync_index_spec: {
      source_table: tableIndex.delta_sync_index_spec.source_table,
      pipeline_type: "TRIGGERED",
      embedding_vector_columns: spec.embedding_vector_columns,
      ...changed,
    },
  });

  it.each<[object, number]>([
    [{ name: "no-name" }, 400],
    [{ name: "workspace.none.made" }, 404],
    [{ name: directIndex.name }, 409],
    [{ endpoint_name: "none" }, 404],
    [{ index_type: "OTHER" }, 400],
    [{ index_subtype: "VECTOR" }, 400],
    [{ index_subtype: "FULL_TEXT" }, 501],
    [direct({ schema_json: "{" }), 400],
    [direct({ schema_json: '{"id":1}' }), 400],
    [direct({ schema_json: '{"id":"long"}' }), 400],
    [direct({ embedding_vector_columns: [] }), 400],
    [direct({ embedding_vector_columns: "v" }), 400],
    [direct({ embedding_vector_columns: [{ name: "v" }] }), 400],
    [direct({ embedding_source_columns: [{ name: "id" }] }), 501],
    [synced({ source_table: "workspace.default.none" }), 404],
    [synced({ pipeline_type: "CONTINUOUS" }), 501],
    [synced({ pipeline_type: "OTHER" }), 400],
    [synced({ columns_to_index: ["id"] }), 501],
    [synced({ columns_to_sync: "id" }), 400],
    // The table has no change data feed.
    [synced(), 400],
  ])("with %j is refused", async (changed, status) => {
    expect((await call("POST", base, { ...request, ...changed })).status).toBe(status);
  });
});

describe("endpoints and indexes", () => {
  it("are listed, and read", async () => {
    expect((await call("GET", "/api/2.0/vector-search/endpoints")).body).toEqual({
      endpoints: [vectorEndpoint],
    });
    expect((await call("GET", `/api/2.0/vector-search/endpoints/${vectorEndpoint.name}`)).body).toEqual(
      vectorEndpoint,
    );
    const { body } = await call("GET", `${base}?endpoint_name=${vectorEndpoint.name}`);
    expect(body.vector_indexes).toEqual([
      expect.objectContaining({ name: tableIndex.name, index_type: "DELTA_SYNC" }),
      expect.objectContaining({ name: directIndex.name, index_type: "DIRECT_ACCESS" }),
    ]);
    expect((await call("GET", direct)).body).toEqual(directIndex);
  });

  it.each([
    ["GET", "/api/2.0/vector-search/endpoints/none", 404, "RESOURCE_DOES_NOT_EXIST"],
    ["GET", base, 400, "INVALID_PARAMETER_VALUE"],
    ["GET", `${base}?endpoint_name=none`, 404, "RESOURCE_DOES_NOT_EXIST"],
    ["GET", `${base}/workspace.default.none`, 404, "RESOURCE_DOES_NOT_EXIST"],
    ["GET", `${base}/no-name`, 400, "INVALID_PARAMETER_VALUE"],
    ["POST", `${base}/workspace.default.none/query`, 404, "RESOURCE_DOES_NOT_EXIST"],
  ])("%s %s is refused", async (method, path, status, code) => {
    const answer = await call(method, path, method === "POST" ? { columns: ["id"] } : undefined);
    expect([answer.status, answer.body.error_code]).toEqual([status, code]);
  });

  it("need their grants", async () => {
    await revoke("table", directIndex.name, "MODIFY");
    const rows = { inputs_json: '[{"id": 9, "embedding": [1, 0]}]' };
    expect((await call("POST", `${direct}/upsert-data`, rows)).status).toBe(403);
    await revoke("table", directIndex.name, "SELECT");
    const query = { columns: ["id"], query_vector: [1, 0] };
    expect((await call("POST", `${direct}/query`, query)).status).toBe(403);
    expect(
      (await call("GET", `${base}?endpoint_name=${vectorEndpoint.name}`)).body.vector_indexes,
    ).toHaveLength(1);
    await revoke("vector_search_endpoint", vectorEndpoint.name, "CAN_USE");
    expect((await call("GET", "/api/2.0/vector-search/endpoints")).body).toEqual({});
    expect((await call("POST", `${ofTable}/query`, { columns: ["iata"], query_text: "x" })).status).toBe(403);
  });
});
