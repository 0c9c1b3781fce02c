import { readVolumeGrant, toBeListed, useSchemaGrants } from "../errors/requiredGrant";
import { lenientSchema } from "../http/schema";
import { listObjectsOf } from "../services/unityCatalog/catalogLists";
import { namedSchema } from "../services/unityCatalog/unityCatalog";
import {
  catalogExample as exampleCatalog,
  schemaExample as exampleSchema,
  volumeExamples,
} from "../services/unityCatalog/unityCatalogExamples";
import { catalogInput, schemaInput } from "./catalogInputs";
import { picklist } from "./picklist";

const choice = ({ name }: { name: string }) => ({ key: name, label: name });

/**
 * Every volume of a schema that the connection's identity may see.
 * https://docs.databricks.com/api/workspace/volumes/list
 */
export const selectVolume = picklist({
  label: "Select Volume",
  description: "Select a volume of a schema.",
  grants: [...useSchemaGrants, ...toBeListed([readVolumeGrant])],
  inputs: { catalog: catalogInput(exampleCatalog.name), schema: schemaInput(exampleSchema.name) },
  choices: async (client, where) =>
    (await listObjectsOf(client, "volumes", where, lenientSchema(namedSchema))).map(choice),
  example: volumeExamples.map(choice),
});
