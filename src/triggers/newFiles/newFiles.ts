import { readVolumeGrants } from "../../errors/requiredGrant";
import { checkPattern } from "../../inputs/files/listInputs";
import { pathKey } from "../../services/files/files";
import { landingFileExample } from "../../services/files/listingExamples";
import { databricksPolling } from "../databricksPolling";
import { newFilesInputs } from "./fileInputs";
import { fileReader, type NewFile } from "./filePoll";
import { type FileState, readFileState } from "./fileState";

/**
 * Starts a flow with the files of a volume's directory that are new since the last poll or have changed, oldest first,
 * each once. Gives the list of files, each with its size in bytes and its time and, if requested, its content. Which
 * file is new is decided by path, size and time, and not by a clock. Throws an error that says whether the directory is
 * not found or a grant is missing; what was remembered then stays unchanged.
 * https://docs.databricks.com/api/workspace/files/listdirectorycontents
 */
export const newFiles = databricksPolling<typeof newFilesInputs, FileState, NewFile>({
  label: "New Files",
  description:
    "Start a flow with the files in a directory of a volume that are new or have changed since the last poll.",
  grants: readVolumeGrants,
  inputs: newFilesInputs,
  // Other files after a change of Pattern or Recursive are distinguished by the state itself.
  scopeOf: ({ directoryPath }) => [pathKey(directoryPath)],
  readState: readFileState,
  maxItems: ({ fileCap }) => fileCap,
  reader: (client, given) => {
    const { recursive, pattern } = given;
    checkPattern({ recursive, pattern });
    return fileReader(client, {
      directory: given.directoryPath,
      selection: { recursive, ...(pattern !== undefined && { pattern }) },
      which: given.which,
      startFrom: given.startFrom,
      quietMs: given.quietSeconds * 1000,
      ...(given.includeContent && { maxContentBytes: given.maxContentBytes }),
    });
  },
  example: [{ ...landingFileExample, change: "new" }],
  batchSize: 100,
});
