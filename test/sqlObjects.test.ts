/** The query history, saved queries, alerts and the refresh of dashboards. */
import type { HistoryEntry } from "../src/services/sql/queryHistory";
import type { StatementResult } from "../src/services/sql/result";
import {
  dashboardExample,
  legacyAlertExample,
  savedQueryExample,
  savedQueryExamples,
} from "../src/services/sqlObjects/sqlObjectsExamples";
import { currentUserExample } from "../src/services/users/usersExamples";
import { stoppedWarehouseExample, warehouseExample } from "../src/services/warehouses/warehousesExamples";
import { failureOf, runIn, runnerIn, tokenConnection } from "./support/component";
import { runDirectly } from "./support/directStatements";
import { useWorkspace } from "./support/workspace";

const workspace = useWorkspace();

const run = runnerIn(workspace);

/** The bodies of the statements that were sent. */
const statements = async (): Promise<Record<string, unknown>[]> =>
  (await workspace.requests())
    .filter(({ method, path }) => method === "POST" && path === "/api/2.0/sql/statements")
    .map(({ body }) => body as Record<string, unknown>);

describe("the query history", () => {
  const texts = async (parameters: object = {}): Promise<(string | undefined)[]> =>
    (await run<HistoryEntry[]>("listQueryHistory", parameters)).map(({ query_text }) => query_text);

  it("is empty at first, and then filtered by time, state, user and warehouse", async () => {
    expect(await texts()).toEqual([]);
    await runDirectly(workspace, "SELECT 1");
    await workspace.advance(60_000);
    await runDirectly(workspace, "SELEC 2").catch(() => undefined);
    expect(await texts()).toEqual(["SELEC 2", "SELECT 1"]);
    expect(await texts({ statuses: ["failed"] })).toEqual(["SELEC 2"]);
    expect(await texts({ startTimeFrom: "2025-11-18T12:00:01Z" })).toEqual(["SELEC 2"]);
    expect(await texts({ startTimeTo: Date.UTC(2025, 10, 18, 12) })).toEqual(["SELECT 1"]);
    expect(await texts({ warehouseIds: [stoppedWarehouseExample.id] })).toEqual([]);
    expect(await texts({ users: [currentUserExample.userName] })).toHaveLength(2);
    expect(await texts({ users: [workspace.clientId, "7"] })).toEqual([]);
    const [entry] = await run<{ metrics?: object }[]>("listQueryHistory", { includeMetrics: true });
    expect(entry?.metrics).toBeDefined();
  });

  it("is read page by page up to a limit, the filter only with the first", async () => {
    const entry = (id: number) => ({ query_id: String(id), user_id: 1 });
    const path = "/api/2.0/sql/history/queries";
    const pages = [
      { res: [entry(1)], next_page_token: "a+b", has_next_page: true },
      { next_page_token: "c", has_next_page: true },
      { res: [entry(2), entry(3)], next_page_token: "d", has_next_page: false },
    ];
    for (const body of pages) await workspace.fault({ path, status: 200, body, times: 1 });
    expect(await run("listQueryHistory", { statuses: "FINISHED" })).toEqual([entry(1), entry(2), entry(3)]);
    const queries = (await workspace.requests()).map(({ query }) => query);
    expect(queries).toEqual([
      { max_results: "100", "filter_by.statuses": "FINISHED" },
      { max_results: "100", page_token: "a+b" },
      { max_results: "100", page_token: "c" },
    ]);
    await workspace.fault({ path, status: 200, body: pages[0], times: 1 });
    expect(await run("listQueryHistory", { limit: 1 })).toEqual([entry(1)]);
  });

  it("is not shorter than Databricks says, unless it is limited", async () => {
    const entry = { query_id: "1", user_id: 1 };
    const body = { res: [entry], has_next_page: true };
    await workspace.fault({ path: "/api/2.0/sql/history/queries", status: 200, body, times: 2 });
    expect((await failureOf(run("listQueryHistory"))).message).toContain(
      "Databricks gave 1 items and says that more follow, but not where",
    );
    expect(await run("listQueryHistory", { limit: 1 })).toEqual([entry]);
  });

  it.each([
    [{ statuses: ["DONE"] }, "Statuses must be one of QUEUED"],
    [{ users: ["nobody@example.com"] }, "no user, group or service principal"],
    [{ startTimeFrom: "yesterday" }, "Started From must be a time"],
    [{ startTimeFrom: 2, startTimeTo: 1 }, "Started From must not be after Started To"],
  ])("with %j is not read", async (parameters, message) => {
    expect((await failureOf(run("listQueryHistory", parameters))).message).toContain(message);
  });
});

