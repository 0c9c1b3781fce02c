/** The inputs of the actions that create catalogs, schemas and volumes. */
import {
  newCatalogExample,
  newSchemaExample,
  newVolumeExample,
} from "../../services/unityCatalog/newObjectExamples";
import { extraSettings } from "../extraSettings";
import {
  catalogNameInput,
  commentInput,
  ifItExistsInput,
  newNameInput,
  schemaNameInput,
} from "./objectInputs";
import { storageLocation, storageRootInput } from "./storageInputs";

const settingsExample = JSON.stringify({ properties: newCatalogExample.properties });

/** The inputs of a new catalog, in order. */
export const newCatalogInputs = {
  catalogName: newNameInput("Catalog Name", "catalog", newCatalogExample.name),
  comment: commentInput("catalog", newCatalogExample.comment),
  ifItExists: ifItExistsInput("catalog"),
  storageRoot: storageRootInput("catalog"),
  catalogSettings: extraSettings(
    "Further settings of the catalog, as a JSON object, such as properties, or connection_name and options of a foreign catalog.",
    settingsExample,
  ),
};

/** The inputs of a new schema, in order. */
export const newSchemaInputs = {
  catalog: catalogNameInput("The catalog to create the schema in.", newSchemaExample.catalog_name),
  schemaName: newNameInput("Schema Name", "schema", newSchemaExample.name),
  comment: commentInput("schema", newSchemaExample.comment),
  ifItExists: ifItExistsInput("schema"),
  storageRoot: storageRootInput("schema"),
  schemaSettings: extraSettings(
    "Further settings of the schema, as a JSON object, such as properties.",
    settingsExample,
  ),
};

/** The inputs of a new volume, in order. */
export const newVolumeInputs = {
  catalog: catalogNameInput("The catalog of the schema.", newVolumeExample.catalog_name),
  schema: schemaNameInput("The schema to create the volume in.", newVolumeExample.schema_name),
  volumeName: newNameInput("Volume Name", "volume", newVolumeExample.name),
  comment: commentInput("volume", newVolumeExample.comment),
  ifItExists: ifItExistsInput("volume"),
  storageLocation,
};
