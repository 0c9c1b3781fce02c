import { toBeListed, useCatalogGrant } from "../errors/requiredGrant";
import { lenientSchema } from "../http/schema";
import { listAllCatalogs } from "../services/unityCatalog/catalogLists";
import { namedSchema } from "../services/unityCatalog/unityCatalog";
import { catalogExamples } from "../services/unityCatalog/unityCatalogExamples";
import { picklist } from "./picklist";

const choice = ({ name }: { name: string }) => ({ key: name, label: name });

/**
 * Every catalog that the connection's identity may see. https://docs.databricks.com/api/workspace/catalogs/list
 */
export const selectCatalog = picklist({
  label: "Select Catalog",
  description: "Select a catalog of Unity Catalog.",
  grants: toBeListed([useCatalogGrant]),
  choices: async (client) => (await listAllCatalogs(client, lenientSchema(namedSchema))).map(choice),
  example: catalogExamples.map(choice),
});
