import { databricksAction } from "../../databricksAction";
import { executeModelGrants } from "../../errors/requiredGrant";
import { modelFullName } from "../../inputs/registeredModels/modelInputs";
import { fetchVersions } from "../../services/registeredModels/fetchModels";
import { modelVersionSchema } from "../../services/registeredModels/registeredModels";
import { listedVersionExamples } from "../../services/registeredModels/registeredModelsExamples";

/**
 * Gives every version of a model. Databricks omits the aliases in lists.
 * https://docs.databricks.com/api/workspace/modelversions/list
 */
export const listModelVersions = databricksAction({
  label: "List Model Versions",
  description: "List all versions of a model registered in Unity Catalog.",
  effect: "read",
  grants: executeModelGrants,
  inputs: { modelFullName },
  perform: (client, given) => fetchVersions(client, given.modelFullName, modelVersionSchema),
  example: listedVersionExamples,
});
