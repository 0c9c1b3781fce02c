import { type Warehouse, warehouse } from "../../api/warehouses";
import { databricksAction } from "../../databricksAction";
import { path } from "../../http/path";
import { warehouseId } from "../../inputs/shared";

/**
 * Takes a warehouse's id, starts it and gives the warehouse as it stands after the call. Databricks documents a
 * repeat as harmless.
 * https://docs.databricks.com/api/workspace/warehouses/start
 */
export const startWarehouse = databricksAction({
  label: "Start SQL Warehouse",
  description:
    "Start a SQL warehouse and get its state after the call. Starting a warehouse that runs or is starting changes nothing.",
  effect: "write",
  inputs: { warehouseId },
  perform: async (client, { warehouseId }) => {
    await client.post(path`/api/2.0/sql/warehouses/${warehouseId}/start`, {}, { repeatable: true });
    return client.get<Warehouse>(path`/api/2.0/sql/warehouses/${warehouseId}`);
  },
  example: warehouse,
});
