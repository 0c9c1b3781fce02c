import { databricksAction } from "../../databricksAction";
import { manageWarehouseGrants } from "../../errors/requiredGrant";
import { path } from "../../http/path";
import { asOptional } from "../../inputs/defineInput";
import { warehouseId } from "../../inputs/shared";
import { trimmedInput } from "../../inputs/text";
import { warehouseSettingInputs, warehouseSettings } from "../../inputs/warehouses/warehouseInputs";
import { readBack } from "../../services/readBack";
import { fetchWarehouse, type Warehouse } from "../../services/warehouses/warehouses";
import { editedWarehouseExample } from "../../services/warehouses/warehousesExamples";

const warehouseName = asOptional(
  trimmedInput({
    label: "Warehouse Name",
    comments: "The new name of the warehouse. If empty, the name is unchanged.",
    example: editedWarehouseExample.name,
  }),
);

/**
 * Takes a warehouse's id and settings to change, and gives the warehouse after the call. Omitted settings are
 * unchanged. https://docs.databricks.com/api/workspace/warehouses/edit
 */
export const updateWarehouse = databricksAction({
  label: "Update SQL Warehouse",
  description:
    "Change settings of a SQL warehouse and return the updated warehouse. Empty settings are unchanged.",
  effect: "write",
  grants: manageWarehouseGrants,
  inputs: { warehouseId, warehouseName, ...warehouseSettingInputs },
  repeat: { kind: "sameState" },
  perform: async (client, { warehouseId, warehouseName: name, ...given }): Promise<Partial<Warehouse>> => {
    const body = warehouseSettings(name, given);
    if (Object.keys(body).length === 0) {
      throw new Error("Warehouse Name and all other settings are empty: there is nothing to change.");
    }
    await client.post(path`/api/2.0/sql/warehouses/${warehouseId}/edit`, body);
    return readBack(fetchWarehouse(client, warehouseId));
  },
  example: editedWarehouseExample,
});
