/** Copies files from addresses outside the workspace into volumes. */
import type { DatabricksClient } from "../../client";
import { uploadToVolume } from "./upload";
import { type ExternalUrl, openUrlSource } from "./urlSource";

/** What was uploaded. */
export interface UploadedFile {
  path: string;
  sizeBytes: number;
}

/**
 * Streams the file at an address to a volume; it is not kept in memory. Throws as `openUrlSource` and `uploadToVolume`
 * do.
 * @param label what the address is called in errors
 */
export const uploadFromUrl = async (
  client: DatabricksClient,
  path: string,
  address: ExternalUrl,
  options: { overwrite: boolean; createFolders: boolean; label: string },
): Promise<UploadedFile> => {
  const source = await openUrlSource(client, address, options.label);
  try {
    return { path, ...(await uploadToVolume(client, path, source, options)) };
  } finally {
    source.close();
  }
};
