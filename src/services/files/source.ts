/** Where the bytes of an upload come from. */
import { Readable } from "node:stream";

/** A file to be sent: opened for each attempt. */
export interface UploadSource {
  /**
   * Opens it from its beginning.
   * @param signal aborts it when it is no longer needed
   */
  open: (signal: AbortSignal) => Promise<Readable> | Readable;
  /** Its size, where that is known before it is read. */
  sizeBytes?: number;
  /** What it is called in errors, such as the label of its input. Default: `The file`. */
  label?: string;
}

/** How much of a buffer is handed on at a time, in bytes. */
const chunkBytes = 256 * 1024;

function* chunksOf(bytes: Uint8Array): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    const part = bytes.subarray(at, at + chunkBytes);
    yield Buffer.from(part.buffer, part.byteOffset, part.byteLength);
  }
}

/** The source of bytes that are in memory; they are not copied. */
export const bytesSource = (bytes: Uint8Array, label?: string): UploadSource => ({
  open: () => Readable.from(chunksOf(bytes), { objectMode: false }),
  sizeBytes: bytes.length,
  label,
});
