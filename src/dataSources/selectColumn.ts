import { readTableGrants } from "../errors/requiredGrant";
import { fullTable } from "../inputs/tables";
import { fetchTable } from "../services/unityCatalog/catalogLists";
import { columnTitle } from "../services/unityCatalog/tableColumns";
import { type TableColumn, tableWithColumnsSchema } from "../services/unityCatalog/unityCatalog";
import { tableExample as exampleTable } from "../services/unityCatalog/unityCatalogExamples";
import { tableInputs } from "./catalogInputs";
import { picklist } from "./picklist";

const choice = (column: TableColumn) => ({ key: column.name, label: columnTitle(column) });

/**
 * Every column of a table by name, with its type. https://docs.databricks.com/api/workspace/tables/get
 */
export const selectColumn = picklist({
  label: "Select Column",
  description: "Select a column of a table or view.",
  grants: readTableGrants,
  inputs: tableInputs,
  choices: async (client, name) =>
    ((await fetchTable(client, fullTable(name), tableWithColumnsSchema)).columns ?? []).map(choice),
  example: exampleTable.columns.map(choice),
});
