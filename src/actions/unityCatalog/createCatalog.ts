import { databricksAction } from "../../databricksAction";
import { createCatalogGrant } from "../../errors/requiredGrant";
import { path } from "../../http/path";
import { mergeExtraSettings } from "../../inputs/extraSettings";
import { newCatalogInputs } from "../../inputs/unityCatalog/newObjectInputs";
import { createObject } from "../../services/unityCatalog/catalogChanges";
import { newCatalogExample } from "../../services/unityCatalog/newObjectExamples";
import { catalogSchema } from "../../services/unityCatalog/unityCatalog";

/**
 * Creates a catalog and gives it, or the existing one. Without a storage root, it uses the storage of the metastore; if
 * that has none, Databricks refuses the request.
 * https://docs.databricks.com/api/workspace/catalogs/create
 */
export const createCatalog = databricksAction({
  label: "Create Catalog",
  description: "Create a catalog in Unity Catalog and return it.",
  effect: "write",
  grants: [createCatalogGrant],
  inputs: newCatalogInputs,
  repeat: { kind: "refused", advice: "With If It Exists set to keep it, the existing catalog is returned." },
  perform: async (client, { catalogName: name, ifItExists, ...given }) =>
    createObject(client, {
      collection: path`/api/2.1/unity-catalog/catalogs`,
      own: path`/api/2.1/unity-catalog/catalogs/${name}`,
      body: mergeExtraSettings(
        { name, comment: given.comment, storage_root: given.storageRoot },
        given.catalogSettings,
      ),
      schema: catalogSchema,
      keepsExisting: ifItExists === "keep",
    }),
  example: newCatalogExample,
});
