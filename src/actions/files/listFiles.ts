import { databricksAction } from "../../databricksAction";
import { readVolumeGrants } from "../../errors/requiredGrant";
import { checkPattern, fileListInputs } from "../../inputs/files/listInputs";
import type { FileInfo } from "../../services/files/files";
import { landingFileExample } from "../../services/files/listingExamples";
import { listFilesIn } from "../../services/files/selection";

/**
 * Gives the files and directories of a directory in a volume, from every page, each with its size in bytes and its
 * time. Throws an error that names the missing grant, or says that the path is a file.
 * https://docs.databricks.com/api/workspace/files/listdirectorycontents
 */
export const listFiles = databricksAction({
  label: "List Files",
  description: "List the files and directories in a directory of a volume, with their sizes and times.",
  effect: "read",
  grants: readVolumeGrants,
  inputs: fileListInputs,
  perform: async (client, { directoryPath, ...selection }): Promise<FileInfo[]> => {
    checkPattern(selection);
    return listFilesIn(client, directoryPath, selection);
  },
  example: [landingFileExample],
});
