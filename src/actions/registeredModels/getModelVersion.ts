import { databricksAction } from "../../databricksAction";
import { executeModelGrants } from "../../errors/requiredGrant";
import { path } from "../../http/path";
import { modelFullName, version } from "../../inputs/registeredModels/modelInputs";
import { modelVersionSchema } from "../../services/registeredModels/registeredModels";
import { modelVersionExample } from "../../services/registeredModels/registeredModelsExamples";

/**
 * Takes a model's name and the number of a version, and gives the version with its aliases.
 * https://docs.databricks.com/api/workspace/modelversions/get
 */
export const getModelVersion = databricksAction({
  label: "Get Model Version",
  description: "Get one version of a model registered in Unity Catalog, with its aliases.",
  effect: "read",
  grants: executeModelGrants,
  inputs: { modelFullName, version },
  perform: (client, given) =>
    client.get(path`/api/2.1/unity-catalog/models/${given.modelFullName}/versions/${given.version}`, {
      schema: modelVersionSchema,
      query: { include_aliases: true },
    }),
  example: modelVersionExample,
});
