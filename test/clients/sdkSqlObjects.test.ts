/** The official JavaScript client, unmodified, judges saved queries, alerts and dashboards of the local workspace. */
import type { WorkspaceClient } from "@databricks/sdk-experimental";
import type { RunningWorkspace } from "../../packages/emulator/src/server";
import {
  alertExample,
  dashboardExample,
  legacyAlertExample,
  savedQueryExample,
  savedQueryExamples,
  serializedDashboardExample,
} from "../../src/services/sqlObjects/sqlObjectsExamples";
import { apiErrorOf, listItems, startSdkWorkspace } from "./sdkClient";

let running: RunningWorkspace;
let client: WorkspaceClient;
beforeEach(async () => {
  ({ running, client } = await startSdkWorkspace());
});
afterEach(() => running.close());

it("lists saved queries in pages, reads, makes and trashes one", async () => {
  const { queries } = client;
  expect(await listItems(queries.list({ page_size: 1 }))).toEqual([
    expect.not.objectContaining({ parent_path: expect.anything() }),
    savedQueryExamples[1],
  ]);
  expect(await queries.get({ id: savedQueryExample.id })).toEqual(savedQueryExample);
  const made = await queries.create({ query: { display_name: "New", query_text: "SELECT 1" } });
  expect(await queries.get({ id: made.id ?? "" })).toMatchObject({
    query_text: "SELECT 1",
    lifecycle_state: "ACTIVE",
  });
  await queries.delete({ id: made.id ?? "" });
  expect(await listItems(queries.list({}))).toHaveLength(savedQueryExamples.length);
  expect(await apiErrorOf(queries.get({ id: "none" }))).toMatchObject({
    statusCode: 404,
    errorCode: "RESOURCE_DOES_NOT_EXIST",
  });
});

it("lists alerts of both kinds, and dashboards without what they are made of", async () => {
  expect(await listItems(client.alertsV2.listAlerts({}))).toEqual([alertExample]);
  expect(await client.alertsV2.getAlert({ id: alertExample.id })).toEqual(alertExample);
  expect(await listItems(client.alerts.list({}))).toEqual([legacyAlertExample]);
  expect(await listItems(client.lakeview.list({}))).toEqual([dashboardExample]);
  const { dashboard_id } = dashboardExample;
  expect(await client.lakeview.get({ dashboard_id })).toEqual({
    ...dashboardExample,
    serialized_dashboard: serializedDashboardExample,
  });
});

it("hides and refuses what may not be viewed", async () => {
  const { id } = savedQueryExample;
  running.workspace.grants.revoke([
    { securable: "query", id, privilege: "CAN_VIEW" },
    { securable: "alert", id: alertExample.id, privilege: "CAN_VIEW" },
    { securable: "dashboard", id: dashboardExample.dashboard_id, privilege: "CAN_READ" },
  ]);
  expect(await listItems(client.queries.list({}))).toHaveLength(savedQueryExamples.length - 1);
  expect((await apiErrorOf(client.queries.get({ id }))).message).toContain("View permissions on query");
  expect(await listItems(client.alertsV2.listAlerts({}))).toEqual([]);
  expect(await listItems(client.lakeview.list({}))).toEqual([]);
});

it("runs the queries of a dashboard as a task", async () => {
  running.workspace.clock.setMode("auto");
  const tasks = [{ task_key: "refresh", dashboard_task: { dashboard_id: dashboardExample.dashboard_id } }];
  const started = await client.jobs.submit({ tasks });
  const { state, tasks: ran = [] } = await started.wait();
  expect(state?.result_state).toBe("SUCCESS");
  expect(await client.jobs.getRunOutput({ run_id: ran[0]?.run_id ?? 0 })).toMatchObject({
    dashboard_output: { page_snapshots: [{ page_display_name: "Overview" }] },
  });
});
