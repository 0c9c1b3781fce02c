/** Whether a file in a volume is what an upload sent: told by its bytes, since another writer may have the same path. */
import type { Readable } from "node:stream";
import type { DatabricksClient } from "../../client";
import { toError } from "../../http/errors";
import { openDownload } from "./download";
import type { UploadSource } from "./source";

/** How the bytes of a file relate to those of a source. */
type Comparison = "same" | "beginning" | "different";

/** Compares a file, as it arrives, with a source, as far as the file reaches. */
const compare = async (file: Readable, source: Readable): Promise<Comparison> => {
  const chunks = source.iterator({ destroyOnReturn: false });
  let unread: Buffer = Buffer.alloc(0);
  const readMore = async (): Promise<boolean> => {
    while (unread.length === 0) {
      const next = await chunks.next();
      if (next.done) return false;
      unread = next.value as Buffer;
    }
    return true;
  };
  for await (const chunk of file as AsyncIterable<Buffer>) {
    for (let at = 0; at < chunk.length; ) {
      if (!(await readMore())) return "different";
      const length = Math.min(unread.length, chunk.length - at);
      if (!unread.subarray(0, length).equals(chunk.subarray(at, at + length))) return "different";
      unread = unread.subarray(length);
      at += length;
    }
  }
  return (await readMore()) ? "beginning" : "same";
};

/**
 * Reads the file at a path and the source of an upload once more, and compares them.
 * @returns undefined where one of them cannot be read; the log says why
 */
export const compareWithSource = async (
  client: DatabricksClient,
  path: string,
  source: UploadSource,
): Promise<Comparison | undefined> => {
  const opening = new AbortController();
  const opened: Readable[] = [];
  try {
    const { stream } = await openDownload(client, { path, signal: opening.signal });
    opened.push(stream);
    const given = await source.open(opening.signal);
    opened.push(given);
    return await compare(stream, given);
  } catch (error) {
    client.logger.warn(`${path} could not be compared with what was sent: ${toError(error).message}`);
    return undefined;
  } finally {
    for (const stream of opened) stream.destroy();
    opening.abort();
  }
};
