import { databricksAction } from "../../databricksAction";
import { readVolumeGrant, writeVolumeGrants } from "../../errors/requiredGrant";
import { booleanInput } from "../../inputs/choice";
import { directoryInput, ignoreMissingInput } from "../../inputs/files/listInputs";
import { type DeletedDirectory, deleteVolumeDirectory } from "../../services/files/deletion";
import { archiveDirectoryExample } from "../../services/files/listingExamples";

const recursive = booleanInput({
  label: "Recursive",
  comments:
    "When true, everything in the directory is also deleted: files first, then the directories below it. When false, a directory that is not empty is an error.",
});

/**
 * Deletes a directory of a volume, if requested with everything in it, and counts what was deleted. A volume itself is
 * never deleted. An error in the middle says how much was deleted; the step can be repeated.
 * https://docs.databricks.com/api/workspace/files/deletedirectory
 */
export const deleteDirectory = databricksAction({
  label: "Delete Directory",
  description: "Delete a directory of a volume: an empty one, or one with everything in it.",
  effect: "write",
  grants: [...writeVolumeGrants, readVolumeGrant],
  inputs: {
    directoryPath: { ...directoryInput("to delete"), example: archiveDirectoryExample.path },
    recursive,
    ignoreMissing: ignoreMissingInput("directory"),
  },
  repeat: {
    kind: "refused",
    advice: "A directory that was already deleted is an error, unless Ignore Missing is true.",
  },
  perform: (client, { directoryPath, ignoreMissing, ...options }): Promise<DeletedDirectory> =>
    deleteVolumeDirectory(client, directoryPath, {
      recursive: options.recursive,
      mayBeMissing: ignoreMissing,
    }),
  example: { path: archiveDirectoryExample.path, deletedFiles: 0, deletedDirectories: 1 },
});
