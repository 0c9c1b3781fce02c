import { toBeListed, useCatalogGrant, useSchemaGrant } from "../errors/requiredGrant";
import { lenientSchema } from "../http/schema";
import { listSchemasOf } from "../services/unityCatalog/catalogLists";
import { namedSchema } from "../services/unityCatalog/unityCatalog";
import { samplesSchemaExamples } from "../services/unityCatalog/unityCatalogExamples";
import { catalogInput } from "./catalogInputs";
import { picklist } from "./picklist";

const choice = ({ name }: { name: string }) => ({ key: name, label: name });

/**
 * Every schema of a catalog that the connection's identity may see.
 * https://docs.databricks.com/api/workspace/schemas/list
 */
export const selectSchema = picklist({
  label: "Select Schema",
  description: "Select a schema of a catalog.",
  grants: [useCatalogGrant, ...toBeListed([useSchemaGrant])],
  inputs: { catalog: catalogInput() },
  choices: async (client, { catalog }) =>
    (await listSchemasOf(client, catalog, lenientSchema(namedSchema))).map(choice),
  example: samplesSchemaExamples.map(choice),
});
