/** Makes directories in volumes. https://docs.databricks.com/api/workspace/files/createdirectory */
import type { DatabricksClient } from "../../client";
import { isConflict } from "../../errors/kinds";
import { rethrowWithHint } from "../../http/errors";
import { directoryPath, type FileInfo } from "./files";

/**
 * Makes a directory and those above it, as far as they are missing. Harmless to repeat.
 * @throws DatabricksError that says whether a file is in the way, or names the missing grant
 */
export const createVolumeDirectory = async (client: DatabricksClient, path: string): Promise<FileInfo> => {
  await client
    .put(directoryPath(path), undefined)
    .catch(rethrowWithHint("A file is at the path, or in the place of a directory above it.", isConflict));
  return { path, name: path.slice(path.lastIndexOf("/") + 1), isDirectory: true };
};
