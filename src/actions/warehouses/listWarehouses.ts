import { databricksAction } from "../../databricksAction";
import { canUseWarehouse, databricksSqlAccess, toBeListed } from "../../errors/requiredGrant";
import { fetchWarehouses, warehouseSchema } from "../../services/warehouses/warehouses";
import { warehouseExamples } from "../../services/warehouses/warehousesExamples";

/**
 * Gives every SQL warehouse that the connection's identity may see, an empty list if there are none.
 * https://docs.databricks.com/api/workspace/warehouses/list
 */
export const listWarehouses = databricksAction({
  label: "List SQL Warehouses",
  description: "List all SQL warehouses of the workspace.",
  effect: "read",
  grants: [databricksSqlAccess, ...toBeListed([canUseWarehouse])],
  inputs: {},
  perform: (client) => fetchWarehouses(client, warehouseSchema),
  example: warehouseExamples,
});
