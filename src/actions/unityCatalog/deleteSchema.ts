import { databricksAction } from "../../databricksAction";
import { manageSchemaGrant, useCatalogGrant } from "../../errors/requiredGrant";
import { path } from "../../http/path";
import { ignoreMissingInput } from "../../inputs/files/listInputs";
import { catalogNameInput, forceInput, schemaNameInput } from "../../inputs/unityCatalog/objectInputs";
import { type DeletedObject, deleteObject } from "../../services/unityCatalog/catalogChanges";
import { newSchemaExample } from "../../services/unityCatalog/newObjectExamples";

/**
 * Deletes a schema, if requested with everything in it, and says whether it existed.
 * https://docs.databricks.com/api/workspace/schemas/delete
 */
export const deleteSchema = databricksAction({
  label: "Delete Schema",
  description: "Delete a schema: an empty one, or one with everything in it.",
  effect: "write",
  grants: [manageSchemaGrant, useCatalogGrant],
  inputs: {
    catalog: catalogNameInput("The catalog of the schema.", newSchemaExample.catalog_name),
    schema: schemaNameInput("The schema to delete.", newSchemaExample.name),
    ignoreMissing: ignoreMissingInput("schema"),
    force: forceInput("schema", "all tables, views, volumes, functions and models of the schema"),
  },
  repeat: {
    kind: "refused",
    advice: "A schema that was already deleted is an error, unless Ignore Missing is true.",
  },
  perform: async (client, { catalog, schema, ...options }): Promise<DeletedObject> => {
    const fullName = `${catalog}.${schema}`;
    return deleteObject(client, path`/api/2.1/unity-catalog/schemas/${fullName}`, fullName, options);
  },
  example: { full_name: newSchemaExample.full_name, deleted: true },
});
