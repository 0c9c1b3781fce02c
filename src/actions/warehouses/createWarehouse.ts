import { databricksAction } from "../../databricksAction";
import { clusterCreation, databricksSqlAccess } from "../../errors/requiredGrant";
import { path } from "../../http/path";
import { textInput } from "../../inputs/text";
import { waitingUntil } from "../../inputs/waiting";
import { warehouseSettingInputs, warehouseSettings } from "../../inputs/warehouses/warehouseInputs";
import { readBack } from "../../services/readBack";
import { waitForWarehouse } from "../../services/warehouses/waitForWarehouse";
import { createdWarehouseSchema, fetchWarehouse, type Warehouse } from "../../services/warehouses/warehouses";
import { createdWarehouseExample, newWarehouseExample } from "../../services/warehouses/warehousesExamples";

const warehouseName = textInput({
  label: "Warehouse Name",
  comments: "The name of the warehouse. It must be unique in the workspace.",
  example: newWarehouseExample.name,
});

/**
 * Creates and starts a SQL warehouse, and gives it after the call, or once it runs. A creation that may have happened
 * is not retried. https://docs.databricks.com/api/workspace/warehouses/create
 */
export const createWarehouse = databricksAction({
  label: "Create SQL Warehouse",
  description: "Create and start a SQL warehouse and return it, either at once or when it is running.",
  effect: "write",
  grants: [databricksSqlAccess, clusterCreation],
  inputs: { warehouseName, ...warehouseSettingInputs, ...waitingUntil("the warehouse is running") },
  repeat: { kind: "refused", advice: "A warehouse with this name already exists." },
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
