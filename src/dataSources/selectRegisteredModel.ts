import {
  listedModels,
  modelPageSize,
  type RegisteredModel,
  type RegisteredModelPage,
} from "../api/registeredModels";
import { path } from "../http/path";
import { picklist } from "./picklist";

const choice = ({ full_name }: RegisteredModel) => ({ key: full_name, label: full_name });

/**
 * Every model registered in Unity Catalog, by its full name.
 * https://docs.databricks.com/api/workspace/registeredmodels/list
 */
export const selectRegisteredModel = picklist({
  label: "Select Registered Model",
  description: "Select a model registered in Unity Catalog.",
  choices: async (client) =>
    (
      await client.list(
        path`/api/2.1/unity-catalog/models`,
        (page: RegisteredModelPage) => page.registered_models,
        { max_results: modelPageSize },
      )
    ).map(choice),
  example: listedModels.map(choice),
});
