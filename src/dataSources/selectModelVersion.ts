import { executeModelGrants } from "../errors/requiredGrant";
import {
  type AliasChoice,
  fetchAliasChoices,
  fetchVersionChoices,
  type VersionChoice,
} from "../services/registeredModels/modelChoices";
import {
  championAliasExample,
  listedVersionExamples,
} from "../services/registeredModels/registeredModelsExamples";
import { withState } from "./choices";
import { modelOfChoices } from "./modelChoiceInputs";
import { picklist } from "./picklist";

const choice = ({ version, status, comment }: VersionChoice, aliases: readonly AliasChoice[]) => {
  const names = aliases.filter(({ version_num }) => version_num === version).map((one) => one.alias_name);
  const shown = withState([version, ...names].join(", "), status === "READY" ? undefined : status);
  return { key: version, label: comment ? `${shown} - ${comment}` : shown };
};

const [first, second] = listedVersionExamples.map(({ version, status, comment }) => ({
  version: String(version),
  status,
  comment,
}));

/**
 * Every version of a registered model, latest first, with its aliases, its comment, and its status unless it is ready.
 * https://docs.databricks.com/api/workspace/modelversions/list
 */
export const selectModelVersion = picklist({
  label: "Select Model Version",
  description: "Select a version of a model registered in Unity Catalog.",
  grants: executeModelGrants,
  inputs: modelOfChoices,
  choices: async (client, { modelFullName }) => {
    const aliases = await fetchAliasChoices(client, modelFullName);
    return (await fetchVersionChoices(client, modelFullName)).map((version) => choice(version, aliases));
  },
  order: "asGiven",
  example: [second, first].flatMap((version) =>
    version
      ? [
          choice(version, [
            { ...championAliasExample, version_num: String(championAliasExample.version_num) },
          ]),
        ]
      : [],
  ),
});
