/** Writes the rows of a result as JSON Lines, from the bytes of its chunks to the bytes of the lines. */

import { CellJsonWriter } from "./cellJsonWriter";
import type { ResultColumn } from "./resultColumn";
import { type FileOptions, type FileWriter, fileWriter } from "./resultFile";
import { type BlockConsumer, type FileFormat, RowSink } from "./rowSink";
import { distinctNames } from "./statementRows";

const nullBytes = Buffer.from("null");

/** What stands around the values of a row. */
interface RowStyle {
  open: Buffer;
  /** What stands before the value of each column. */
  before: Buffer[];
  close: Buffer;
}

/** Rows as objects by column name. */
const objectStyle = (columns: readonly ResultColumn[]): RowStyle => ({
  open: Buffer.from("{"),
  before: distinctNames(columns.map(({ name }) => name)).map((name, index) =>
    Buffer.from(`${index === 0 ? "" : ","}${JSON.stringify(name)}:`),
  ),
  close: Buffer.from("}\n"),
});

/** Rows as arrays of their values. */
export const arrayStyle = (columns: readonly ResultColumn[]): RowStyle => ({
  open: Buffer.from("["),
  before: columns.map((_, index) => Buffer.from(index === 0 ? "" : ",")),
  close: Buffer.from("]\n"),
});

/** Writes the rows as JSON text, each on a line. */
export class JsonSink extends RowSink {
  readonly #cells: CellJsonWriter;

  /** @param style what stands around the values */
  constructor(
    columns: readonly ResultColumn[],
    consumer: BlockConsumer,
    readonly style: RowStyle,
  ) {
    super(consumer);
    this.#cells = new CellJsonWriter(columns, this.output);
  }

  nullCell(column: number): void {
    this.output.put(this.style.before[column] as Buffer);
    this.output.put(nullBytes);
  }

  textCell(column: number, start: number): number {
    this.output.put(this.style.before[column] as Buffer);
    return this.#cells.write(column, this.source, start);
  }

  protected beginLine(): void {
    this.output.put(this.style.open);
  }

  protected endLine(): void {
    this.output.put(this.style.close);
  }
}

const jsonLines = (columns: readonly ResultColumn[], style: RowStyle): FileFormat => ({
  head: Buffer.of(),
  columnCount: columns.length,
  createSink: (consumer) => new JsonSink(columns, consumer, style),
});

/**
 * The JSON Lines format in UTF-8: one object a line, with the values that rows have. NaN and the infinities, which JSON
 * has not, become `"NaN"`, `"Infinity"` and `"-Infinity"`.
 * @param columns the manifest's columns
 */
export const jsonLinesFormat = (columns: readonly ResultColumn[]): FileFormat =>
  jsonLines(columns, objectStyle(columns));

/**
 * Makes the writer of a JSON Lines file.
 * @param columns the manifest's columns
 * @throws FileTooLargeError when not even the shortest rows would fit
 */
export const createJsonLinesWriter = (columns: readonly ResultColumn[], options: FileOptions): FileWriter => {
  const { expectedBytes = 0, expectedRows = 0 } = options;
  const style = objectStyle(columns);
  const keyBytes = style.before.reduce((sum, { length }) => sum + length, 0);
  const layout = {
    // Every value takes a byte at least.
    minRowBytes: style.open.length + keyBytes + columns.length + style.close.length,
    expectedBytes: expectedBytes + expectedRows * keyBytes,
  };
  return fileWriter(jsonLines(columns, style), layout, options);
};
