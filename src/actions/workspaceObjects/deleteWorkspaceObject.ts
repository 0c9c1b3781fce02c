import { databricksAction } from "../../databricksAction";
import { manageFolderGrants } from "../../errors/requiredGrant";
import { booleanInput } from "../../inputs/choice";
import { ignoreMissingInput } from "../../inputs/files/listInputs";
import { existingPath } from "../../inputs/workspaceObjects/objectInputs";
import { deleteFromWorkspace } from "../../services/workspaceObjects/changeObjects";
import { notebookObjectExample } from "../../services/workspaceObjects/workspaceObjectsExamples";

const recursive = booleanInput({
  label: "Recursive",
  comments:
    "When true, a directory is deleted with everything in it. If an error occurs, a part of it may already be deleted. When false, a directory that is not empty is an error.",
});

/**
 * Deletes a notebook, a file or a directory and gives its path, and whether it existed.
 * https://docs.databricks.com/api/workspace/workspace/delete
 */
export const deleteWorkspaceObject = databricksAction({
  label: "Delete Workspace Object",
  description: "Delete a notebook, a file or a directory of the workspace permanently.",
  effect: "write",
  grants: manageFolderGrants,
  inputs: { workspacePath: existingPath("to delete"), recursive, ignoreMissing: ignoreMissingInput("path") },
  repeat: {
    kind: "refused",
    advice: "An object that was already deleted is an error, unless Ignore Missing is true.",
  },
  perform: async (client, { workspacePath: path, ignoreMissing: mayBeMissing, ...options }) => ({
    path,
    deleted: await deleteFromWorkspace(client, path, { recursive: options.recursive, mayBeMissing }),
  }),
  example: { path: notebookObjectExample.path, deleted: true },
});
