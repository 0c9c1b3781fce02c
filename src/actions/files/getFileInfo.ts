import { databricksAction } from "../../databricksAction";
import { readVolumeGrants } from "../../errors/requiredGrant";
import { volumePathInput } from "../../inputs/files/volumePath";
import type { FileInfo } from "../../services/files/files";
import { fetchFileInfo } from "../../services/files/listing";
import { landingFileExample } from "../../services/files/listingExamples";

const path = volumePathInput({
  kind: "fileOrDirectory",
  label: "Path",
  comments: `The path of the file or directory, such as ${landingFileExample.path}.`,
  example: landingFileExample.path,
});

/**
 * Gives the size in bytes and the time of a file, or says that a directory is at the path. Throws an error if nothing is
 * found, or that names the missing grant. https://docs.databricks.com/api/workspace/files/getmetadata
 */
export const getFileInfo = databricksAction({
  label: "Get File Info",
  description: "Get the size and the time of a file in a volume, or find out whether a path is a directory.",
  effect: "read",
  grants: readVolumeGrants,
  inputs: { path },
  perform: (client, given): Promise<FileInfo> => fetchFileInfo(client, given.path),
  example: landingFileExample,
});
