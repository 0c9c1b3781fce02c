/** Faults in the middle of a body: it is slow, or the connection is closed. */
import { Readable } from "node:stream";
import type { WorkspaceClock } from "./clock";
import type { Fault } from "./faults";
import { atSpeed } from "./linkSpeed";

/** Whether a fault does something to a body on its way. */
export const isBodyFault = ({ drop_after_bytes, bytes_per_second }: Fault): boolean =>
  drop_after_bytes !== undefined || bytes_per_second !== undefined;

/**
 * A body with a fault on its way.
 * @param cut cuts the connection, once what was let through has left
 */
export function faultyBody(
  body: Readable,
  { drop_after_bytes, bytes_per_second }: Fault,
  clock: Pick<WorkspaceClock, "now" | "sleep">,
  cut: () => Promise<void>,
): Readable {
  // A reader that stops early leaves the connection open: the response is still to come.
  const chunks: AsyncIterable<Buffer> = body.iterator({ destroyOnReturn: false });
  const slow =
    bytes_per_second === undefined
      ? chunks
      : atSpeed(chunks, { delayMs: 0, bytesPerSecond: bytes_per_second }, clock);
  const shortened = drop_after_bytes === undefined ? slow : cutAfter(slow, drop_after_bytes, cut);
  // One chunk at a time: the connection is not cut before the last one is on its way.
  return Readable.from(shortened, { objectMode: false, highWaterMark: 1 });
}

/** A body of at most so many bytes is let through as a whole. */
async function* cutAfter(
  chunks: AsyncIterable<Buffer>,
  bytes: number,
  cut: () => Promise<void>,
): AsyncGenerator<Buffer> {
  let left = bytes;
  for await (const chunk of chunks) {
    const part = chunk.subarray(0, left);
    if (part.length > 0) yield part;
    if (chunk.length > left) {
      await cut();
      throw new Error("The connection was cut by a fault");
    }
    left -= chunk.length;
  }
}
