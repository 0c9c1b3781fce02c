import { databricksAction } from "../../databricksAction";
import { manageModelGrants } from "../../errors/requiredGrant";
import { path } from "../../http/path";
import { alias, modelFullName, version } from "../../inputs/registeredModels/modelInputs";
import { modelAliasSchema } from "../../services/registeredModels/registeredModels";
import { championAliasExample } from "../../services/registeredModels/registeredModelsExamples";

/**
 * Points an alias to a version of a model, whatever it pointed to before, and gives the alias.
 * https://docs.databricks.com/api/workspace/registeredmodels/setalias
 */
export const setModelAlias = databricksAction({
  label: "Set Model Alias",
  description:
    "Point an alias to a version of a model registered in Unity Catalog. An alias that points to another version is moved.",
  effect: "write",
  grants: manageModelGrants,
  inputs: { modelFullName, alias, version },
  perform: (client, given) =>
    client.put(
      path`/api/2.1/unity-catalog/models/${given.modelFullName}/aliases/${given.alias}`,
      { version_num: given.version },
      { schema: modelAliasSchema, needsBody: true },
    ),
  example: championAliasExample,
});
