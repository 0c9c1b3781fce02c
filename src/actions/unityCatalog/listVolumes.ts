import { databricksAction } from "../../databricksAction";
import { readVolumeGrant, toBeListed, useSchemaGrants } from "../../errors/requiredGrant";
import {
  catalogNameInput,
  includeBrowseInput,
  schemaNameInput,
} from "../../inputs/unityCatalog/objectInputs";
import { listObjectsOf } from "../../services/unityCatalog/catalogLists";
import { volumeSchema } from "../../services/unityCatalog/unityCatalog";
import {
  catalogExample,
  schemaExample,
  volumeExamples,
} from "../../services/unityCatalog/unityCatalogExamples";

/**
 * Gives every volume of a schema that the connection's identity may see, from every page. Throws an error that names the
 * grant if the schema may not be used.
 * https://docs.databricks.com/api/workspace/volumes/list
 */
export const listVolumes = databricksAction({
  label: "List Volumes",
  description: "List the volumes of a schema.",
  effect: "read",
  grants: [...useSchemaGrants, ...toBeListed([readVolumeGrant])],
  inputs: {
    catalog: catalogNameInput("The catalog of the schema.", catalogExample.name),
    schema: schemaNameInput("The schema of the volumes to return.", schemaExample.name),
    includeBrowse: includeBrowseInput("a volume"),
  },
  perform: (client, { includeBrowse, ...where }) =>
    listObjectsOf(client, "volumes", where, volumeSchema, { include_browse: includeBrowse }),
  example: volumeExamples,
});
