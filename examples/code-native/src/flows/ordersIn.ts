import { flow } from "@prismatic-io/spectral";
import { readOrders } from "../order";

interface Written {
  inserted: number;
}

/** Starts with orders that are posted to the flow's URL, and inserts them as the customer has mapped them. */
export const ordersIn = flow({
  name: "Orders In",
  stableKey: "orders-in",
  description: "Inserts posted orders into the table.",
  onExecution: async ({ components, configVars }, { onTrigger }) => {
    const orders = readOrders(onTrigger.results.body.data);
    const { data: written } = await components.databricks.insertRows<{ data: Written }>({
      connection: configVars["Databricks Connection"],
      warehouseId: configVars["SQL Warehouse"],
      catalog: configVars.Catalog,
      schema: configVars.Schema,
      table: configVars.Table,
      // The manifest types an input of JSON as text.
      records: JSON.stringify(orders),
      columnMapping: JSON.stringify(configVars["Column Mapping"]),
    });
    return { data: { inserted: written.inserted } };
  },
});
