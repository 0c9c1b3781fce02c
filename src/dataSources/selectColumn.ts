import { columnTitle } from "../api/tableColumns";
import type { TableColumn } from "../api/unityCatalog";
import { table as exampleTable } from "../api/unityCatalogExamples";
import { fetchTable } from "../operations/unityCatalog";
import { catalogInput, schemaInput, tableInput } from "./catalogInputs";
import { picklist } from "./picklist";

const choice = (column: TableColumn) => ({ key: column.name, label: columnTitle(column) });

/**
 * Every column of a table by name, with its type. https://docs.databricks.com/api/workspace/tables/get
 */
export const selectColumn = picklist({
  label: "Select Column",
  description: "Select a column of a table or view.",
  inputs: { catalog: catalogInput(), schema: schemaInput(), table: tableInput() },
  choices: async (client, name) => ((await fetchTable(client, name)).columns ?? []).map(choice),
  example: exampleTable.columns.map(choice),
});
