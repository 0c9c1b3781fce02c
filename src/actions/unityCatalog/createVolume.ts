import { databricksAction } from "../../databricksAction";
import { createVolumeGrant, useSchemaGrants } from "../../errors/requiredGrant";
import { path } from "../../http/path";
import { newVolumeInputs } from "../../inputs/unityCatalog/newObjectInputs";
import { createObject } from "../../services/unityCatalog/catalogChanges";
import { newVolumeExample } from "../../services/unityCatalog/newObjectExamples";
import { volumeSchema } from "../../services/unityCatalog/unityCatalog";

/**
 * Creates a managed volume, or an external one if it has a location, and gives it, or the existing one.
 * https://docs.databricks.com/api/workspace/volumes/create
 */
export const createVolume = databricksAction({
  label: "Create Volume",
  description: "Create a volume, which stores files, in a schema and return it.",
  effect: "write",
  grants: [createVolumeGrant, ...useSchemaGrants],
  inputs: newVolumeInputs,
  repeat: { kind: "refused", advice: "With If It Exists set to keep it, the existing volume is returned." },
  perform: async (client, { catalog, schema, volumeName: name, ifItExists, ...given }) =>
    createObject(client, {
      collection: path`/api/2.1/unity-catalog/volumes`,
      own: path`/api/2.1/unity-catalog/volumes/${`${catalog}.${schema}.${name}`}`,
      body: {
        catalog_name: catalog,
        schema_name: schema,
        name,
        volume_type: given.storageLocation === undefined ? "MANAGED" : "EXTERNAL",
        storage_location: given.storageLocation,
        comment: given.comment,
      },
      schema: volumeSchema,
      keepsExisting: ifItExists === "keep",
    }),
  example: newVolumeExample,
});
