import { pipeline } from "../../seed/pipelines";
import { grantsClient } from "../grants/grantsClient";

const { call } = grantsClient();

const base = "/api/2.0/pipelines";

/** Makes a pipeline of one file, and starts an update of it. */
const start = async (content: string, request: object = {}, library?: object) => {
  await call("POST", "/__workspace/seed", { objects: [{ path: "/Shared/own/a.sql", content }] });
  const libraries = [library ?? { file: { path: "/Workspace/Shared/own/a.sql" } }];
  const { body } = await call("POST", base, { name: "Own", catalog: "main", schema: "default", libraries });
  const path = `${base}/${body.pipeline_id}`;
  const { body: started } = await call("POST", `${path}/updates`, request);
  return { path, update: `${path}/updates/${started.update_id}` };
};

/** Reads an update until it is in one of some states: its work is real. */
const until = async (path: string, ...states: string[]) => {
  for (let tries = 0; tries < 2000; tries += 1) {
    const { update } = (await call("GET", path)).body as { update: { state: string } };
    if (states.includes(update.state)) return update;
  }
  throw new Error(`Not ${states.join(", ")}`);
};

/** What the latest errors of a pipeline say. */
const errorsOf = async (path: string): Promise<string> => {
  const { body } = await call("GET", `${path}/events?filter=${encodeURIComponent("level='ERROR'")}`);
  return JSON.stringify(body.events);
};

it("goes through its states as time passes", async () => {
  await call("POST", "/__workspace/pipelines", { state_ms: 1000 });
  const { update, path } = await start("CREATE OR REFRESH MATERIALIZED VIEW a AS SELECT 1 AS x", {
    full_refresh: true,
  });
  const states = [
    "CREATED",
    "WAITING_FOR_RESOURCES",
    "INITIALIZING",
    "RESETTING",
    "SETTING_UP_TABLES",
    "RUNNING",
  ];
  for (const state of states) {
    await until(update, state);
    await call("POST", "/__workspace/clock", { advance_ms: 1000 });
  }
  await until(update, "COMPLETED");
  const { body } = await call("GET", path);
  expect(body).toMatchObject({ state: "IDLE", health: "HEALTHY", latest_updates: [{ state: "COMPLETED" }] });
});

it.each([
  ["CREATE OR REFRESH STREAMING TABLE a AS SELECT 1", {}, undefined, "runs materialized views alone"],
  ["SELECT 1", { refresh_selection: ["b"] }, undefined, "runs materialized views alone"],
  [
    "CREATE OR REFRESH MATERIALIZED VIEW a AS SELECT 1 AS x",
    { refresh_selection: ["b"] },
    undefined,
    "No table of the pipeline is selected",
  ],
  ["", {}, { file: { path: "/Workspace/Shared/none.sql" } }, "none.sql does not exist"],
  ["", {}, { jar: "dbfs:/a.jar" }, "takes libraries of SQL files alone"],
  [
    "CREATE OR REFRESH MATERIALIZED VIEW a AS SELECT nothing AS x",
    { validate_only: true },
    undefined,
    "UNRESOLVED_COLUMN",
  ],
])("refuses what it cannot run: %s %j", async (content, request, library, said) => {
  const { path, update } = await start(content, request, library);
  await until(update, "FAILED");
  expect(await errorsOf(path)).toContain(said);
});

it.each(["parameters", "reset_checkpoint_selection"])("starts no update with %s", async (field) => {
  const path = `${base}/${pipeline.pipeline_id}/updates`;
  const request = { [field]: field === "parameters" ? { a: "1" } : ["a"] };
  expect((await call("POST", path, request)).status).toBe(501);
  expect((await call("GET", path)).body).toEqual({});
});

it("checks a query that reads another table of the pipeline, and publishes nothing", async () => {
  const view = "CREATE OR REFRESH MATERIALIZED VIEW";
  const { update } = await start(`${view} b AS SELECT x FROM a; ${view} a AS SELECT 1 AS x`, {
    validate_only: true,
  });
  await until(update, "COMPLETED");
  const statement = { statement: "SELECT * FROM main.default.a", warehouse_id: "475b94ddc7cd5211" };
  const { body } = await call("POST", "/api/2.0/sql/statements", statement);
  expect(body.status).toMatchObject({ state: "FAILED" });
});

it("filters and orders events, page by page, with nothing beside a token", async () => {
  const { path, update } = await start("CREATE OR REFRESH MATERIALIZED VIEW a AS SELECT 1 AS x");
  await until(update, "COMPLETED");
  const filter = encodeURIComponent("event_type='update_progress' AND timestamp > '2020-01-01T00:00:00Z'");
  const { body } = await call(
    "GET",
    `${path}/events?max_results=1&order_by=timestamp%20asc&filter=${filter}`,
  );
  expect(body.events).toMatchObject([{ message: expect.stringContaining("is CREATED") }]);
  const token = `max_results=1&page_token=${body.next_page_token}`;
  const { body: second } = await call("GET", `${path}/events?${token}`);
  expect(second.events).toMatchObject([{ message: expect.stringContaining("is WAITING_FOR_RESOURCES") }]);
  for (const query of [
    `${token}&filter=${filter}`,
    "page_token=none",
    "filter=level%20like%20'a'",
    "order_by=id",
  ]) {
    expect((await call("GET", `${path}/events?${query}`)).status).toBe(400);
  }
});

it("refuses a name that is taken, dry runs, too large pages, and a wrong control request", async () => {
  expect((await call("POST", base, { name: pipeline.name })).status).toBe(409);
  expect((await call("POST", base, { name: pipeline.name, allow_duplicate_names: true })).status).toBe(200);
  expect((await call("POST", base, { name: "Dry", dry_run: true })).status).toBe(501);
  expect((await call("GET", `${base}?max_results=101`)).status).toBe(400);
  expect((await call("POST", "/__workspace/pipelines", { state_ms: -1 })).status).toBe(400);
});
