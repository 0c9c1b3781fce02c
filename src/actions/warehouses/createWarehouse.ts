import { input } from "@prismatic-io/spectral";
import { databricksAction } from "../../databricksAction";
import { path } from "../../http/path";
import { requiredText } from "../../inputs/clean";
import { mergeExtraSettings } from "../../inputs/extraSettings";
import { waitingUntil } from "../../inputs/waiting";
import { exampleName, settingInputs, settingsOf } from "../../inputs/warehouses/warehouseInputs";
import { readBack } from "../../services/readBack";
import { fetchWarehouse, waitForWarehouse } from "../../services/warehouses/waitForWarehouse";
import {
  createdWarehouse,
  createdWarehouseSchema,
  type Warehouse,
} from "../../services/warehouses/warehouses";

const warehouseName = input({
  label: "Warehouse Name",
  type: "string",
  required: true,
  placeholder: exampleName,
  example: exampleName,
  comments: "The name of the warehouse, which no other one has.",
  clean: requiredText("Warehouse Name"),
});

/**
 * Makes a SQL warehouse, which starts at once, and gives it as it stands after the call, or once it runs. A creation that
 * may have happened is not asked for again.
 * https://docs.databricks.com/api/workspace/warehouses/create
 */
export const createWarehouse = databricksAction({
  label: "Create SQL Warehouse",
  description:
    "Create a SQL warehouse, which starts at once, and get it after the call or, when told to wait, once it runs.",
  effect: "write",
  inputs: { warehouseName, ...settingInputs, ...waitingUntil("the warehouse runs") },
  perform: async (
    client,
    { warehouseName: name, warehouseSettings, waitForCompletion, ...given },
  ): Promise<Partial<Warehouse>> => {
    const timed = client.withTimeout(given.timeoutSeconds);
    const { id } = await timed.post(
      path`/api/2.0/sql/warehouses`,
      mergeExtraSettings({ name, ...settingsOf(given) }, warehouseSettings),
      { schema: createdWarehouseSchema },
    );
    const warehouse = await readBack(fetchWarehouse(timed, id), {
      done: `SQL warehouse ${id} was created`,
      what: "its state",
    });
    return waitForCompletion ? waitForWarehouse(timed, id, warehouse, "RUNNING") : warehouse;
  },
  example: createdWarehouse,
});
