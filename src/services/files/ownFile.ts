/** Whether a file in a volume is what an upload sent: decided by its bytes, since another writer may have the same path. */
import type { Readable } from "node:stream";
import type { DatabricksClient } from "../../client";
import { compareStreams, type StreamComparison } from "../../http/compareStreams";
import { toError } from "../../http/errors";
import { openDownload } from "./download";
import type { UploadSource } from "./source";

/**
 * Reads the file at a path and the source of an upload once more, and compares them.
 * @returns undefined where one of them cannot be read; the log says why
 */
export const compareWithSource = async (
  client: DatabricksClient,
  path: string,
  source: UploadSource,
): Promise<StreamComparison | undefined> => {
  const opening = new AbortController();
  const opened: Readable[] = [];
  try {
    const { stream } = await openDownload(client, { path, signal: opening.signal });
    opened.push(stream);
    const given = await source.open(opening.signal);
    opened.push(given);
    return await compareStreams(stream, given);
  } catch (error) {
    client.logger.warn(`${path} could not be compared with what was sent: ${toError(error).message}`);
    return undefined;
  } finally {
    for (const stream of opened) stream.destroy();
    opening.abort();
  }
};
