import { type RegisteredModel, registeredModel } from "../../api/registeredModels";
import { databricksAction } from "../../databricksAction";
import { fetchModel } from "./fetchModel";
import { modelFullName } from "./modelInputs";

/**
 * Takes a model's name in three parts and gives the model with its aliases.
 * https://docs.databricks.com/api/workspace/registeredmodels/get
 */
export const getRegisteredModel = databricksAction({
  label: "Get Registered Model",
  description: "Get one model registered in Unity Catalog, with its aliases.",
  effect: "read",
  inputs: { modelFullName },
  perform: (client, given): Promise<Partial<RegisteredModel>> => fetchModel(client, given.modelFullName),
  example: registeredModel,
});
