import { databricksAction } from "../../databricksAction";
import { manageVolumeGrant, useSchemaGrants } from "../../errors/requiredGrant";
import { path } from "../../http/path";
import { ignoreMissingInput } from "../../inputs/files/listInputs";
import { objectNameInput } from "../../inputs/objectName";
import { catalogNameInput, schemaNameInput } from "../../inputs/unityCatalog/objectInputs";
import { type DeletedObject, deleteObject } from "../../services/unityCatalog/catalogChanges";
import { volumeExample } from "../../services/unityCatalog/unityCatalogExamples";

/**
 * Deletes a volume and says whether it existed. The files of a managed volume are also deleted, those of an external
 * one are kept. https://docs.databricks.com/api/workspace/volumes/delete
 */
export const deleteVolume = databricksAction({
  label: "Delete Volume",
  description:
    "Delete a volume, even if it contains files. The files of a managed volume are also deleted; those of an external volume are kept.",
  effect: "write",
  grants: [manageVolumeGrant, ...useSchemaGrants],
  inputs: {
    catalog: catalogNameInput("The catalog of the volume.", volumeExample.catalog_name),
    schema: schemaNameInput("The schema of the volume.", volumeExample.schema_name),
    volume: objectNameInput({
      label: "Volume",
      comments: "The volume to delete.",
      example: volumeExample.name,
      dataSource: "selectVolume",
    }),
    ignoreMissing: ignoreMissingInput("volume"),
  },
  repeat: {
    kind: "refused",
    advice: "A volume that was already deleted is an error, unless Ignore Missing is true.",
  },
  perform: async (client, { catalog, schema, volume, ...options }): Promise<DeletedObject> => {
    const fullName = `${catalog}.${schema}.${volume}`;
    return deleteObject(client, path`/api/2.1/unity-catalog/volumes/${fullName}`, fullName, options);
  },
  example: { full_name: volumeExample.full_name, deleted: true },
});
