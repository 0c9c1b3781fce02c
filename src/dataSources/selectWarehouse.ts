import { canUseWarehouse, databricksSqlAccess, toBeListed } from "../errors/requiredGrant";
import { lenientSchema } from "../http/schema";
import { fetchWarehouses, type Warehouse, warehouseChoiceSchema } from "../services/warehouses/warehouses";
import { warehouseExamples } from "../services/warehouses/warehousesExamples";
import { withState } from "./choices";
import { picklist } from "./picklist";

const choice = ({ id, name, state }: Pick<Warehouse, "id"> & Partial<Warehouse>) => ({
  key: id,
  label: withState(name || id, state),
});

/**
 * Every SQL warehouse by name, with its state. https://docs.databricks.com/api/workspace/warehouses/list
 */
export const selectWarehouse = picklist({
  label: "Select SQL Warehouse",
  description: "Select a SQL warehouse of the workspace.",
  grants: [databricksSqlAccess, ...toBeListed([canUseWarehouse])],
  choices: async (client) =>
    (await fetchWarehouses(client, lenientSchema(warehouseChoiceSchema))).map(choice),
  example: warehouseExamples.map(choice),
});
