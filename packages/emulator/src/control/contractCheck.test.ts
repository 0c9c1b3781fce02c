/** Requests are validated against Databricks' API description, on all routes. */
import { warehouse } from "../seed/warehouses";
import { type RunningWorkspace, startWorkspace } from "../server";

describe("a request", () => {
  let running: RunningWorkspace;
  beforeAll(async () => {
    running = await startWorkspace({ clock: "manual" });
  });
  afterAll(() => running.close());

  const call = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${running.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${running.token}`, "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };

  it.each<[string, string, object, string, RegExp]>([
    ["POST", "/api/2.0/sql/statements", { warehouse_id: "x" }, "INVALID_PARAMETER_VALUE", /: statement$/],
    [
      "POST",
      "/api/2.0/sql/statements",
      { statement: "SELECT 1", warehouse_id: "x", format: "XML" },
      "INVALID_PARAMETER_VALUE",
      /^format must be one of: ARROW_STREAM,CSV,JSON_ARRAY/,
    ],
    [
      "POST",
      "/api/2.0/sql/statements",
      { statement: { sql: "SELECT 1" }, warehouse_id: "x" },
      "MALFORMED_REQUEST",
      /String field 'statement'$/,
    ],
    [
      "POST",
      "/api/2.0/sql/warehouses",
      { name: "w", tags: "t" },
      "MALFORMED_REQUEST",
      /'START_OBJECT' not 'VALUE_STRING'/,
    ],
    [
      "POST",
      "/api/2.0/sql/warehouses",
      { name: "w", warehouse_type: "SERVERLESS" },
      "INVALID_PARAMETER_VALUE",
      /^warehouse_type must be one of/,
    ],
    ["POST", "/api/2.1/clusters/create", { num_workers: 1 }, "INVALID_PARAMETER_VALUE", /: spark_version$/],
    ["POST", "/api/2.0/clusters/create", { num_workers: 1 }, "INVALID_PARAMETER_VALUE", /: spark_version$/],
    [
      "POST",
      "/api/2.1/clusters/create",
      { spark_version: "x", data_security_mode: "OPEN" },
      "INVALID_PARAMETER_VALUE",
      /^data_security_mode must be one of/,
    ],
    [
      "POST",
      "/api/2.2/jobs/create",
      { tasks: [{ task_key: "a" }, { notebook_task: {} }] },
      "INVALID_PARAMETER_VALUE",
      /^Missing required field: tasks\[1\]\.notebook_task\.notebook_path$/,
    ],
    ["POST", "/api/2.2/jobs/create", { tasks: {} }, "MALFORMED_REQUEST", /'START_ARRAY' not 'START_OBJECT'/],
    [
      "POST",
      "/api/2.2/jobs/create",
      { tags: { team: { name: "a" } } },
      "MALFORMED_REQUEST",
      /String field 'tags\.team'$/,
    ],
    [
      "POST",
      "/api/2.0/mlflow/runs/log-metric",
      { run_id: "x", key: "m" },
      "INVALID_PARAMETER_VALUE",
      /^Missing/,
    ],
    [
      "POST",
      "/api/2.0/mlflow/runs/update",
      { run_id: "x", status: "DONE" },
      "INVALID_PARAMETER_VALUE",
      /^status must/,
    ],
    [
      "PUT",
      "/api/2.1/unity-catalog/models/a.b.c/aliases/x",
      {},
      "INVALID_PARAMETER_VALUE",
      /^Missing required field: version_num$/,
    ],
  ])("%s %s with %j is refused", async (method, path, body, code, message) => {
    expect(await call(method, path, body)).toEqual({
      status: 400,
      body: { error_code: code, message: expect.stringMatching(message) },
    });
  });

  it.each([
    ["/api/2.2/jobs/runs/list?run_type=NIGHTLY", /^run_type must be one of/],
    ["/api/2.2/jobs/runs/list?limit=many", /^Invalid limit: many$/],
    ["/api/2.2/jobs/list?expand_tasks=yes", /^Invalid expand_tasks: yes$/],
    ["/api/2.0/mlflow/experiments/get", /^Missing required field: experiment_id$/],
    ["/api/2.1/clusters/get", /^Missing required field: cluster_id$/],
    ["/api/2.1/clusters/list?filter_by.is_pinned=yes", /^Invalid filter_by.is_pinned: yes$/],
    [
      "/api/2.1/clusters/list?filter_by.cluster_states=RUNNING&filter_by.cluster_states=ASLEEP",
      /^filter_by.cluster_states must be one of: .* Got: ASLEEP$/,
    ],
    ["/api/2.1/clusters/list?filter_by.cluster_sources=NONE", /^filter_by.cluster_sources must be one of/],
    ["/api/2.1/clusters/list?sort_by.field=STATE", /^sort_by.field must be one of/],
    ["/api/2.1/clusters/list?sort_by.direction=desc", /^sort_by.direction must be one of/],
    ["/api/2.0/sql/history/queries?filter_by.statuses=DONE", /^filter_by.statuses must be one of/],
    ["/api/2.0/sql/history/queries?filter_by.user_ids=me", /^Invalid filter_by.user_ids: me$/],
    [
      "/api/2.0/sql/history/queries?filter_by.query_start_time_range.start_time_ms=now",
      /^Invalid filter_by.query_start_time_range.start_time_ms: now$/,
    ],
  ])("GET %s is refused", async (path, message) => {
    expect(await call("GET", path)).toEqual({
      status: 400,
      body: { error_code: "INVALID_PARAMETER_VALUE", message: expect.stringMatching(message) },
    });
  });

  it("of API 1.2 is refused in that API's own words", async () => {
    expect(await call("POST", "/api/1.2/contexts/destroy", { clusterId: "x" })).toEqual({
      status: 400,
      body: { error: "IllegalArgumentException: Missing required field: contextId" },
    });
  });

  it("of SCIM is refused in the envelope of SCIM", async () => {
    expect(await call("GET", "/api/2.0/preview/scim/v2/Users?count=many")).toEqual({
      status: 400,
      body: {
        schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"],
        detail: "Invalid count: many",
        status: "400",
        scimType: "invalidValue",
      },
    });
  });

  it("may have null for what it leaves out, and numbers and truth as text", async () => {
    const settings = { name: "w", auto_stop_mins: "30", enable_photon: "false", spot_instance_policy: null };
    const made = await call("POST", "/api/2.0/sql/warehouses", settings);
    const got = await call("GET", `/api/2.0/sql/warehouses/${made.body.id}`);
    expect(got.body).toMatchObject({ auto_stop_mins: 30, enable_photon: false });
  });

  it("loses the fields that Databricks does not know", async () => {
    await call("POST", `/api/2.0/sql/warehouses/${warehouse.id}/edit`, { colour: "red" });
    expect((await call("GET", `/api/2.0/sql/warehouses/${warehouse.id}`)).body).not.toHaveProperty("colour");
  });
});
