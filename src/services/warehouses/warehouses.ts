/**
 * SQL warehouses, API 2.0.
 * https://docs.databricks.com/api/workspace/warehouses
 */

import type { DatabricksClient } from "../../client";
import { pagesOf } from "../../http/paginate";
import { path } from "../../http/path";
import {
  lenientSchema,
  nonBlankSchema,
  objectSchema,
  optionalSchema,
  type ResponseSchema,
  textSchema,
} from "../../http/schema";

/** The state of a warehouse. An open list: Databricks may add to it. */
type WarehouseState =
  | "STARTING"
  | "RUNNING"
  | "STOPPING"
  | "STOPPED"
  | "DELETING"
  | "DELETED"
  | (string & {});

/** One SQL warehouse, as `get` and `list` return it. */
export interface Warehouse {
  id: string;
  name: string;
  state: WarehouseState;
  cluster_size?: string;
  warehouse_type?: string;
  min_num_clusters?: number;
  max_num_clusters?: number;
  num_clusters?: number;
  num_active_sessions?: number;
  auto_stop_mins?: number;
  creator_name?: string;
  enable_photon?: boolean;
  enable_serverless_compute?: boolean;
  spot_instance_policy?: string;
  jdbc_url?: string;
  odbc_params?: { hostname?: string; path?: string; port?: number; protocol?: string };
  channel?: { name?: string; dbsql_version?: string };
  tags?: { custom_tags?: { key?: string; value?: string }[] };
  health?: { status?: string; summary?: string; details?: string; message?: string };
}

/** A warehouse in a response. Databricks may omit any of its fields. */
export const warehouseSchema = objectSchema<Partial<Warehouse>>({
  name: optionalSchema(textSchema),
  state: optionalSchema(textSchema),
  health: optionalSchema(
    objectSchema({
      status: optionalSchema(textSchema),
      summary: optionalSchema(textSchema),
      details: optionalSchema(textSchema),
    }),
  ),
});

/** A warehouse as a choice. */
export const warehouseChoiceSchema = objectSchema<Pick<Warehouse, "id"> & Partial<Warehouse>>({
  id: nonBlankSchema,
  name: lenientSchema(nonBlankSchema),
  state: lenientSchema(textSchema),
});

/** The response to the creation of a warehouse. */
export const createdWarehouseSchema = objectSchema<{ id: string }>({ id: nonBlankSchema });

/** Reads a warehouse. */
export const fetchWarehouse = (client: DatabricksClient, warehouseId: string): Promise<Partial<Warehouse>> =>
  client.get(path`/api/2.0/sql/warehouses/${warehouseId}`, { schema: warehouseSchema });

/** Every warehouse that the connection's identity may see. @param item what is read of each; absent ones are omitted */
export const fetchWarehouses = <Item>(client: DatabricksClient, item: ResponseSchema<Item>) =>
  client.list(path`/api/2.0/sql/warehouses`, pagesOf("warehouses", item));
