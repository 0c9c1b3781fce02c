import { flow } from "@prismatic-io/spectral";

/** Starts with the rows that have come into the table since the last poll. */
export const newOrders = flow({
  name: "New Orders",
  stableKey: "new-orders",
  description: "Polls the table for new rows.",
  schedule: { value: "*/5 * * * *" },
  queueConfig: { singletonExecutions: true },
  onTrigger: {
    component: "databricks",
    key: "newRows",
    values: {
      connection: { configVar: "Databricks Connection" },
      warehouseId: { configVar: "SQL Warehouse" },
      catalog: { configVar: "Catalog" },
      schema: { configVar: "Schema" },
      table: { configVar: "Table" },
      cursorColumn: { configVar: "Cursor Column" },
      startFrom: { value: "now" },
    },
  },
  onExecution: async ({ logger }, { onTrigger }) => {
    const rows = onTrigger.results.body.data as Record<string, unknown>[];
    logger.info(`${rows.length} new orders`);
    // Here they go on to wherever they are wanted.
    return { data: rows };
  },
});
