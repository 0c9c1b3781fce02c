/** Writes the rows of a result as blocks of a file's bytes, which are passed on one by one and not kept. */
import { type ResultChunk, scanPieces } from "./chunkScanner";
import type { BlockConsumer, FileFormat } from "./rowSink";

/** Whole rows in the bytes of a file. */
export interface RowBlock {
  bytes: Buffer;
  /** How many rows. */
  rows: number;
}

/** Writes rows, chunk by chunk. */
interface BlockWriter {
  /** The rows written so far. */
  readonly rows: number;
  /**
   * Writes the rows of the next chunk, as its blocks are requested. The same chunk always gives the same blocks.
   * @throws Error when the chunk is not as documented
   */
  write(chunk: ResultChunk): Generator<RowBlock>;
}

/** Keeps the blocks of a piece until they are taken. */
class BlockQueue implements BlockConsumer {
  #blocks: RowBlock[] = [];
  #rows = 0;

  append(block: Buffer, rows: number): void {
    // The sink writes its next block over this one.
    if (rows > this.#rows) this.#blocks.push({ bytes: Buffer.from(block), rows: rows - this.#rows });
    this.#rows = rows;
  }

  take(): RowBlock[] {
    const blocks = this.#blocks;
    this.#blocks = [];
    return blocks;
  }
}

/**
 * Makes the writer of blocks in a format. Its memory is that of a few blocks, whatever the size of a chunk.
 * The head of the format is not part of any block.
 */
export const createBlockWriter = (format: FileFormat): BlockWriter => {
  const queue = new BlockQueue();
  const sink = format.createSink(queue);
  return {
    get rows() {
      return sink.rows;
    },
    *write(chunk) {
      for (const _piece of scanPieces(chunk, format.columnCount, sink.rows, sink)) yield* queue.take();
      sink.flush();
      yield* queue.take();
    },
  };
};
