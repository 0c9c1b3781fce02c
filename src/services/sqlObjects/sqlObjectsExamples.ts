/** The example query, alerts, dashboard and entry of the query history. */
import { statementInputExamples } from "../sql/sqlExamples";
import { currentUserExample } from "../users/usersExamples";
import { warehouseExample } from "../warehouses/warehousesExamples";

/** A saved query with parameters of several kinds. */
export const savedQueryExample = {
  id: "4c7e91a2-58d0-4b36-9f21-a0d3c6e8b745",
  display_name: "Airports of a state",
  description: "The first airports of a state by their code.",
  owner_user_name: currentUserExample.userName,
  last_modifier_user_name: currentUserExample.userName,
  parent_path: "/Workspace/Users/ada@example.com",
  query_text: statementInputExamples.sqlStatement,
  warehouse_id: warehouseExample.id,
  parameters: [
    {
      name: "state",
      title: "State",
      enum_value: { enum_options: "HI\nTX\nWA", values: ["HI"] },
    },
  ],
  tags: ["airports"],
  run_as_mode: "OWNER",
  apply_auto_limit: true,
  lifecycle_state: "ACTIVE",
  create_time: "2025-11-10T08:30:00Z",
  update_time: "2025-11-14T16:05:00Z",
};

/** Every query of the example workspace; one has parameters in the older syntax. */
export const savedQueryExamples = [
  savedQueryExample,
  {
    id: "b18d03f6-7c42-4e95-8a60-3f5e27d9c1b4",
    display_name: "Airports north of a latitude",
    owner_user_name: currentUserExample.userName,
    query_text:
      "SELECT iata FROM samples.aviation.airports WHERE latitude > {{ latitude }} AND state = '{{ state }}' ORDER BY iata",
    warehouse_id: warehouseExample.id,
    parameters: [
      { name: "latitude", title: "Latitude", numeric_value: { value: 47.5 } },
      { name: "state", title: "State", text_value: { value: "WA" } },
    ],
    run_as_mode: "VIEWER",
    lifecycle_state: "ACTIVE",
    create_time: "2024-03-02T10:00:00Z",
    update_time: "2024-03-02T10:00:00Z",
  },
];

/** An alert on the number of earthquakes, which has been triggered. */
export const alertExample = {
  id: "e2f6a817-3b59-4d04-b7c8-96a1d05e43f2",
  display_name: "Many strong earthquakes",
  query_text: "SELECT count(*) AS strong FROM samples.geology.earthquakes WHERE magnitude >= 6",
  warehouse_id: warehouseExample.id,
  owner_user_name: currentUserExample.userName,
  parent_path: "/Workspace/Users/ada@example.com",
  schedule: { quartz_cron_schedule: "0 0 6 * * ?", timezone_id: "UTC", pause_status: "UNPAUSED" },
  evaluation: {
    source: { name: "strong" },
    comparison_operator: "GREATER_THAN",
    threshold: { value: { double_value: 5 } },
    empty_result_state: "UNKNOWN",
    state: "TRIGGERED",
    last_evaluated_at: "2025-11-18T06:00:12Z",
    notification: { notify_on_ok: true, subscriptions: [{ user_email: currentUserExample.userName }] },
  },
  lifecycle_state: "ACTIVE",
  create_time: "2025-10-02T09:00:00Z",
  update_time: "2025-11-18T06:00:12Z",
};

/** A legacy alert, on a saved query. */
export const legacyAlertExample = {
  id: "7d90b5c3-1e48-4f62-a9d7-50c2e6f38a19",
  display_name: "No airports of a state",
  query_id: savedQueryExample.id,
  owner_user_name: currentUserExample.userName,
  condition: {
    op: "EQUAL",
    operand: { column: { name: "iata" } },
    threshold: { value: { string_value: "" } },
    empty_result_state: "TRIGGERED",
  },
  state: "OK",
  seconds_to_retrigger: 0,
  lifecycle_state: "ACTIVE",
  create_time: "2024-03-02T10:00:00Z",
  update_time: "2025-11-18T05:30:00Z",
};

/** A dashboard with one dataset. */
export const dashboardExample = {
  dashboard_id: "01f0c8d4e6a21b3f9c7d5e4f3a2b1c0d",
  display_name: "Airports",
  path: "/Workspace/Users/ada@example.com/Airports.lvdash.json",
  parent_path: "/Workspace/Users/ada@example.com",
  warehouse_id: warehouseExample.id,
  lifecycle_state: "ACTIVE",
  create_time: "2025-11-10T08:30:00Z",
  update_time: "2025-11-14T16:05:00Z",
};

/** The contents of the dashboard, as JSON. */
export const serializedDashboardExample = JSON.stringify({
  datasets: [
    {
      name: "d1",
      displayName: "airports by state",
      queryLines: ["SELECT state, count(*) AS airports ", "FROM samples.aviation.airports GROUP BY state"],
    },
  ],
  pages: [{ name: "p1", displayName: "Overview" }],
});

/** The latest statement of the query history. */
export const historyEntryExample = {
  query_id: "01f0c9e5-f7b3-1c2d-a3e4-f5a6b7c8d9e0",
  lookup_key: "01f0c9e5-f7b3-1c2d-a3e4-f5a6b7c8d9e0",
  status: "FINISHED",
  query_text: statementInputExamples.sqlStatement.replace(":state", "'HI'"),
  statement_type: "SELECT",
  user_id: Number(currentUserExample.id),
  user_name: currentUserExample.userName,
  executed_as_user_id: Number(currentUserExample.id),
  executed_as_user_name: currentUserExample.userName,
  warehouse_id: warehouseExample.id,
  endpoint_id: warehouseExample.id,
  query_start_time_ms: Date.UTC(2025, 10, 18, 12),
  execution_end_time_ms: Date.UTC(2025, 10, 18, 12),
  query_end_time_ms: Date.UTC(2025, 10, 18, 12),
  duration: 0,
  is_final: true,
};
