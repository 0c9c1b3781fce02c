/** What the files of a result, CSV and JSON Lines, have in common: a buffer of the right size, and a limit. */
import { type ResultChunk, scanChunk } from "./chunkScanner";
import type { BlockConsumer, FileFormat } from "./rowSink";

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

/** The smallest buffer of a file, in bytes. */
const minFileBytes = 64 * 1024;

/** What is known of the size of a file before the first row. */
interface FileLayout {
  /** The bytes of the shortest possible row. */
  minRowBytes: number;
  /** The bytes that the whole file will need, as far as is known. */
  expectedBytes: number;
}

/** The bytes of a file. All are allocated at once where the size is known: memory that is not written to is not used. */
class ResultFile implements BlockConsumer {
  #length = 0;
  #bytes: Buffer;
  readonly #limitBytes: number;
  readonly #expectedRows: number;
  readonly #minRowBytes: number;

  /** @throws FileTooLargeError when not even the shortest rows would fit */
  constructor(head: Uint8Array, { minRowBytes, expectedBytes }: FileLayout, options: FileOptions) {
    this.#limitBytes = options.limitBytes;
    this.#expectedRows = options.expectedRows ?? 0;
    this.#minRowBytes = minRowBytes;
    const bytes = Math.max(head.length + expectedBytes, minFileBytes);
    this.#bytes = Buffer.allocUnsafeSlow(Math.min(options.limitBytes, bytes));
    this.append(head, 0);
  }

  /** Adds a block. @throws FileTooLargeError as soon as not even the shortest rows would fit */
  append(block: Uint8Array, rows: number): void {
    const end = this.#length + block.length;
    this.#checkSize(end);
    if (end > this.#bytes.length) {
      const larger = Buffer.allocUnsafeSlow(
        Math.min(this.#limitBytes, Math.max(end, this.#bytes.length * 2)),
      );
      larger.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = larger;
    }
    this.#bytes.set(block, this.#length);
    this.#length = end;
    this.#checkSize(end + Math.max(0, this.#expectedRows - rows) * this.#minRowBytes);
  }

  checkRow(bytes: number): void {
    this.#checkSize(this.#length + bytes);
  }

  /** The bytes; copied where most of the buffer was not needed. */
  take(): Buffer {
    const bytes = this.#bytes.subarray(0, this.#length);
    if (this.#length * 2 >= this.#bytes.length) return bytes;
    const copy = Buffer.allocUnsafeSlow(this.#length);
    copy.set(bytes);
    return copy;
  }

  #checkSize(bytes: number): void {
    if (bytes > this.#limitBytes) throw new FileTooLargeError(bytes, this.#limitBytes);
  }
}

/** The writer of a file in a format. @throws FileTooLargeError when not even the shortest rows would fit */
export const fileWriter = (format: FileFormat, layout: FileLayout, options: FileOptions): FileWriter => {
  const file = new ResultFile(format.head, layout, options);
  const sink = format.createSink(file);
  return {
    get rows() {
      return sink.rows;
    },
    write(chunk) {
      scanChunk(chunk, format.columnCount, sink.rows, sink);
    },
    finish() {
      sink.flush();
      return file.take();
    },
  };
};
