/** Makes directories in volumes. https://docs.databricks.com/api/workspace/files/createdirectory */
import type { DatabricksClient } from "../../client";
import { isConflict } from "../../errors/kinds";
import { appendHint } from "../../http/errors";
import { directoryPath, type FileInfo } from "./files";
import { namingVolumeGrants } from "./volumeGrants";

/**
 * Makes a directory and those above it, as far as they are missing. Harmless to repeat.
 * @throws DatabricksError that says whether a file is in the way, or names the missing grant
 */
export const createVolumeDirectory = async (client: DatabricksClient, path: string): Promise<FileInfo> => {
  try {
    await client.send({ method: "PUT", url: directoryPath(path) });
  } catch (error) {
    if (isConflict(error))
      throw appendHint(error, "A file is at the path, or in the place of a directory above it.");
    return namingVolumeGrants(path, "WRITE VOLUME")(error);
  }
  return { path, name: path.slice(path.lastIndexOf("/") + 1), isDirectory: true };
};
