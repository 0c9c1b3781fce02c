import { databricksAction } from "../../databricksAction";
import { readFolderGrants } from "../../errors/requiredGrant";
import { fileResult } from "../../inputs/files/downloadInputs";
import { existingPath, exportFormat } from "../../inputs/workspaceObjects/objectInputs";
import type { BinaryFile } from "../../results/resultFile";
import { exportObject } from "../../services/workspaceObjects/exportObject";
import { notebookSourceExample } from "../../services/workspaceObjects/workspaceObjectsExamples";

/**
 * Takes a path and gives the notebook, file or directory, up to 10 MB, as bytes or as text.
 * https://docs.databricks.com/api/workspace/workspace/export
 */
export const exportWorkspaceObject = databricksAction({
  label: "Export Workspace Object",
  description:
    "Export a notebook, a file or a directory of the workspace, up to 10 MB, as a file or as text.",
  effect: "read",
  grants: readFolderGrants,
  inputs: { workspacePath: existingPath("to export"), exportFormat, result: fileResult },
  perform: (client, { workspacePath, exportFormat: format, result }): Promise<BinaryFile | string> =>
    exportObject(client, workspacePath, { format, asText: result === "text" }),
  example: notebookSourceExample,
  schema: {
    description: "The object, as bytes with a content type or as text, depending on Result.",
    type: ["string", "object"],
  },
});