describe("a saved query", () => {
  const { id: queryId } = savedQueryExample;
  const [, older] = savedQueryExamples;

  it("runs with its defaults on its warehouse, or with values on another", async () => {
    await workspace.setClock("auto");
    const { rows } = await run<StatementResult>("runQuery", { queryId });
    expect(rows?.map(({ iata }) => iata)).toEqual(["HDH", "HI01"]);
    const other = await run<StatementResult>("runQuery", {
      queryId,
      queryParameters: { state: "TX" },
      warehouseId: stoppedWarehouseExample.id,
      rowLimit: 1,
    });
    expect(other.rows).toHaveLength(1);
    const [first, second] = await statements();
    expect(first).toMatchObject({
      warehouse_id: warehouseExample.id,
      parameters: [{ name: "state", value: "HI" }],
    });
    expect(second).toMatchObject({
      warehouse_id: stoppedWarehouseExample.id,
      row_limit: 1,
      parameters: [{ name: "state", value: "TX" }],
    });
    expect((await failureOf(run("runQuery", { queryId, queryParameters: { state: "XX" } }))).message).toBe(
      'Query Parameters "state" must be one of HI, TX, WA.',
    );
  });

  it("with parameters in the older syntax runs, and a value stays a value", async () => {
    const parameters = { queryId: older?.id };
    const { rows } = await run<StatementResult>("runQuery", parameters);
    expect(rows?.length).toBeGreaterThan(0);
    const state = "WA' OR '1'='1";
    const none = await run<StatementResult>("runQuery", { ...parameters, queryParameters: { state } });
    expect(none.rows).toEqual([]);
  });

  it("of several statements fails with what to do", async () => {
    const query = { query_text: "SELECT 1; SELECT 2", warehouse_id: warehouseExample.id };
    const { json } = await workspace.call("POST", "/api/2.0/sql/queries", { query });
    const { id } = json as { id: string };
    expect((await failureOf(run("runQuery", { queryId: id }))).message).toContain(
      "Databricks runs one statement per request: run each statement in a separate step.",
    );
  });

  it("is read as it is, and a missing one is told", async () => {
    expect(await run("getQuery", { queryId: `https://x/sql/editor/${queryId}?o=1` })).toEqual(
      savedQueryExample,
    );
    expect(await failureOf(run("runQuery", { queryId: "none" }))).toMatchObject({
      status: 404,
      errorCode: "RESOURCE_DOES_NOT_EXIST",
    });
  });

  it("that writes is refused where the connection only reads, with nothing sent to the warehouse", async () => {
    const query = {
      query_text: "CREATE TABLE workspace.default.t (a INT)",
      warehouse_id: warehouseExample.id,
    };
    const { json } = await workspace.call("POST", "/api/2.0/sql/queries", { query });
    const { id } = json as { id: string };
    const readOnly = { connection: tokenConnection(workspace, { readOnly: true }) };
    const error = await failureOf(runIn(workspace, "runQuery", { queryId: id }, readOnly));
    expect(error.message).toContain("begins with CREATE");
    expect(await statements()).toEqual([]);
    await runIn(workspace, "runQuery", { queryId }, readOnly);
    await run("runQuery", { queryId: id });
  });
});

it("alerts are listed by their state, those of the older kind too", async () => {
  expect(await run("listAlerts", { alertState: "OK" })).toEqual([]);
  expect(await run("listAlerts", { alertState: "TRIGGERED" })).toHaveLength(1);
  expect(await run("listAlerts", { alertType: "legacy", alertState: "ok" })).toEqual([legacyAlertExample]);
});

describe("the refresh of a dashboard", () => {
  const { dashboard_id: dashboardId } = dashboardExample;

  it("runs its queries, and sends a snapshot to subscribers", async () => {
    await workspace.setClock("auto");
    const refreshed = await run("refreshDashboard", {
      dashboardId,
      subscribers: ["ada@example.com"],
      waitForCompletion: true,
    });
    expect(refreshed).toMatchObject({ outcome: "succeeded" });
    const [submitted] = (await workspace.requests()).filter(({ path }) => path.endsWith("/submit"));
    expect(submitted?.body).toMatchObject({
      tasks: [
        {
          task_key: "refresh",
          dashboard_task: {
            dashboard_id: dashboardId,
            subscription: { subscribers: [{ user_name: "ada@example.com" }] },
          },
        },
      ],
    });
  });

  it.each([
    [
      "that fails",
      dashboardId,
      { statement: "^SELECT state", error: { message: "[TABLE_OR_VIEW_NOT_FOUND] x" } },
      "TABLE_OR_VIEW_NOT_FOUND",
    ],
    ["of no dashboard", "none", undefined, "Dashboard with ID none does not exist"],
  ])("%s fails the step with the reason", async (_name, id, fault, message) => {
    await workspace.setClock("auto");
    if (fault) await workspace.fault({ ...fault, times: 9 });
    const error = await failureOf(run("refreshDashboard", { dashboardId: id, waitForCompletion: true }));
    expect(error.message).toContain(message);
  });
});
