import { databricksAction } from "../../databricksAction";
import { toBeListed, useCatalogGrant, useSchemaGrant } from "../../errors/requiredGrant";
import { catalogNameInput, includeBrowseInput } from "../../inputs/unityCatalog/objectInputs";
import { listSchemasOf } from "../../services/unityCatalog/catalogLists";
import { schemaSchema } from "../../services/unityCatalog/unityCatalog";
import { samplesSchemaExamples } from "../../services/unityCatalog/unityCatalogExamples";

/**
 * Gives every schema of a catalog that the connection's identity may see, from every page. Throws an error that names
 * the grant if the catalog may not be used.
 * https://docs.databricks.com/api/workspace/schemas/list
 */
export const listSchemas = databricksAction({
  label: "List Schemas",
  description: "List the schemas of a catalog.",
  effect: "read",
  grants: [useCatalogGrant, ...toBeListed([useSchemaGrant])],
  inputs: {
    catalog: catalogNameInput("The catalog of the schemas to return."),
    includeBrowse: includeBrowseInput("a schema"),
  },
  perform: (client, { catalog, includeBrowse }) =>
    listSchemasOf(client, catalog, schemaSchema, { include_browse: includeBrowse }),
  example: samplesSchemaExamples,
});
