import { databricksAction } from "../../databricksAction";
import { manageWarehouseGrants } from "../../errors/requiredGrant";
import { warehouseId } from "../../inputs/shared";
import { waitingUntil } from "../../inputs/waiting";
import { changeWarehouse } from "../../services/warehouses/changeWarehouse";
import { stoppingWarehouseExample } from "../../services/warehouses/warehousesExamples";

/**
 * Takes a warehouse's id, stops it and gives the warehouse after the call, or once it has reached the new state.
 * https://docs.databricks.com/api/workspace/warehouses/stop
 */
export const stopWarehouse = databricksAction({
  label: "Stop SQL Warehouse",
  description:
    "Stop a SQL warehouse and return it, either at once or when it is stopped. A stopped or stopping warehouse is left unchanged.",
  effect: "write",
  grants: manageWarehouseGrants,
  inputs: { warehouseId, ...waitingUntil("the warehouse is stopped") },
  perform: (client, { warehouseId, ...waiting }) => changeWarehouse(client, warehouseId, "stop", waiting),
  example: stoppingWarehouseExample,
});
