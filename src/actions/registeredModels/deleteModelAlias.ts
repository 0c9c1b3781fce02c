import { databricksAction } from "../../databricksAction";
import { isNotFound } from "../../errors/kinds";
import { manageModelGrants } from "../../errors/requiredGrant";
import { path } from "../../http/path";
import { alias, modelFullName } from "../../inputs/registeredModels/modelInputs";
import { explainableRefusal, readBack } from "../../services/readBack";
import { fetchModel } from "../../services/registeredModels/fetchModels";
import type { RegisteredModel } from "../../services/registeredModels/registeredModels";
import { listedModelExample } from "../../services/registeredModels/registeredModelsExamples";

/**
 * Removes an alias from a model and gives the model as it is afterwards. An alias that the model does not have is no
 * error: a deletion whose response was lost may be retried.
 * https://docs.databricks.com/api/workspace/registeredmodels/deletealias
 */
export const deleteModelAlias = databricksAction({
  label: "Delete Model Alias",
  description:
    "Delete an alias of a model registered in Unity Catalog and return the updated model. The model version is kept. Deleting an alias that does not exist changes nothing.",
  effect: "write",
  grants: manageModelGrants,
  inputs: { modelFullName, alias },
  repeat: { kind: "sameState" },
  perform: async (client, given): Promise<Partial<RegisteredModel>> => {
    const { modelFullName: name } = given;
    const refusal = await explainableRefusal(
      client.delete(path`/api/2.1/unity-catalog/models/${name}/aliases/${given.alias}`),
      isNotFound,
    );
    const model = await readBack(fetchModel(client, name), {
      done: "The alias was deleted",
      what: "the updated model",
      refusal,
    });
    const isThere = model.aliases?.some(({ alias_name }) => alias_name === given.alias) ?? false;
    if (refusal && isThere) throw refusal;
    return model;
  },
  example: listedModelExample,
});
