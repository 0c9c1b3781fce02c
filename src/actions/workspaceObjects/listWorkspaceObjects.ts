import { databricksAction } from "../../databricksAction";
import { canReadFolder, toBeListed, workspaceAccess } from "../../errors/requiredGrant";
import { recursiveInput } from "../../inputs/files/listInputs";
import { limitInput } from "../../inputs/integer";
import { directoryToList, objectType } from "../../inputs/workspaceObjects/objectInputs";
import {
  listWorkspaceDirectory,
  type WorkspaceObject,
} from "../../services/workspaceObjects/workspaceObjects";
import { workspaceObjectExamples } from "../../services/workspaceObjects/workspaceObjectsExamples";

/**
 * Takes the path of a directory and gives its contents: notebooks, files, directories and Git folders. The list has no
 * pages. https://docs.databricks.com/api/workspace/workspace/list
 */
export const listWorkspaceObjects = databricksAction({
  label: "List Workspace Objects",
  description: "List the notebooks, files and directories in a directory of the workspace.",
  effect: "read",
  grants: [workspaceAccess, ...toBeListed([canReadFolder])],
  inputs: {
    workspaceDirectory: directoryToList,
    recursive: recursiveInput("listed"),
    objectType,
    limit: limitInput("The maximum number of objects to return. If empty, all objects are returned."),
  },
  perform: (client, { workspaceDirectory, recursive, objectType: type, limit }): Promise<WorkspaceObject[]> =>
    listWorkspaceDirectory(client, workspaceDirectory, {
      recursive,
      limit,
      isWanted: ({ object_type }) => type === undefined || object_type === type,
    }),
  example: workspaceObjectExamples,
});
