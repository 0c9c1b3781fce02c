import { canReadFolder, toBeListed, workspaceAccess } from "../errors/requiredGrant";
import { holdsObjects, listWorkspaceDirectory } from "../services/workspaceObjects/workspaceObjects";
import {
  homeDirectoryExample,
  workspaceObjectExamples,
} from "../services/workspaceObjects/workspaceObjectsExamples";
import { picklist } from "./picklist";
import { objectChoice, workspaceChoiceInputs } from "./workspaceChoiceInputs";

/**
 * The notebooks and files of a directory, each by its path below it; the key is the whole path.
 * https://docs.databricks.com/api/workspace/workspace/list
 */
export const selectWorkspaceObject = picklist({
  label: "Select Workspace Object",
  description: "Select a notebook or a file of the workspace.",
  grants: [workspaceAccess, ...toBeListed([canReadFolder])],
  inputs: workspaceChoiceInputs("notebooks and files"),
  choices: async (client, { workspaceDirectory, recursive }) => {
    const isWanted = (object: Parameters<typeof holdsObjects>[0]): boolean => !holdsObjects(object);
    const objects = await listWorkspaceDirectory(client, workspaceDirectory, { recursive, isWanted });
    return objects.map(objectChoice(workspaceDirectory));
  },
  example: workspaceObjectExamples.map(objectChoice(homeDirectoryExample)),
});
