import { databricksAction } from "../../databricksAction";
import { manageFolderGrants } from "../../errors/requiredGrant";
import { createFolders, overwrite } from "../../inputs/files/uploadInputs";
import {
  checkImport,
  importFormat,
  importPath,
  notebookLanguage,
  objectContent,
} from "../../inputs/workspaceObjects/objectInputs";
import { importObject } from "../../services/workspaceObjects/importObject";
import type { WorkspaceObject } from "../../services/workspaceObjects/workspaceObjects";
import { importedObjectExample } from "../../services/workspaceObjects/workspaceObjectsExamples";

/**
 * Takes a path and content of up to 10 MiB and gives the imported notebook, file or directory.
 * https://docs.databricks.com/api/workspace/workspace/import
 */
export const importWorkspaceObject = databricksAction({
  label: "Import Workspace Object",
  description:
    "Create or replace a notebook or a file of the workspace with text or a file from an earlier step.",
  effect: "write",
  grants: manageFolderGrants,
  inputs: {
    workspacePath: importPath,
    objectContent,
    importFormat,
    notebookLanguage,
    overwrite,
    createFolders,
  },
  repeat: {
    kind: "refused",
    advice:
      "An existing object is an error, even if it is from an earlier attempt. With Overwrite, the result is the same.",
  },
  perform: async (client, { workspacePath, objectContent: content, ...given }): Promise<WorkspaceObject> => {
    const { importFormat: format, notebookLanguage: language, ...options } = given;
    checkImport({ format, language, content, overwrite: options.overwrite });
    return importObject(client, { path: workspacePath, content, format, language, ...options });
  },
  example: importedObjectExample,
});
