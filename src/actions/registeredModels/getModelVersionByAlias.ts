import { databricksAction } from "../../databricksAction";
import { executeModelGrants } from "../../errors/requiredGrant";
import { path } from "../../http/path";
import { alias, modelFullName } from "../../inputs/registeredModels/modelInputs";
import { modelVersionSchema } from "../../services/registeredModels/registeredModels";
import { modelVersionExample } from "../../services/registeredModels/registeredModelsExamples";

/**
 * Takes a model's name and an alias, and gives the version that the alias points to, with its aliases.
 * https://docs.databricks.com/api/workspace/modelversions/getbyalias
 */
export const getModelVersionByAlias = databricksAction({
  label: "Get Model Version By Alias",
  description: "Get the version of a model registered in Unity Catalog that an alias points to.",
  effect: "read",
  grants: executeModelGrants,
  inputs: { modelFullName, alias },
  perform: (client, given) =>
    client.get(path`/api/2.1/unity-catalog/models/${given.modelFullName}/aliases/${given.alias}`, {
      schema: modelVersionSchema,
      query: { include_aliases: true },
    }),
  example: modelVersionExample,
});
