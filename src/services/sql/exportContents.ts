/** The contents of one file of an export, which can be read again from its first row when an upload breaks. */
import { Readable } from "node:stream";
import { BlockCursor, type BlockPosition, type BlockSource } from "./resultBlocks";

/** What a file holds, known when it has been read whole. */
interface FileEnd {
  rows: number;
  sizeBytes: number;
  /** Where the next file begins; undefined at the end of the result. */
  next?: BlockPosition;
}

/** The contents of a file: the rows of a result from a block on, as many blocks as its size allows. */
export class FileContents {
  #end: FileEnd | undefined;
  #cursor: BlockCursor | undefined;

  /**
   * @param maxBytes the largest size; a block that is larger has a file of its own
   * @param cursor one that is at the start already, if there is any
   */
  constructor(
    readonly source: BlockSource,
    readonly start: BlockPosition,
    readonly maxBytes: number,
    cursor?: BlockCursor,
  ) {
    this.#cursor = cursor;
  }

  /** What it holds; undefined until it has been read whole. Every reading holds the same. */
  get end(): FileEnd | undefined {
    return this.#end;
  }

  /** The cursor of the reading that came to the end, for the next file. */
  get cursor(): BlockCursor | undefined {
    return this.#cursor;
  }

  /** Opens it from its first row. @param signal ends the reading */
  open(signal: AbortSignal): Readable {
    const isAtStart = this.#end === undefined;
    const cursor = (isAtStart ? this.#cursor : undefined) ?? new BlockCursor(this.source, this.start);
    if (!isAtStart) this.#cursor?.close();
    // What was read of it is gone when it is opened again.
    this.#cursor = undefined;
    signal.addEventListener("abort", () => this.#cursor !== cursor && cursor.close(), { once: true });
    return Readable.from(this.#bytes(cursor), { objectMode: false });
  }

  async *#bytes(cursor: BlockCursor): AsyncGenerator<Buffer> {
    const { head } = this.source.format;
    let rows = 0;
    let sizeBytes = head.length;
    if (sizeBytes > 0) yield head;
    let block = await cursor.peek();
    while (block && (rows === 0 || sizeBytes + block.bytes.length <= this.maxBytes)) {
      cursor.advance();
      rows += block.rows;
      sizeBytes += block.bytes.length;
      yield block.bytes;
      block = await cursor.peek();
    }
    this.#cursor = cursor;
    this.#end = { rows, sizeBytes, next: block && cursor.position };
  }
}
