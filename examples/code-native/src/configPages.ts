import { configPage, connectionConfigVar, dataSourceConfigVar } from "@prismatic-io/spectral";
import { orderFields } from "./order";

const connection = { configVar: "Databricks Connection" };
const catalog = { configVar: "Catalog" };
const schema = { configVar: "Schema" };
const table = { configVar: "Table" };

export const configPages = {
  Databricks: configPage({
    tagline: "Sign in to Databricks",
    elements: {
      "Databricks Connection": connectionConfigVar({
        stableKey: "databricks-connection",
        dataType: "connection",
        connection: {
          component: "databricks",
          key: "personalAccessToken",
          values: { host: { value: "" }, apiKey: { value: "" } },
        },
      }),
    },
  }),
  Table: configPage({
    tagline: "Choose the table of orders, and the warehouse that works on it",
    elements: {
      "SQL Warehouse": dataSourceConfigVar({
        stableKey: "sql-warehouse",
        dataSource: { component: "databricks", key: "selectWarehouse", values: { connection } },
      }),
      Catalog: dataSourceConfigVar({
        stableKey: "catalog",
        dataSource: { component: "databricks", key: "selectCatalog", values: { connection } },
      }),
      Schema: dataSourceConfigVar({
        stableKey: "schema",
        dataSource: { component: "databricks", key: "selectSchema", values: { connection, catalog } },
      }),
      Table: dataSourceConfigVar({
        stableKey: "table",
        dataSource: { component: "databricks", key: "selectTable", values: { connection, catalog, schema } },
      }),
    },
  }),
  Columns: configPage({
    tagline: "Say which field of an order fills which column",
    elements: {
      "Column Mapping": dataSourceConfigVar({
        stableKey: "column-mapping",
        dataSource: {
          component: "databricks",
          key: "mapTableColumns",
          values: { connection, catalog, schema, table, fields: { value: orderFields } },
        },
        // Another table has other columns.
        dataSourceReset: { mode: "prompt" },
      }),
      "Cursor Column": dataSourceConfigVar({
        stableKey: "cursor-column",
        description: "The column that grows with each new row",
        dataSource: {
          component: "databricks",
          key: "selectColumn",
          values: { connection, catalog, schema, table },
        },
      }),
    },
  }),
  Job: configPage({
    tagline: "Choose the job whose failures are told",
    elements: {
      Job: dataSourceConfigVar({
        stableKey: "job",
        dataSource: { component: "databricks", key: "selectJob", values: { connection } },
      }),
    },
  }),
};
