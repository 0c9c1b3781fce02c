import { databricksAction } from "../../databricksAction";
import { path } from "../../http/path";
import { textInput } from "../../inputs/text";
import { waitingUntil } from "../../inputs/waiting";
import { warehouseSettingInputs, warehouseSettings } from "../../inputs/warehouses/warehouseInputs";
import { readBack } from "../../services/readBack";
import { fetchWarehouse, waitForWarehouse } from "../../services/warehouses/waitForWarehouse";
import { createdWarehouseSchema, type Warehouse } from "../../services/warehouses/warehouses";
import { createdWarehouseExample, newWarehouseExample } from "../../services/warehouses/warehousesExamples";

const warehouseName = textInput({
  label: "Warehouse Name",
  comments: "The name of the warehouse, which no other one has.",
  example: newWarehouseExample.name,
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
  inputs: { warehouseName, ...warehouseSettingInputs, ...waitingUntil("the warehouse runs") },
  perform: async (
    client,
    { warehouseName: name, waitForCompletion, timeoutSeconds, ...given },
  ): Promise<Partial<Warehouse>> => {
    const timed = client.withTimeout(timeoutSeconds);
    const { id } = await timed.post(path`/api/2.0/sql/warehouses`, warehouseSettings(name, given), {
      schema: createdWarehouseSchema,
    });
    const warehouse = await readBack(fetchWarehouse(timed, id), {
      done: `SQL warehouse ${id} was created`,
      what: "its state",
    });
    return waitForCompletion ? waitForWarehouse(timed, id, warehouse, "RUNNING") : warehouse;
  },
  example: createdWarehouseExample,
});
