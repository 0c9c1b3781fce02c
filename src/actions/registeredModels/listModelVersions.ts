import { listedVersions, type ModelVersionPage, modelPageSize } from "../../api/registeredModels";
import { databricksAction } from "../../databricksAction";
import { path } from "../../http/path";
import { modelFullName } from "./modelInputs";

/**
 * Gives every version of a model. Databricks leaves the aliases out of lists.
 * https://docs.databricks.com/api/workspace/modelversions/list
 */
export const listModelVersions = databricksAction({
  label: "List Model Versions",
  description: "List all versions of a model registered in Unity Catalog.",
  effect: "read",
  inputs: { modelFullName },
  perform: (client, given) =>
    client.list(
      path`/api/2.1/unity-catalog/models/${given.modelFullName}/versions`,
      (page: ModelVersionPage) => page.model_versions,
      { max_results: modelPageSize },
    ),
  example: listedVersions,
});
