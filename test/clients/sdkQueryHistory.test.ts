/** The official JavaScript client, unmodified, judges the query history of the local workspace. */
import { type sql, WorkspaceClient } from "@databricks/sdk-experimental";
import type { RunningWorkspace } from "../../packages/emulator/src/server";
import { stoppedWarehouseExample, warehouseExample } from "../../src/services/warehouses/warehousesExamples";
import { apiErrorOf, startSdkWorkspace } from "./sdkClient";

let running: RunningWorkspace;
let client: WorkspaceClient;
beforeEach(async () => {
  ({ running, client } = await startSdkWorkspace());
});
afterEach(() => running.close());

const execute = (statement: string, more: Partial<sql.ExecuteStatementRequest> = {}) =>
  client.statementExecution.executeStatement({ statement, warehouse_id: warehouseExample.id, ...more });
const history = (request: sql.ListQueryHistoryRequest = {}) => client.queryHistory.list(request);
const textsOf = ({ res = [] }: sql.ListQueriesResponse) => res.map(({ query_text }) => query_text);

it("shows the statements, the newest first, with what became of them", async () => {
  const { statement_id } = await execute("SELECT 1");
  running.workspace.clock.advance(1000);
  await execute("SELEC 2");
  const { user } = running.workspace.identity.user;
  expect(await history()).toEqual({
    has_next_page: false,
    res: [
      expect.objectContaining({
        query_text: "SELEC 2",
        status: "FAILED",
        statement_type: "OTHER",
        error_message: expect.stringContaining("PARSE_SYNTAX_ERROR"),
        is_final: true,
      }),
      {
        query_id: statement_id,
        lookup_key: statement_id,
        status: "FINISHED",
        query_text: "SELECT 1",
        statement_type: "SELECT",
        user_id: Number(user.id),
        user_name: user.userName,
        executed_as_user_id: Number(user.id),
        executed_as_user_name: user.userName,
        warehouse_id: warehouseExample.id,
        endpoint_id: warehouseExample.id,
        query_start_time_ms: Date.UTC(2025, 10, 18, 12),
        execution_end_time_ms: Date.UTC(2025, 10, 18, 12),
        query_end_time_ms: Date.UTC(2025, 10, 18, 12),
        duration: 0,
        is_final: true,
      },
    ],
  });
});

it("filters by time, status, warehouse, user and statement", async () => {
  const start = running.workspace.clock.now();
  const { statement_id = "" } = await execute("SELECT 1");
  running.workspace.clock.advance(60_000);
  await execute("SELECT 2", { warehouse_id: stoppedWarehouseExample.id, wait_timeout: "0s" });
  const found = async (filter_by: sql.QueryFilter) => textsOf(await history({ filter_by }));
  expect(await found({ query_start_time_range: { start_time_ms: start + 1 } })).toEqual(["SELECT 2"]);
  expect(await found({ query_start_time_range: { end_time_ms: start } })).toEqual(["SELECT 1"]);
  expect(await found({ statuses: ["FINISHED", "FAILED"] })).toEqual(["SELECT 1"]);
  expect(await found({ statuses: ["QUEUED"] })).toEqual(["SELECT 2"]);
  expect(await found({ warehouse_ids: [warehouseExample.id] })).toEqual(["SELECT 1"]);
  expect(await found({ statement_ids: [statement_id] })).toEqual(["SELECT 1"]);
  expect(await found({ user_ids: [Number(running.workspace.identity.user.user.id)] })).toHaveLength(2);
  expect(await found({ user_ids: [1] })).toEqual([]);
});

it("comes in pages, whose tokens carry the filter", async () => {
  for (const number of [1, 2, 3]) await execute(`SELECT ${number}`);
  await execute("SELEC 4");
  const first = await history({ max_results: 2, filter_by: { statuses: ["FINISHED"] } });
  expect([textsOf(first), first.has_next_page]).toEqual([["SELECT 3", "SELECT 2"], true]);
  const second = await history({ max_results: 2, page_token: first.next_page_token ?? "" });
  expect([textsOf(second), second.has_next_page]).toEqual([["SELECT 1"], false]);
  const refusal = await apiErrorOf(
    history({ page_token: first.next_page_token ?? "", filter_by: { statuses: ["FAILED"] } }),
  );
  expect(refusal.statusCode).toBe(400);
});

it("has metrics only where they are asked for", async () => {
  running.workspace.statements.configure({ run_ms: 7000 });
  const { statement_id } = await execute("SELECT 1", { wait_timeout: "0s" });
  const of = async (include_metrics: boolean) =>
    (await history({ include_metrics })).res?.find(({ query_id }) => query_id === statement_id);
  expect((await of(false))?.metrics).toBeUndefined();
  expect(await of(true)).toMatchObject({ metrics: { total_time_ms: expect.any(Number) } });
});

it("shows the statements of others only to whom the warehouse's monitoring is granted", async () => {
  const principal = new WorkspaceClient({
    host: running.url,
    clientId: running.clientId,
    clientSecret: running.clientSecret,
    loaders: [],
  });
  await execute("SELECT 'mine'");
  await principal.statementExecution.executeStatement({
    statement: "SELECT 'theirs'",
    warehouse_id: warehouseExample.id,
  });
  expect(textsOf(await history())).toEqual(["SELECT 'theirs'", "SELECT 'mine'"]);
  running.workspace.grants.revoke([
    { securable: "warehouse", id: warehouseExample.id, privilege: "CAN_MONITOR" },
  ]);
  expect(textsOf(await history())).toEqual(["SELECT 'mine'"]);
  expect(textsOf(await principal.queryHistory.list({}))).toEqual(["SELECT 'theirs'"]);
});

it("shows a statement late where a test says so, and forgets it after 30 days", async () => {
  running.workspace.statements.configure({ history_delay_ms: 5000 });
  await execute("SELECT 1");
  expect(await history()).toEqual({ has_next_page: false });
  running.workspace.clock.advance(5000);
  expect(textsOf(await history())).toEqual(["SELECT 1"]);
  running.workspace.clock.advance(30 * 24 * 3_600_000);
  expect(await history()).toEqual({ has_next_page: false });
});
