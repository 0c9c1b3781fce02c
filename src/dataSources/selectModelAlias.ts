import { executeModelGrants } from "../errors/requiredGrant";
import { type AliasChoice, fetchAliasChoices } from "../services/registeredModels/modelChoices";
import { championAliasExample } from "../services/registeredModels/registeredModelsExamples";
import { modelOfChoices } from "./modelChoiceInputs";
import { picklist } from "./picklist";

const choice = ({ alias_name, version_num }: AliasChoice) => ({
  key: alias_name,
  label: version_num === undefined ? alias_name : `${alias_name} (version ${version_num})`,
});

const { alias_name, version_num } = championAliasExample;

/**
 * Every alias of a registered model, with the version that it points to.
 * https://docs.databricks.com/api/workspace/registeredmodels/get
 */
export const selectModelAlias = picklist({
  label: "Select Model Alias",
  description: "Select an alias of a model registered in Unity Catalog.",
  grants: executeModelGrants,
  inputs: modelOfChoices,
  choices: async (client, { modelFullName }) => (await fetchAliasChoices(client, modelFullName)).map(choice),
  example: [choice({ alias_name, version_num: String(version_num) })],
});
