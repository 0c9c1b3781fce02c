import { stoppingWarehouse, type Warehouse } from "../../api/warehouses";
import { databricksAction } from "../../databricksAction";
import { path } from "../../http/path";
import { warehouseId } from "../../inputs/shared";

/**
 * Takes a warehouse's id, stops it and gives the warehouse as it stands after the call. Databricks documents a
 * repeat as harmless.
 * https://docs.databricks.com/api/workspace/warehouses/stop
 */
export const stopWarehouse = databricksAction({
  label: "Stop SQL Warehouse",
  description:
    "Stop a SQL warehouse and get its state after the call. Stopping a warehouse that is stopped or stopping changes nothing.",
  effect: "write",
  inputs: { warehouseId },
  perform: async (client, { warehouseId }) => {
    await client.post(path`/api/2.0/sql/warehouses/${warehouseId}/stop`, {}, { repeatable: true });
    return client.get<Warehouse>(path`/api/2.0/sql/warehouses/${warehouseId}`);
  },
  example: stoppingWarehouse,
});
