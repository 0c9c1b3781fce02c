import { selectGrant, toBeListed, useSchemaGrants } from "../errors/requiredGrant";
import { listTablesOf } from "../services/unityCatalog/catalogLists";
import type { Table } from "../services/unityCatalog/unityCatalog";
import { listedTableExamples } from "../services/unityCatalog/unityCatalogExamples";
import { catalogInput, schemaInput } from "./catalogInputs";
import { withState } from "./choices";
import { picklist } from "./picklist";

/** Types that need no label besides the name. */
const plain: ReadonlySet<string | undefined> = new Set(["MANAGED", "EXTERNAL"]);

const choice = ({ name, table_type }: Pick<Table, "name" | "table_type">) => ({
  key: name,
  label: plain.has(table_type) ? name : withState(name, table_type),
});

/**
 * Every table and view of a schema that the connection's identity may see.
 * https://docs.databricks.com/api/workspace/tables/list
 */
export const selectTable = picklist({
  label: "Select Table",
  description: "Select a table or view of a schema.",
  grants: [...useSchemaGrants, ...toBeListed([selectGrant])],
  inputs: { catalog: catalogInput(), schema: schemaInput() },
  choices: async (client, { catalog, schema }) => (await listTablesOf(client, catalog, schema)).map(choice),
  example: listedTableExamples.map(choice),
});
