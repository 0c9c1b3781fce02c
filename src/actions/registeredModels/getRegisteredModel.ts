import { databricksAction } from "../../databricksAction";
import { executeModelGrants } from "../../errors/requiredGrant";
import { modelFullName } from "../../inputs/registeredModels/modelInputs";
import { fetchModel } from "../../services/registeredModels/fetchModels";
import type { RegisteredModel } from "../../services/registeredModels/registeredModels";
import { registeredModelExample } from "../../services/registeredModels/registeredModelsExamples";

/**
 * Takes a model's name in three parts and gives the model with its aliases.
 * https://docs.databricks.com/api/workspace/registeredmodels/get
 */
export const getRegisteredModel = databricksAction({
  label: "Get Registered Model",
  description: "Get one model registered in Unity Catalog, with its aliases.",
  effect: "read",
  grants: executeModelGrants,
  inputs: { modelFullName },
  perform: (client, given): Promise<Partial<RegisteredModel>> => fetchModel(client, given.modelFullName),
  example: registeredModelExample,
});
