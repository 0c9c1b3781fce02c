import { databricksAction } from "../../databricksAction";
import { executeModelGrants } from "../../errors/requiredGrant";
import { pagesOf } from "../../http/paginate";
import { path } from "../../http/path";
import { modelFullName } from "../../inputs/registeredModels/modelInputs";
import { modelPageSize, modelVersionSchema } from "../../services/registeredModels/registeredModels";
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
  perform: (client, given) =>
    client.list(
      path`/api/2.1/unity-catalog/models/${given.modelFullName}/versions`,
      pagesOf("model_versions", modelVersionSchema),
      { max_results: modelPageSize },
    ),
  example: listedVersionExamples,
});
