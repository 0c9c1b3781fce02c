import type { Ids } from "../../control/ids";
import { optionalText } from "../../control/requests";
import type { Warehouse } from "./warehouse";

const host = "dbc-1234567890123456.cloud.databricks.com";

/** What a warehouse is where nothing else is said. */
const usual = {
  cluster_size: "Small",
  min_num_clusters: 1,
  max_num_clusters: 2,
  num_active_sessions: 0,
  auto_stop_mins: 120,
  enable_photon: true,
  enable_serverless_compute: false,
  warehouse_type: "PRO",
  spot_instance_policy: "COST_OPTIMIZED",
  channel: { name: "CHANNEL_NAME_CURRENT" },
  health: { status: "HEALTHY" },
};

/**
 * A whole warehouse from the fields that are given; what is left out is as usual, under an id and name of its own.
 * @throws HttpError 400 INVALID_PARAMETER_VALUE where id, name or state is no text
 */
export function completeWarehouse(given: Record<string, unknown>, ids: Ids, creator: string): Warehouse {
  const id = optionalText(given, "id") ?? ids.hex(16);
  const state = optionalText(given, "state") ?? "RUNNING";
  const path = `/sql/1.0/warehouses/${id}`;
  return {
    ...usual,
    creator_name: creator,
    jdbc_url: `jdbc:spark://${host}:443/default;transportMode=http;ssl=1;AuthMech=3;httpPath=${path};`,
    odbc_params: { hostname: host, path, port: 443, protocol: "https" },
    num_clusters: state === "RUNNING" ? 1 : 0,
    ...given,
    id,
    name: optionalText(given, "name") ?? `Warehouse ${id}`,
    state,
  };
}
