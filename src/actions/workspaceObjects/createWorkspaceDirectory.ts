import { databricksAction } from "../../databricksAction";
import { manageFolderGrants } from "../../errors/requiredGrant";
import { directoryToCreate } from "../../inputs/workspaceObjects/objectInputs";
import { createObjectDirectory } from "../../services/workspaceObjects/changeObjects";
import type { WorkspaceObject } from "../../services/workspaceObjects/workspaceObjects";
import { newDirectoryExample } from "../../services/workspaceObjects/workspaceObjectsExamples";

/**
 * Creates a directory, with those above it, and gives it. An existing directory is not an error; a notebook or file at
 * the path is an error. https://docs.databricks.com/api/workspace/workspace/mkdirs
 */
export const createWorkspaceDirectory = databricksAction({
  label: "Create Workspace Directory",
  description:
    "Create a directory of the workspace, with the directories above it. An existing directory is left unchanged.",
  effect: "write",
  grants: manageFolderGrants,
  inputs: { workspaceDirectory: directoryToCreate },
  repeat: { kind: "sameState" },
  perform: (client, { workspaceDirectory }): Promise<WorkspaceObject> =>
    createObjectDirectory(client, workspaceDirectory),
  example: newDirectoryExample,
});
