/** What the files of a result, CSV and JSON Lines, have in common: room, a limit, and rows that come chunk by chunk. */
import { type CellSink, type ResultChunk, scanChunk } from "./chunkScanner";

/** What is known of a file before its first row. Wrong figures cost time and memory, never rows. */
export interface FileOptions {
  /** The most bytes that the file may have. */
  limitBytes: number;
  /** The manifest's `total_row_count`. */
  expectedRows?: number;
  /** The manifest's `total_byte_count`: the bytes of all chunks. */
  expectedBytes?: number;
}

/** A file as a step gives it: the platform passes its bytes on as they are. */
export interface BinaryFile {
  data: Buffer;
  contentType: string;
}

/** Writes a file, chunk by chunk. */
export interface FileWriter {
  /** The rows written so far. */
  readonly rows: number;
  /**
   * Writes the rows of the next chunk.
   * @throws FileTooLargeError as soon as the file cannot end within its limit, Error when the chunk is not as documented
   */
  write(chunk: ResultChunk): void;
  /** The whole file; nothing can be written behind it. */
  finish(): Buffer;
}

/** The file would have more bytes than its limit. */
export class FileTooLargeError extends Error {
  override readonly name = "FileTooLargeError";

  /** @param bytes so many it would have at least */
  constructor(
    readonly bytes: number,
    readonly limitBytes: number,
  ) {
    super(`The file would have at least ${bytes} bytes, and only ${limitBytes} bytes are allowed.`);
  }
}

/** A file's bytes. Its room is reserved at once where the size is known: memory that is not written to is not used. */
class FileBytes {
  length = 0;
  #bytes: Buffer;

  constructor(
    expectedBytes: number,
    readonly limitBytes: number,
  ) {
    this.#bytes = Buffer.allocUnsafeSlow(Math.min(limitBytes, expectedBytes));
  }

  append(source: Uint8Array, length: number): void {
    const end = this.length + length;
    if (end > this.limitBytes) throw new FileTooLargeError(end, this.limitBytes);
    if (end > this.#bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.min(this.limitBytes, Math.max(end, this.#bytes.length * 2)));
      larger.set(this.#bytes.subarray(0, this.length));
      this.#bytes = larger;
    }
    this.#bytes.set(source.subarray(0, length), this.length);
    this.length = end;
  }

  /** The bytes; copied where most of the room was not needed. */
  take(): Buffer {
    const bytes = this.#bytes.subarray(0, this.length);
    if (this.length * 2 >= this.#bytes.length) return bytes;
    const copy = Buffer.allocUnsafeSlow(this.length);
    copy.set(bytes);
    return copy;
  }
}

/** So many bytes of rows are gathered before they go into the file. */
const gatheredBytes = 64 * 1024;

/**
 * Rows on their way into a file. A format writes into `target` from `length` on; what goes beyond the target's end is
 * dropped there, and the row comes again when the target has grown.
 */
export abstract class FileSink implements CellSink {
  source: Uint8Array = new Uint8Array();
  target = new Uint8Array(2 * gatheredBytes);
  length = 0;
  #rowStart = 0;
  #rows = 0;
  readonly #bytes: FileBytes;
  readonly #expectedRows: number;
  readonly #leastRowBytes: number;

  /**
   * @param head what stands before the first row
   * @param leastRowBytes the bytes of the shortest row
   * @param roomBytes so many bytes the file will need
   */
  constructor(head: Uint8Array, leastRowBytes: number, roomBytes: number, options: FileOptions) {
    this.#expectedRows = options.expectedRows ?? 0;
    this.#leastRowBytes = leastRowBytes;
    this.#bytes = new FileBytes(Math.max(head.length + roomBytes, gatheredBytes), options.limitBytes);
    this.#bytes.append(head, head.length);
    this.#expectToFit();
  }

  abstract nullCell(column: number): void;
  abstract textCell(column: number, at: number): number;
  protected abstract endLine(): void;

  begin(source: Uint8Array): void {
    this.source = source;
  }

  beginRow(): void {
    this.length = this.#rowStart;
  }

  endRow(): boolean {
    this.endLine();
    if (this.length > this.target.length) {
      this.#grow();
      return false;
    }
    this.#rows += 1;
    this.#rowStart = this.length;
    if (this.length > gatheredBytes) this.#pass();
    return true;
  }

  get rows(): number {
    return this.#rows;
  }

  finish(): Buffer {
    this.#pass();
    return this.#bytes.take();
  }

  #grow(): void {
    const bytes = this.#bytes.length + this.length;
    if (bytes > this.#bytes.limitBytes) throw new FileTooLargeError(bytes, this.#bytes.limitBytes);
    const larger = new Uint8Array(this.length * 2);
    larger.set(this.target.subarray(0, this.#rowStart));
    this.target = larger;
  }

  #pass(): void {
    this.#bytes.append(this.target, this.#rowStart);
    this.#rowStart = 0;
    this.length = 0;
    this.#expectToFit();
  }

  /** Gives up as soon as not even the shortest rows would fit. */
  #expectToFit(): void {
    const { length, limitBytes } = this.#bytes;
    const least = length + Math.max(0, this.#expectedRows - this.#rows) * this.#leastRowBytes;
    if (least > limitBytes) throw new FileTooLargeError(least, limitBytes);
  }
}

/** The writer of a format, from its sink. */
export const fileWriter = (sink: FileSink, columnCount: number): FileWriter => ({
  get rows() {
    return sink.rows;
  },
  write(chunk) {
    scanChunk(chunk, columnCount, sink.rows, sink);
  },
  finish: () => sink.finish(),
});
