import { databricksAction } from "../../databricksAction";
import { executeModelGrants, toBeListed } from "../../errors/requiredGrant";
import { asOptional } from "../../inputs/defineInput";
import { objectNameInput } from "../../inputs/objectName";
import { fetchModels } from "../../services/registeredModels/fetchModels";
import { registeredModelSchema } from "../../services/registeredModels/registeredModels";
import {
  listedModelExamples,
  registeredModelExample,
} from "../../services/registeredModels/registeredModelsExamples";

const catalog = asOptional(
  objectNameInput({
    label: "Catalog",
    comments:
      "The catalog of the models to return. Requires Schema. If both are empty, the models of all catalogs are returned.",
    example: registeredModelExample.catalog_name,
    dataSource: "selectCatalog",
  }),
);

const schema = asOptional(
  objectNameInput({
    label: "Schema",
    comments: "The schema of the models to return. Requires Catalog.",
    example: registeredModelExample.schema_name,
    dataSource: "selectSchema",
  }),
);

/**
 * Gives the registered models of a schema, or of every schema, that the connection's identity may see; an empty list if
 * there are none. Databricks omits the aliases in lists.
 * https://docs.databricks.com/api/workspace/registeredmodels/list
 */
export const listRegisteredModels = databricksAction({
  label: "List Registered Models",
  description: "List the models registered in Unity Catalog, in one schema or in all schemas.",
  effect: "read",
  grants: toBeListed(executeModelGrants),
  inputs: { catalog, schema },
  perform: async (client, { catalog: catalogName, schema: schemaName }) => {
    if (catalogName !== undefined && schemaName === undefined) {
      throw new Error("Schema is empty, but Catalog is not: Databricks takes both or neither.");
    }
    if (schemaName !== undefined && catalogName === undefined) {
      throw new Error("Catalog is empty, but Schema is not: Databricks takes both or neither.");
    }
    return fetchModels(client, registeredModelSchema, { catalog_name: catalogName, schema_name: schemaName });
  },
  example: listedModelExamples,
});
