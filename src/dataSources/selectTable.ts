import { selectGrant, toBeListed, useSchemaGrants } from "../errors/requiredGrant";
import { lenientSchema } from "../http/schema";
import { listObjectsOf } from "../services/unityCatalog/catalogLists";
import { namesOnly, type Table, tableChoiceSchema } from "../services/unityCatalog/unityCatalog";
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
  choices: async (client, where) =>
    (await listObjectsOf(client, "tables", where, lenientSchema(tableChoiceSchema), namesOnly)).map(choice),
  example: listedTableExamples.map(choice),
});
