/** The SQL warehouses of the default seed. */
import type { Warehouse } from "../services/warehouses/warehouse";

const host = "dbc-1234567890123456.cloud.databricks.com";

const connectionDetails = (id: string) => ({
  jdbc_url: `jdbc:spark://${host}:443/default;transportMode=http;ssl=1;AuthMech=3;httpPath=/sql/1.0/warehouses/${id};`,
  odbc_params: { hostname: host, path: `/sql/1.0/warehouses/${id}`, port: 443, protocol: "https" },
});

/** A running warehouse. */
export const warehouse = {
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

/** A stopped warehouse. */
export const stoppedWarehouse = {
  ...warehouse,
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

/** Every warehouse, in the order in which a list answers them. */
export const warehouses = [warehouse, stoppedWarehouse] satisfies Warehouse[];
