import { databricksAction } from "../../databricksAction";
import { useWarehouseGrants } from "../../errors/requiredGrant";
import { warehouseId } from "../../inputs/shared";
import { waitingUntil } from "../../inputs/waiting";
import { changeWarehouse } from "../../services/warehouses/changeWarehouse";
import { warehouseExample } from "../../services/warehouses/warehousesExamples";

/**
 * Takes a warehouse's id, starts it and gives the warehouse after the call, or once it has reached the new state.
 * https://docs.databricks.com/api/workspace/warehouses/start
 */
export const startWarehouse = databricksAction({
  label: "Start SQL Warehouse",
  description:
    "Start a SQL warehouse and return it, either at once or when it is running. A running or starting warehouse is left unchanged. A stopping warehouse is started after it has stopped.",
  effect: "write",
  grants: useWarehouseGrants,
  inputs: { warehouseId, ...waitingUntil("the warehouse is running") },
  perform: (client, { warehouseId, ...waiting }) => changeWarehouse(client, warehouseId, "start", waiting),
  example: warehouseExample,
});
