import { alert, dashboard, legacyAlert, savedQuery } from "../../seed/sqlObjects";
import { grantsClient } from "../grants/grantsClient";

const { call, revoke } = grantsClient();

const queries = "/api/2.0/sql/queries";

it("a query is made, read, listed and moved to the trash", async () => {
  const query = { display_name: "New", query_text: "SELECT 1", parent_path: "/Workspace/Users/a" };
  const { body: made } = await call("POST", queries, { query });
  expect(made).toMatchObject({ ...query, lifecycle_state: "ACTIVE", owner_user_name: "ada@example.com" });
  expect((await call("GET", `${queries}/${made.id}`)).body).toEqual(made);
  const { parent_path: _place, ...listed } = made;
  expect((await call("GET", queries)).body.results).toEqual([savedQuery, listed]);
  expect((await call("DELETE", `${queries}/${made.id}`)).status).toBe(200);
  expect((await call("GET", queries)).body.results).toEqual([savedQuery]);
  expect((await call("GET", `${queries}/${made.id}`)).body.lifecycle_state).toBe("TRASHED");
});

it("a query has a name of its own in its folder, which gets a number where that is asked for", async () => {
  const query = { display_name: "Taken" };
  const make = (more: object) => call("POST", queries, { query, ...more });
  await make({});
  expect(await make({})).toMatchObject({
    status: 400,
    body: { error_code: "RESOURCE_ALREADY_EXISTS", message: "Node named 'Taken' already exists" },
  });
  expect((await make({ auto_resolve_display_name: true })).body.display_name).toBe("Taken (1)");
  const third = (await make({ auto_resolve_display_name: true })).body;
  expect(third.display_name).toBe("Taken (2)");
  expect((await make({ query: { ...query, parent_path: "/Workspace/Shared" } })).status).toBe(200);
  await call("DELETE", `${queries}/${third.id}`);
  expect((await make({ auto_resolve_display_name: true })).body.display_name).toBe("Taken (2)");
});

it.each([
  [`${queries}/none`, "Query none does not exist."],
  ["/api/2.0/alerts/none", "Alert none does not exist."],
  ["/api/2.0/lakeview/dashboards/none", "Dashboard with ID none does not exist."],
])("%s is told to be missing", async (path, message) => {
  const { status, body } = await call("GET", path);
  expect([status, body]).toEqual([404, { error_code: "RESOURCE_DOES_NOT_EXIST", message }]);
});

it.each([
  ["query", savedQuery.id, queries, "results", "CAN_VIEW"],
  ["alert", alert.id, "/api/2.0/alerts", "alerts", "CAN_VIEW"],
  ["alert", legacyAlert.id, "/api/2.0/sql/alerts", "results", "CAN_VIEW"],
  ["dashboard", dashboard.dashboard_id, "/api/2.0/lakeview/dashboards", "dashboards", "CAN_READ"],
])("a %s (%s) that may not be viewed is not listed", async (securable, id, path, field, privilege) => {
  expect((await call("GET", path)).body[field]).toHaveLength(1);
  await revoke(securable, id, privilege);
  expect((await call("GET", path)).body).toEqual({});
});

it.each([
  ["queries", savedQuery.id],
  ["alertsv2", alert.id],
  ["alerts", legacyAlert.id],
  ["dashboards", dashboard.dashboard_id],
])("the permissions of %s/%s can be given", async (type, id) => {
  const path = `/api/2.0/permissions/${type}/${id}`;
  const access_control_list = [{ group_name: "data-team", permission_level: "CAN_RUN" }];
  expect((await call("PATCH", path, { access_control_list })).status).toBe(200);
  expect((await call("GET", path)).body.access_control_list).toHaveLength(4);
  expect((await call("GET", `/api/2.0/permissions/${type}/none`)).status).toBe(404);
});
