/** Compares the bytes of two streams as they arrive. */
import type { Readable } from "node:stream";

/** How the bytes of a stream relate to those of another. */
export type StreamComparison = "same" | "beginning" | "different";

/**
 * Compares a stream with another, as far as it reaches; the caller closes both.
 * @returns `beginning` where the other one continues
 * @throws what the streams fail with
 */
export const compareStreams = async (stream: Readable, other: Readable): Promise<StreamComparison> => {
  const chunks = other.iterator({ destroyOnReturn: false });
  let unread: Buffer = Buffer.alloc(0);
  const readMore = async (): Promise<boolean> => {
    while (unread.length === 0) {
      const next = await chunks.next();
      if (next.done) return false;
      unread = next.value as Buffer;
    }
    return true;
  };
  for await (const chunk of stream as AsyncIterable<Buffer>) {
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
