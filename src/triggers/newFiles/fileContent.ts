/** The content of files for a trigger's items. */
import type { DatabricksClient } from "../../client";
import { isNotFound } from "../../errors/kinds";
import { DatabricksError } from "../../http/errors";
import { type FileInfo, filePath } from "../../services/files/files";

/** A file's bytes, as the platform passes files on. */
export interface FileContent {
  data: Buffer;
  contentType: string;
}

const wasModified = (error: unknown): boolean => error instanceof DatabricksError && error.status === 412;

/** The condition under which a file is still the one that was listed. */
const unmodifiedSince = (modifiedAt: string | undefined): Record<string, string> =>
  modifiedAt === undefined ? {} : { "If-Unmodified-Since": new Date(modifiedAt).toUTCString() };

/**
 * Reads a file as it was listed.
 * @returns undefined if it was changed or deleted in the meantime
 * @throws DatabricksError that names the missing grant
 */
export const fetchContent = async (
  client: DatabricksClient,
  { path, sizeBytes, modifiedAt }: FileInfo,
): Promise<FileContent | undefined> => {
  try {
    const { body, headers } = await client.send({
      method: "GET",
      url: filePath(path),
      headers: { Accept: "*/*", ...unmodifiedSince(modifiedAt) },
      responseType: "bytes",
    });
    const data = Buffer.isBuffer(body) ? body : Buffer.from(body);
    if (sizeBytes !== undefined && data.length !== sizeBytes) return undefined;
    const contentType = headers["content-type"];
    return { data, contentType: typeof contentType === "string" ? contentType : "application/octet-stream" };
  } catch (error) {
    if (isNotFound(error) || wasModified(error)) return undefined;
    throw error;
  }
};
