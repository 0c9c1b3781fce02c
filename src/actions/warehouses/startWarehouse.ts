import { databricksAction } from "../../databricksAction";
import { warehouseId } from "../../inputs/shared";
import { waitingUntil } from "../../inputs/waiting";
import { changeWarehouse } from "../../services/warehouses/changeWarehouse";
import { warehouseExample } from "../../services/warehouses/warehousesExamples";

/**
 * Takes a warehouse's id, starts it and gives the warehouse as it stands after the call, or once it is there.
 * https://docs.databricks.com/api/workspace/warehouses/start
 */
export const startWarehouse = databricksAction({
  label: "Start SQL Warehouse",
  description:
    "Start a SQL warehouse and get its state after the call or, when told to wait, once it is there. Starting a warehouse that runs or is starting changes nothing; one that is stopping is started once it has stopped.",
  effect: "write",
  inputs: { warehouseId, ...waitingUntil("the warehouse runs") },
  perform: (client, { warehouseId, ...waiting }) => changeWarehouse(client, warehouseId, "start", waiting),
  example: warehouseExample,
});
