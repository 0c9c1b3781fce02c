import { databricksAction } from "../../databricksAction";
import { manageCatalogGrant } from "../../errors/requiredGrant";
import { path } from "../../http/path";
import { ignoreMissingInput } from "../../inputs/files/listInputs";
import { catalogNameInput, forceInput } from "../../inputs/unityCatalog/objectInputs";
import { type DeletedObject, deleteObject } from "../../services/unityCatalog/catalogChanges";
import { newCatalogExample } from "../../services/unityCatalog/newObjectExamples";

/**
 * Deletes a catalog, if requested with everything in it, and says whether it existed.
 * https://docs.databricks.com/api/workspace/catalogs/delete
 */
export const deleteCatalog = databricksAction({
  label: "Delete Catalog",
  description: "Delete a catalog: an empty one, or one with everything in it.",
  effect: "write",
  grants: [manageCatalogGrant],
  inputs: {
    catalog: catalogNameInput("The catalog to delete.", newCatalogExample.name),
    ignoreMissing: ignoreMissingInput("catalog"),
    force: forceInput(
      "catalog",
      "all schemas of the catalog, with their tables, volumes, functions and models,",
    ),
  },
  repeat: {
    kind: "refused",
    advice: "A catalog that was already deleted is an error, unless Ignore Missing is true.",
  },
  perform: async (client, { catalog, ...options }): Promise<DeletedObject> =>
    deleteObject(client, path`/api/2.1/unity-catalog/catalogs/${catalog}`, catalog, options),
  example: { full_name: newCatalogExample.full_name, deleted: true },
});
