import { databricksAction } from "../../databricksAction";
import { createSchemaGrant, useCatalogGrant } from "../../errors/requiredGrant";
import { path } from "../../http/path";
import { mergeExtraSettings } from "../../inputs/extraSettings";
import { newSchemaInputs } from "../../inputs/unityCatalog/newObjectInputs";
import { createObject } from "../../services/unityCatalog/catalogChanges";
import { newSchemaExample } from "../../services/unityCatalog/newObjectExamples";
import { schemaSchema } from "../../services/unityCatalog/unityCatalog";

/**
 * Creates a schema in a catalog and gives it, or the existing one.
 * https://docs.databricks.com/api/workspace/schemas/create
 */
export const createSchema = databricksAction({
  label: "Create Schema",
  description: "Create a schema in a catalog, such as one for each customer, and return it.",
  effect: "write",
  grants: [createSchemaGrant, useCatalogGrant],
  inputs: newSchemaInputs,
  repeat: { kind: "refused", advice: "With If It Exists set to keep it, the existing schema is returned." },
  perform: async (client, { catalog: catalog_name, schemaName: name, ifItExists, ...given }) =>
    createObject(client, {
      collection: path`/api/2.1/unity-catalog/schemas`,
      own: path`/api/2.1/unity-catalog/schemas/${`${catalog_name}.${name}`}`,
      body: mergeExtraSettings(
        { name, catalog_name, comment: given.comment, storage_root: given.storageRoot },
        given.schemaSettings,
      ),
      schema: schemaSchema,
      keepsExisting: ifItExists === "keep",
    }),
  example: newSchemaExample,
});
