import { flow } from "@prismatic-io/spectral";
import { insertStatement, ordersPerStatement } from "../insertStatement";
import { readOrders } from "../order";

/** Starts with orders that are posted to the flow's URL, and inserts them as the customer has mapped them. */
export const ordersIn = flow({
  name: "Orders In",
  stableKey: "orders-in",
  description: "Inserts posted orders into the table.",
  onExecution: async ({ components, configVars }, { onTrigger }) => {
    const orders = readOrders(onTrigger.results.body.data);
    const table = [configVars.Catalog, configVars.Schema, configVars.Table];
    const mapping = configVars["Column Mapping"] as Record<string, string>;
    const ordersAtOnce = ordersPerStatement(mapping);
    for (let first = 0; first < orders.length; first += ordersAtOnce) {
      await components.databricks.runSql({
        connection: configVars["Databricks Connection"],
        warehouseId: configVars["SQL Warehouse"],
        ...insertStatement(table, mapping, orders.slice(first, first + ordersAtOnce)),
      });
    }
    return { data: { inserted: orders.length } };
  },
});
