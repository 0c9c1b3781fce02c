import { executeModelGrants, toBeListed } from "../errors/requiredGrant";
import { pagesOf } from "../http/paginate";
import { path } from "../http/path";
import { lenientSchema } from "../http/schema";
import {
  modelChoiceSchema,
  modelPageSize,
  type RegisteredModel,
} from "../services/registeredModels/registeredModels";
import { listedModelExamples } from "../services/registeredModels/registeredModelsExamples";
import { picklist } from "./picklist";

const choice = ({ full_name }: Pick<RegisteredModel, "full_name">) => ({ key: full_name, label: full_name });

/**
 * Every model registered in Unity Catalog, by its full name.
 * https://docs.databricks.com/api/workspace/registeredmodels/list
 */
export const selectRegisteredModel = picklist({
  label: "Select Registered Model",
  description: "Select a model registered in Unity Catalog.",
  grants: toBeListed(executeModelGrants),
  choices: async (client) =>
    (
      await client.list(
        path`/api/2.1/unity-catalog/models`,
        pagesOf("registered_models", lenientSchema(modelChoiceSchema)),
        { max_results: modelPageSize },
      )
    ).map(choice),
  example: listedModelExamples.map(choice),
});
