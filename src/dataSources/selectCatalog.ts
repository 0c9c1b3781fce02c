import { type Catalog, type CatalogPage, catalogListQuery } from "../api/unityCatalog";
import { catalogs } from "../api/unityCatalogExamples";
import { path } from "../http/path";
import { picklist } from "./picklist";

const choice = ({ name }: Catalog) => ({ key: name, label: name });

/**
 * Every catalog that the connection's identity may see. https://docs.databricks.com/api/workspace/catalogs/list
 */
export const selectCatalog = picklist({
  label: "Select Catalog",
  description: "Select a catalog of Unity Catalog.",
  choices: async (client) =>
    (
      await client.list(
        path`/api/2.1/unity-catalog/catalogs`,
        (page: CatalogPage) => page.catalogs,
        catalogListQuery,
      )
    ).map(choice),
  example: catalogs.map(choice),
});
