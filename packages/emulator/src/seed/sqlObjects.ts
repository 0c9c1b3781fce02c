/** A saved query, an alert of each generation, and a dashboard. */
import { warehouse } from "./warehouses";

export const savedQuery = {
  id: "4c7e91a2-58d0-4b36-9f21-a0d3c6e8b745",
  display_name: "Airports of a state",
  query_text: "SELECT iata FROM samples.aviation.airports WHERE state = :state ORDER BY iata",
  warehouse_id: warehouse.id,
  parameters: [{ name: "state", text_value: { value: "HI" } }],
  lifecycle_state: "ACTIVE",
};

export const alert = {
  id: "e2f6a817-3b59-4d04-b7c8-96a1d05e43f2",
  display_name: "Many strong earthquakes",
  query_text: "SELECT count(*) AS strong FROM samples.geology.earthquakes WHERE magnitude >= 6",
  warehouse_id: warehouse.id,
  schedule: { quartz_cron_schedule: "0 0 6 * * ?", timezone_id: "UTC", pause_status: "UNPAUSED" },
  evaluation: {
    source: { name: "strong" },
    comparison_operator: "GREATER_THAN",
    threshold: { value: { double_value: 5 } },
    state: "TRIGGERED",
  },
  lifecycle_state: "ACTIVE",
};

export const legacyAlert = {
  id: "7d90b5c3-1e48-4f62-a9d7-50c2e6f38a19",
  display_name: "No airports of a state",
  query_id: savedQuery.id,
  state: "OK",
  lifecycle_state: "ACTIVE",
};

export const dashboard = {
  dashboard_id: "01f0c8d4e6a21b3f9c7d5e4f3a2b1c0d",
  display_name: "Airports",
  warehouse_id: warehouse.id,
  lifecycle_state: "ACTIVE",
  serialized_dashboard: JSON.stringify({
    datasets: [{ name: "d1", queryLines: ["SELECT count(*) ", "FROM samples.aviation.airports"] }],
    pages: [{ name: "p1", displayName: "Overview" }],
  }),
};
