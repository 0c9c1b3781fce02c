import { databricksAction } from "../../databricksAction";
import { readFolderGrants } from "../../errors/requiredGrant";
import { existingPath } from "../../inputs/workspaceObjects/objectInputs";
import { fetchWorkspaceObject, type WorkspaceObject } from "../../services/workspaceObjects/workspaceObjects";
import { notebookObjectExample } from "../../services/workspaceObjects/workspaceObjectsExamples";

/**
 * Takes a path and gives the type and the id of the object. Throws an error if there is none.
 * https://docs.databricks.com/api/workspace/workspace/getstatus
 */
export const getWorkspaceObject = databricksAction({
  label: "Get Workspace Object",
  description: "Get the type, the ID and the times of a notebook, a file or a directory of the workspace.",
  effect: "read",
  grants: readFolderGrants,
  inputs: { workspacePath: existingPath("to get") },
  perform: (client, { workspacePath }): Promise<WorkspaceObject> =>
    fetchWorkspaceObject(client, workspacePath),
  example: notebookObjectExample,
});
