import { stoppingWarehouse } from "../../api/warehouses";
import { databricksAction } from "../../databricksAction";
import { warehouseId } from "../../inputs/shared";
import { changeWarehouse } from "./changeWarehouse";

/**
 * Takes a warehouse's id, stops it and gives the warehouse as it stands after the call.
 * https://docs.databricks.com/api/workspace/warehouses/stop
 */
export const stopWarehouse = databricksAction({
  label: "Stop SQL Warehouse",
  description:
    "Stop a SQL warehouse and get its state after the call. Stopping a warehouse that is stopped or stopping changes nothing.",
  effect: "write",
  inputs: { warehouseId },
  perform: (client, { warehouseId }) => changeWarehouse(client, warehouseId, "stop"),
  example: stoppingWarehouse,
});
