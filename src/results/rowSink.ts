/** What the formats of a result have in common: cells come in, and blocks of whole rows in the format's bytes go out. */
import { ByteOutput } from "./byteOutput";
import type { CellSink } from "./chunkScanner";

/** Takes the rows of a sink, block by block. */
export interface BlockConsumer {
  /**
   * Takes a block; its bytes are good until the call returns.
   * @param rows the rows so far, those of the block included
   */
  append(block: Buffer, rows: number): void;
  /** Throws when a row of so many bytes, which has not ended yet, is too long to take. */
  checkRow?(bytes: number): void;
}

/** A block is passed on when it has so many bytes. */
const blockBytes = 64 * 1024;

/** Writes rows to an output. A row that is longer than the output comes again when that has grown. */
export abstract class RowSink implements CellSink {
  protected source: Uint8Array = new Uint8Array();
  protected readonly output = new ByteOutput(2 * blockBytes);
  /** Where the next row begins. */
  #rowStart = 0;
  #rows = 0;

  constructor(readonly consumer: BlockConsumer) {}

  abstract nullCell(column: number): void;
  abstract textCell(column: number, at: number): number;
  protected abstract beginLine(): void;
  protected abstract endLine(): void;

  /** The rows so far. */
  get rows(): number {
    return this.#rows;
  }

  begin(source: Uint8Array): void {
    this.source = source;
  }

  beginRow(): void {
    this.output.length = this.#rowStart;
    this.beginLine();
  }

  endRow(): boolean {
    this.endLine();
    const { output } = this;
    if (output.length > output.bytes.length) {
      this.consumer.checkRow?.(output.length);
      output.grow(this.#rowStart);
      return false;
    }
    this.#rows += 1;
    this.#rowStart = output.length;
    if (output.length > blockBytes) this.flush();
    return true;
  }

  /** Passes on the rows that have gathered. */
  flush(): void {
    const end = this.#rowStart;
    this.#rowStart = 0;
    this.output.length = 0;
    this.consumer.append(this.output.bytes.subarray(0, end), this.#rows);
  }
}

/** The format of a file of rows. */
export interface FileFormat {
  /** What stands before the first row of every file. */
  head: Buffer;
  columnCount: number;
  /** Makes the sink that writes the rows. */
  createSink(consumer: BlockConsumer): RowSink;
}
