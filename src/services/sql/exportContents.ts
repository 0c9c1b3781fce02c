/** The contents of one file of an export, which can be read again from its first row when an upload breaks. */
import { Readable } from "node:stream";
import { toError } from "../../http/errors";
import { BlockCursor, type BlockPosition, type BlockSource } from "./resultBlocks";

/** What a file holds, known when it has been read whole. */
export interface FileEnd {
  rows: number;
  sizeBytes: number;
  /** Where the next file begins; undefined at the end of the result. */
  next?: BlockPosition;
}

/** One reading of a file: as many blocks as its size allows, each fetched when it is wanted. */
class FileReading extends Readable {
  readonly #head: Buffer;
  #rows = 0;
  #sizeBytes = 0;

  constructor(
    { format }: BlockSource,
    readonly cursor: BlockCursor,
    readonly maxBytes: number,
    readonly onEnd: (end: FileEnd) => void,
  ) {
    super();
    this.#head = format.head;
  }

  override _read(): void {
    this.#next().then(
      (bytes) => this.push(bytes),
      (error) => this.destroy(toError(error)),
    );
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    if (!this.readableEnded) this.cursor.close();
    done(error);
  }

  /** The next bytes; null at the end. */
  async #next(): Promise<Buffer | null> {
    if (this.#sizeBytes === 0 && this.#head.length > 0) {
      this.#sizeBytes = this.#head.length;
      return this.#head;
    }
    const block = await this.cursor.peek();
    // A block that is larger than a file may be has one of its own.
    if (block && (this.#rows === 0 || this.#sizeBytes + block.bytes.length <= this.maxBytes)) {
      this.cursor.advance();
      this.#rows += block.rows;
      this.#sizeBytes += block.bytes.length;
      return block.bytes;
    }
    this.onEnd({ rows: this.#rows, sizeBytes: this.#sizeBytes, next: block && this.cursor.position });
    return null;
  }
}

/** The contents of a file: the rows of a result from a block on. Every reading gives the same. */
export class FileContents {
  #end: FileEnd | undefined;
  #cursor: BlockCursor | undefined;

  /** @param cursor one that is at the start already, if there is any */
  constructor(
    readonly source: BlockSource,
    readonly start: BlockPosition,
    readonly maxBytes: number,
    cursor?: BlockCursor,
  ) {
    this.#cursor = cursor;
  }

  /** What it holds; undefined until it has been read whole. */
  get end(): FileEnd | undefined {
    return this.#end;
  }

  /** The cursor of a reading that came to the end, for the next file. */
  get cursor(): BlockCursor | undefined {
    return this.#cursor?.isClosed ? undefined : this.#cursor;
  }

  /** Opens it from its first row. */
  open(): Readable {
    const isRepeated = this.#end !== undefined;
    if (isRepeated) this.#cursor?.close();
    const cursor = (isRepeated ? undefined : this.#cursor) ?? new BlockCursor(this.source, this.start);
    this.#cursor = undefined;
    return new FileReading(this.source, cursor, this.maxBytes, (end) => {
      this.#end = end;
      this.#cursor = cursor;
    });
  }
}
