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

/** The versions with aliases, each with a text that lists both. The text may be long: labels are truncated later. */
const namesOf = (aliases: readonly AliasChoice[]): ReadonlyMap<string, string> => {
  const names = new Map<string, string>();
  for (const { alias_name, version_num = "" } of aliases)
    names.set(version_num, `${names.get(version_num) ?? version_num}, ${alias_name}`);
  return names;
};

const choice = ({ version, status, comment }: VersionChoice, names: ReadonlyMap<string, string>) => {
  const shown = withState(names.get(version) ?? version, status === "READY" ? undefined : status);
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
    const names = namesOf(await fetchAliasChoices(client, modelFullName));
    return (await fetchVersionChoices(client, modelFullName)).map((version) => choice(version, names));
  },
  order: "asGiven",
  example: [second, first].flatMap((version) =>
    version
      ? [
          choice(
            version,
            namesOf([{ ...championAliasExample, version_num: String(championAliasExample.version_num) }]),
          ),
        ]
      : [],
  ),
});
