import { canReadFolder, toBeListed, workspaceAccess } from "../errors/requiredGrant";
import { holdsObjects, listWorkspaceDirectory } from "../services/workspaceObjects/workspaceObjects";
import { homeDirectoryExample } from "../services/workspaceObjects/workspaceObjectsExamples";
import type { PicklistChoice } from "./choices";
import { picklist } from "./picklist";
import { objectChoice, workspaceChoiceInputs } from "./workspaceChoiceInputs";

const itself = (path: string): PicklistChoice => ({ key: path, label: path });

/**
 * A directory of the workspace itself and the directories and Git folders in it, each by its path below it; the key is
 * the whole path. https://docs.databricks.com/api/workspace/workspace/list
 */
export const selectWorkspaceDirectory = picklist({
  label: "Select Workspace Directory",
  description: "Select a directory or a Git folder of the workspace.",
  grants: [workspaceAccess, ...toBeListed([canReadFolder])],
  inputs: workspaceChoiceInputs("directories"),
  choices: async (client, { workspaceDirectory, recursive }) => {
    const options = { recursive, isWanted: holdsObjects };
    const directories = await listWorkspaceDirectory(client, workspaceDirectory, options);
    return [itself(workspaceDirectory), ...directories.map(objectChoice(workspaceDirectory))];
  },
  example: [itself(homeDirectoryExample)],
});
