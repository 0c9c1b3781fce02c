/**
 * Reads the rows of a result from the bytes of its chunks. The values are written as JSON by the writer of the JSON Lines
 * file, and parsed again: so both formats hold the same. A block of rows is parsed at a time, so a whole chunk never
 * becomes a string.
 */
import { type ResultChunk, scanChunk } from "./chunkScanner";
import { arrayStyle, JsonSink } from "./jsonLinesWriter";
import type { ResultColumn } from "./resultColumn";
import type { BlockConsumer } from "./rowSink";
import { distinctNames, type SqlRow, type SqlValue } from "./statementRows";

/** Reads rows, chunk by chunk. */
interface RowReader {
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
type AfterBlock = (rows: number) => void;

/**
 * Makes a row without values. Filling a copy of it takes less time than parsing the names of every row.
 * @param names the columns, each once
 */
const emptyRow = (names: readonly string[]): SqlRow => {
  // Made by the parser, it has all fields from the start, even one named __proto__.
  const row: SqlRow = JSON.parse(`{${names.map((name) => `${JSON.stringify(name)}:null`).join(",")}}`);
  // V8 keeps one shape for all rows when each field has held every kind of value.
  for (const value of [0, "", 0.5, null]) for (const name of names) row[name] = value;
  return row;
};

/** Makes rows of blocks of lines, each an array of values. */
class RowParser implements BlockConsumer {
  into: SqlRow[] = [];
  readonly #empty: SqlRow;

  constructor(
    readonly names: readonly string[],
    readonly afterBlock: AfterBlock,
  ) {
    this.#empty = emptyRow(names);
  }

  append(lines: Buffer, rows: number): void {
    const { names, into } = this;
    // JSON text holds no line feed of its own, so every one of them ends a row.
    const parsed: SqlValue[][] = JSON.parse(`[${lines.toString().trimEnd().replaceAll("\n", ",")}]`);
    for (const values of parsed) {
      const row = { ...this.#empty };
      for (let column = 0; column < names.length; column += 1) {
        row[names[column] as string] = values[column] as SqlValue;
      }
      into.push(row);
    }
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
  const parser = new RowParser(distinctNames(columns.map(({ name }) => name)), afterBlock);
  const sink = new JsonSink(columns, parser, arrayStyle(columns));
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
