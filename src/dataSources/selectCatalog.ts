import { toBeListed, useCatalogGrant } from "../errors/requiredGrant";
import { pagesOf } from "../http/paginate";
import { path } from "../http/path";
import { lenientSchema } from "../http/schema";
import { catalogListQuery, namedSchema } from "../services/unityCatalog/unityCatalog";
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
  choices: async (client) =>
    (
      await client.list(
        path`/api/2.1/unity-catalog/catalogs`,
        pagesOf("catalogs", lenientSchema(namedSchema)),
        catalogListQuery,
      )
    ).map(choice),
  example: catalogExamples.map(choice),
});
