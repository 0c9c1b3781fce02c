/** Writes the rows of a result as JSON Lines, from the bytes of its chunks to the bytes of the lines. */

import { CellJsonWriter } from "./cellJsonWriter";
import type { ResultColumn } from "./resultColumn";
import { type FileOptions, type FileWriter, fileWriter, ResultFile } from "./resultFile";
import { type BlockConsumer, RowSink } from "./rowSink";
import { distinctNames } from "./statementRows";

const nullBytes = Buffer.from("null");
const openLine = Buffer.from("{");
const closeLine = Buffer.from("}\n");

/** How the name of each column stands before its value. */
const keysOf = (columns: readonly ResultColumn[]): Buffer[] =>
  distinctNames(columns.map(({ name }) => name)).map((name, index) =>
    Buffer.from(`${index === 0 ? "" : ","}${JSON.stringify(name)}:`),
  );

/** Writes a JSON object a line, with the values that `cellReader` gives. */
export class JsonLinesSink extends RowSink {
  readonly #cells: CellJsonWriter;
  readonly #keys: Buffer[];

  constructor(columns: readonly ResultColumn[], consumer: BlockConsumer) {
    super(consumer);
    this.#cells = new CellJsonWriter(columns, this.output);
    this.#keys = keysOf(columns);
  }

  nullCell(column: number): void {
    this.output.put(this.#keys[column] as Buffer);
    this.output.put(nullBytes);
  }

  textCell(column: number, start: number): number {
    this.output.put(this.#keys[column] as Buffer);
    return this.#cells.write(column, this.source, start);
  }

  protected beginLine(): void {
    this.output.put(openLine);
  }

  protected endLine(): void {
    this.output.put(closeLine);
  }
}

/**
 * Makes the writer of a JSON Lines file in UTF-8: one object a line, with the values that rows have. NaN and the
 * infinities, which JSON has not, become `"NaN"`, `"Infinity"` and `"-Infinity"`.
 * @param columns the manifest's columns
 * @throws FileTooLargeError when not even the shortest rows would fit
 */
export const createJsonLinesWriter = (columns: readonly ResultColumn[], options: FileOptions): FileWriter => {
  const { expectedBytes = 0, expectedRows = 0 } = options;
  const keyBytes = keysOf(columns).reduce((sum, { length }) => sum + length, 0);
  const layout = {
    head: Buffer.of(),
    // Every value takes a byte at least.
    minRowBytes: openLine.length + keyBytes + columns.length + closeLine.length,
    expectedBytes: expectedBytes + expectedRows * keyBytes,
  };
  const file = new ResultFile(layout, options);
  return fileWriter(new JsonLinesSink(columns, file), file, columns.length);
};
