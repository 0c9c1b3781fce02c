import { input } from "@prismatic-io/spectral";
import { databricksAction } from "../../databricksAction";
import { path } from "../../http/path";
import { optionalText } from "../../inputs/clean";
import { mergeExtraSettings } from "../../inputs/extraSettings";
import { warehouseId } from "../../inputs/shared";
import { settingInputs, settingsOf } from "../../inputs/warehouses/warehouseInputs";
import { readBack } from "../../services/readBack";
import { fetchWarehouse } from "../../services/warehouses/waitForWarehouse";
import { editedWarehouse, type Warehouse } from "../../services/warehouses/warehouses";

const warehouseName = input({
  label: "Warehouse Name",
  type: "string",
  required: false,
  placeholder: editedWarehouse.name,
  example: editedWarehouse.name,
  comments: "The name that the warehouse gets. Left empty, it keeps its own.",
  clean: optionalText("Warehouse Name"),
});

/**
 * Takes a warehouse's id and settings that change, and gives the warehouse as it stands after the call. Settings that are
 * left out stay as they are.
 * https://docs.databricks.com/api/workspace/warehouses/edit
 */
export const updateWarehouse = databricksAction({
  label: "Update SQL Warehouse",
  description:
    "Change settings of a SQL warehouse and get it after the call. What is left empty stays as it is.",
  effect: "write",
  inputs: { warehouseId, warehouseName, ...settingInputs },
  perform: async (
    client,
    { warehouseId, warehouseName: name, warehouseSettings, ...given },
  ): Promise<Partial<Warehouse>> => {
    const body = mergeExtraSettings({ name, ...settingsOf(given) }, warehouseSettings);
    if (Object.keys(body).length === 0) {
      throw new Error("Warehouse Name and all other settings are empty: there is nothing to change.");
    }
    await client.post(path`/api/2.0/sql/warehouses/${warehouseId}/edit`, body);
    return readBack(fetchWarehouse(client, warehouseId));
  },
  example: editedWarehouse,
});
