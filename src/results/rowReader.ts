/**
 * Reads the rows of a result from the bytes of its chunks. Rows are the lines of the JSON Lines file, parsed: both formats
 * hold the same values because one writer makes them. A block of lines is parsed at a time, so a whole chunk never becomes
 * a string.
 */
import { type ResultChunk, scanChunk } from "./chunkScanner";
import { JsonLinesSink } from "./jsonLinesWriter";
import type { ResultColumn } from "./resultColumn";
import type { BlockConsumer } from "./rowSink";
import type { SqlRow } from "./statementRows";

/** Reads rows, chunk by chunk. */
export interface RowReader {
  /** The rows read so far. */
  readonly rows: number;
  /**
   * Reads the rows of the next chunk.
   * @param into where they are added
   * @returns `into`
   * @throws Error when the chunk is not as documented
   */
  read(chunk: ResultChunk, into?: SqlRow[]): SqlRow[];
}

/** Called after each block with the number of rows so far; what it throws ends the reading. */
export type AfterBlock = (rows: number) => void;

/** Parses blocks of lines. */
class LineParser implements BlockConsumer {
  into: SqlRow[] = [];

  constructor(readonly afterBlock: AfterBlock) {}

  append(lines: Buffer, rows: number): void {
    // JSON text holds no line feed of its own, so every one of them ends a row.
    const parsed: SqlRow[] = JSON.parse(`[${lines.toString().trimEnd().replaceAll("\n", ",")}]`);
    for (const row of parsed) this.into.push(row);
    this.afterBlock(rows);
  }
}

/**
 * Makes the reader of a result's rows. Its values are those of `cellReader`.
 * @param columns the manifest's columns
 * @param afterBlock called after every few hundred rows
 */
export const createRowReader = (
  columns: readonly ResultColumn[],
  afterBlock: AfterBlock = () => undefined,
): RowReader => {
  const parser = new LineParser(afterBlock);
  const sink = new JsonLinesSink(columns, parser);
  return {
    get rows() {
      return sink.rows;
    },
    read(chunk, into = []) {
      parser.into = into;
      scanChunk(chunk, columns.length, sink.rows, sink);
      sink.flush();
      parser.into = [];
      return into;
    },
  };
};
