import { databricksAction } from "../../databricksAction";
import { toBeListed, useCatalogGrant } from "../../errors/requiredGrant";
import { includeBrowseInput } from "../../inputs/unityCatalog/objectInputs";
import { listAllCatalogs } from "../../services/unityCatalog/catalogLists";
import { catalogSchema } from "../../services/unityCatalog/unityCatalog";
import { catalogExamples } from "../../services/unityCatalog/unityCatalogExamples";

/**
 * Gives every catalog that the connection's identity may see, from every page.
 * https://docs.databricks.com/api/workspace/catalogs/list
 */
export const listCatalogs = databricksAction({
  label: "List Catalogs",
  description: "List the catalogs of Unity Catalog.",
  effect: "read",
  grants: toBeListed([useCatalogGrant]),
  inputs: { includeBrowse: includeBrowseInput("a catalog") },
  perform: (client, { includeBrowse }) =>
    listAllCatalogs(client, catalogSchema, { include_browse: includeBrowse }),
  example: catalogExamples,
});
