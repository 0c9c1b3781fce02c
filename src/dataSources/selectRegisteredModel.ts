import { executeModelGrants, toBeListed } from "../errors/requiredGrant";
import { lenientSchema } from "../http/schema";
import { fetchModels } from "../services/registeredModels/fetchModels";
import { modelChoiceSchema, type RegisteredModel } from "../services/registeredModels/registeredModels";
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
  choices: async (client) => (await fetchModels(client, lenientSchema(modelChoiceSchema))).map(choice),
  example: listedModelExamples.map(choice),
});
