import { warehouse } from "../../api/warehouses";
import { databricksAction } from "../../databricksAction";
import { warehouseId } from "../../inputs/shared";
import { changeWarehouse } from "./changeWarehouse";

/**
 * Takes a warehouse's id, starts it and gives the warehouse as it stands after the call.
 * https://docs.databricks.com/api/workspace/warehouses/start
 */
export const startWarehouse = databricksAction({
  label: "Start SQL Warehouse",
  description:
    "Start a SQL warehouse and get its state after the call. Starting a warehouse that runs or is starting changes nothing.",
  effect: "write",
  inputs: { warehouseId },
  perform: (client, { warehouseId }) => changeWarehouse(client, warehouseId, "start"),
  example: warehouse,
});
