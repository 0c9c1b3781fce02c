import { databricksAction } from "../../databricksAction";
import { useWarehouseGrants } from "../../errors/requiredGrant";
import { warehouseId } from "../../inputs/shared";
import { fetchWarehouse } from "../../services/warehouses/warehouses";
import { warehouseExample } from "../../services/warehouses/warehousesExamples";

/**
 * Takes a warehouse's id and gives the warehouse. An unknown id is an error (404 RESOURCE_DOES_NOT_EXIST).
 * https://docs.databricks.com/api/workspace/warehouses/get
 */
export const getWarehouse = databricksAction({
  label: "Get SQL Warehouse",
  description: "Get one SQL warehouse and its current state.",
  effect: "read",
  grants: useWarehouseGrants,
  inputs: { warehouseId },
  perform: (client, { warehouseId }) => fetchWarehouse(client, warehouseId),
  example: warehouseExample,
});
