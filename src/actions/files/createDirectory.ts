import { databricksAction } from "../../databricksAction";
import { writeVolumeGrants } from "../../errors/requiredGrant";
import { directoryInput } from "../../inputs/files/listInputs";
import { createVolumeDirectory } from "../../services/files/directories";
import type { FileInfo } from "../../services/files/files";
import { archiveDirectoryExample } from "../../services/files/listingExamples";

/**
 * Makes a directory in a volume, with those above it, and gives it. One that exists already is no error. Throws an error
 * if a file is in its place, or that names the missing grant.
 * https://docs.databricks.com/api/workspace/files/createdirectory
 */
export const createDirectory = databricksAction({
  label: "Create Directory",
  description:
    "Create a directory in a volume, with the directories above it. An existing directory is left unchanged.",
  effect: "write",
  grants: writeVolumeGrants,
  inputs: { directoryPath: { ...directoryInput("to create"), example: archiveDirectoryExample.path } },
  repeat: { kind: "sameState" },
  perform: (client, { directoryPath }): Promise<FileInfo> => createVolumeDirectory(client, directoryPath),
  example: archiveDirectoryExample,
});
