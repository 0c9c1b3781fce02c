import { databricksAction } from "../../databricksAction";
import { executeFunctionGrant, toBeListed, useSchemaGrants } from "../../errors/requiredGrant";
import {
  catalogNameInput,
  includeBrowseInput,
  schemaNameInput,
} from "../../inputs/unityCatalog/objectInputs";
import { schemaOf } from "../../outputSchema";
import { listObjectsOf } from "../../services/unityCatalog/catalogLists";
import { functionSchema } from "../../services/unityCatalog/unityCatalog";
import {
  catalogExample,
  functionExample,
  schemaExample,
} from "../../services/unityCatalog/unityCatalogExamples";

/**
 * Gives every user-defined function of a schema that the connection's identity may see, from every page. Throws an
 * error that names the grant if the schema may not be used.
 * https://docs.databricks.com/api/workspace/functions/list
 */
export const listFunctions = databricksAction({
  label: "List Functions",
  description: "List the user-defined functions of a schema.",
  effect: "read",
  grants: [...useSchemaGrants, ...toBeListed([executeFunctionGrant])],
  inputs: {
    catalog: catalogNameInput("The catalog of the schema.", catalogExample.name),
    schema: schemaNameInput("The schema of the functions to return.", schemaExample.name),
    includeBrowse: includeBrowseInput("a function"),
  },
  perform: (client, { includeBrowse, ...where }) =>
    listObjectsOf(client, "functions", where, functionSchema, { include_browse: includeBrowse }),
  example: [],
  schema: schemaOf([functionExample]),
});
