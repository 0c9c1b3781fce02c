import { databricksAction } from "../../databricksAction";
import { manageWarehouseGrants } from "../../errors/requiredGrant";
import { path } from "../../http/path";
import { warehouseId } from "../../inputs/shared";
import { awaitDeletion } from "../../services/awaitDeletion";
import { warehouseExample } from "../../services/warehouses/warehousesExamples";

/**
 * Takes a warehouse's id, deletes the warehouse for good and gives the id.
 * https://docs.databricks.com/api/workspace/warehouses/delete
 */
export const deleteWarehouse = databricksAction({
  label: "Delete SQL Warehouse",
  description: "Delete a SQL warehouse permanently.",
  effect: "write",
  grants: manageWarehouseGrants,
  inputs: { warehouseId },
  repeat: { kind: "refused", advice: "A warehouse that was already deleted is an error." },
  perform: async (client, { warehouseId: id }) => {
    await awaitDeletion(client.delete(path`/api/2.0/sql/warehouses/${id}`));
    return { id };
  },
  example: { id: warehouseExample.id },
});
