/** Example warehouses. */
import type { Warehouse } from "./warehouses";

const host = "dbc-1234567890123456.cloud.databricks.com";

const connectionDetails = (id: string) => ({
  jdbc_url: `jdbc:spark://${host}:443/default;transportMode=http;ssl=1;AuthMech=3;httpPath=/sql/1.0/warehouses/${id};`,
  odbc_params: { hostname: host, path: `/sql/1.0/warehouses/${id}`, port: 443, protocol: "https" },
});

/** A running warehouse: the example of every warehouse input and result. */
export const warehouseExample = {
  id: "475b94ddc7cd5211",
  name: "Shared Warehouse",
  cluster_size: "Small",
  min_num_clusters: 1,
  max_num_clusters: 2,
  num_clusters: 1,
  num_active_sessions: 0,
  auto_stop_mins: 120,
  creator_name: "ada@example.com",
  enable_photon: true,
  enable_serverless_compute: false,
  warehouse_type: "PRO",
  spot_instance_policy: "COST_OPTIMIZED",
  channel: { name: "CHANNEL_NAME_CURRENT" },
  tags: { custom_tags: [{ key: "team", value: "analytics" }] },
  ...connectionDetails("475b94ddc7cd5211"),
  state: "RUNNING",
  health: { status: "HEALTHY" },
} satisfies Warehouse;

/** The running warehouse just after the request to stop. */
export const stoppingWarehouseExample = { ...warehouseExample, state: "STOPPING" } satisfies Warehouse;

/** A stopped warehouse. */
export const stoppedWarehouseExample = {
  ...warehouseExample,
  id: "9c2f1a7be0d84466",
  name: "Nightly Warehouse",
  cluster_size: "2X-Small",
  max_num_clusters: 1,
  num_clusters: 0,
  auto_stop_mins: 10,
  tags: { custom_tags: [{ key: "team", value: "data-engineering" }] },
  ...connectionDetails("9c2f1a7be0d84466"),
  state: "STOPPED",
} satisfies Warehouse;

/** Every example warehouse, in the order in which a list returns them. */
export const warehouseExamples = [warehouseExample, stoppedWarehouseExample] satisfies Warehouse[];

/** The name and settings of the example of a new warehouse. */
export const newWarehouseExample = {
  name: "Exports Warehouse",
  min_num_clusters: 1,
  max_num_clusters: 2,
  auto_stop_mins: 10,
  enable_serverless_compute: true,
  warehouse_type: "PRO",
};

const { tags: _tags, ...untagged } = warehouseExample;

const newId = "b7d20c41e98f3a65";

/** The new warehouse just after its creation. */
export const createdWarehouseExample = {
  ...untagged,
  ...newWarehouseExample,
  id: newId,
  num_clusters: 0,
  ...connectionDetails(newId),
  state: "STARTING",
} satisfies Warehouse;

/** The running warehouse after a change of its settings. */
export const editedWarehouseExample = {
  ...warehouseExample,
  ...newWarehouseExample,
  name: "Shared Warehouse, Day",
} satisfies Warehouse;
