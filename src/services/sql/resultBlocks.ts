/** Streams a result as blocks of a file's bytes, from any block on: chunks come ahead, blocks as they are taken. */

import type { DatabricksClient } from "../../client";
import { createBlockWriter, type RowBlock } from "../../results/rowBlocks";
import type { FileFormat } from "../../results/rowSink";
import { type ChunkRows, chunkRows } from "./chunks";
import { chunkReadError, expectCount } from "./resultChecks";
import { expectRowsWithinLimit } from "./resultLimits";
import type { ExternalLink, StatementResponse } from "./statements";

/** The memory for chunks that are fetched ahead, in bytes. */
const bytesAhead = 48 * 1024 * 1024;

/** A block of a result: a chunk always gives the same ones. */
export interface BlockPosition {
  chunk: number;
  /** The number of the block within its chunk. */
  block: number;
  /** The rows before it. */
  rows: number;
}

/** Where a result begins. */
export const firstBlock: BlockPosition = { chunk: 0, block: 0, rows: 0 };

/** A successful statement, whose result may be read several times. */
export interface BlockSource {
  client: DatabricksClient;
  statement: StatementResponse;
  format: FileFormat;
  /** The links of its chunks, kept from reading to reading. */
  links: Map<number, ExternalLink>;
}

/** A block with the position of the next one. */
interface PlacedBlock {
  block: RowBlock;
  next: BlockPosition;
}

/** The blocks of a chunk as they are taken. @throws DatabricksError when the chunk is not as documented */
function* blocksOf({ statement, format }: BlockSource, chunk: ChunkRows, index: number): Generator<RowBlock> {
  const writer = createBlockWriter(format);
  try {
    yield* writer.write(chunk);
  } catch (error) {
    throw chunkReadError(statement, index, error);
  }
  expectCount(statement, writer.rows, statement.manifest?.chunks?.[index]?.row_count, ` in chunk ${index}`);
}

async function* blocksFrom(
  source: BlockSource,
  from: BlockPosition,
  signal: AbortSignal,
): AsyncGenerator<PlacedBlock> {
  const { client, statement, links } = source;
  let { chunk: index, rows } = from;
  let skipped = from.block;
  for await (const chunk of chunkRows(client, statement, { bytesAhead, from: index, links, signal })) {
    let number = 0;
    for (const block of blocksOf(source, chunk, index)) {
      number += 1;
      if (number <= skipped) continue;
      rows += block.rows;
      expectRowsWithinLimit(client, statement, rows);
      yield { block, next: { chunk: index, block: number, rows } };
    }
    skipped = 0;
    index += 1;
  }
  expectCount(statement, rows, statement.manifest?.total_row_count);
}

/** Takes the blocks of a result one by one. */
export class BlockCursor {
  readonly #stopping = new AbortController();
  readonly #blocks: AsyncGenerator<PlacedBlock>;
  #position: BlockPosition;
  #waiting: IteratorResult<PlacedBlock, undefined> | undefined;

  /** @param from where it begins */
  constructor(source: BlockSource, from: BlockPosition) {
    this.#position = from;
    this.#blocks = blocksFrom(source, from, this.#stopping.signal);
  }

  /** Where the next block is. */
  get position(): BlockPosition {
    return this.#position;
  }

  get isClosed(): boolean {
    return this.#stopping.signal.aborted;
  }

  /** Looks at the next block; undefined at the end. Throws as `chunkRows` does, and when rows are missing. */
  async peek(): Promise<RowBlock | undefined> {
    this.#waiting ??= await this.#blocks.next();
    return this.#waiting.value?.block;
  }

  /** Goes on to the block after the one that was looked at. */
  advance(): void {
    this.#position = this.#waiting?.value?.next ?? this.#position;
    this.#waiting = undefined;
  }

  /** Ends the reading and its requests. */
  close(): void {
    this.#stopping.abort();
  }
}
