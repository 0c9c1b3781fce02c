/** Writes the rows of a result as JSON Lines, from the bytes of its chunks to the bytes of the file. */

import { CellJson } from "./cellJson";
import { cellText, endOfText } from "./jsonBytes";
import { type JsonShape, jsonShape } from "./nestedJson";
import type { ResultColumn } from "./resultColumn";
import { type FileOptions, FileSink, type FileWriter, fileWriter } from "./resultFile";
import { cellReader, columnType, distinctNames, type ReadText } from "./statementRows";

const nullBytes = Buffer.from("null");
const endOfLine = Buffer.from("}\n");

class JsonLinesSink extends FileSink {
  readonly #json = new CellJson();
  readonly #keys: Uint8Array[];
  readonly #shapes: JsonShape[];
  readonly #readers: ReadText[];

  constructor(columns: readonly ResultColumn[], options: FileOptions) {
    const names = distinctNames(columns.map(({ name }) => name));
    const keys = names.map((name, index) =>
      Buffer.from(`${index === 0 ? "{" : ","}${JSON.stringify(name)}:`),
    );
    const keyBytes = keys.reduce((sum, { length }) => sum + length, 0);
    const roomBytes = (options.expectedBytes ?? 0) + (options.expectedRows ?? 0) * keyBytes;
    // Every value takes a byte at least.
    super(Buffer.of(), keyBytes + keys.length + endOfLine.length, roomBytes, options);
    this.#keys = keys;
    this.#shapes = columns.map((column) => jsonShape(columnType(column)));
    this.#readers = columns.map(cellReader);
  }

  nullCell(column: number): void {
    const json = this.#json;
    this.#toJson(this.#keys[column] as Uint8Array);
    json.put(nullBytes);
    this.length = json.length;
  }

  textCell(column: number, start: number): number {
    const json = this.#json;
    this.#toJson(this.#keys[column] as Uint8Array);
    const end =
      json.write(this.#shapes[column] as JsonShape, this.source, start) || this.#otherCell(column, start);
    this.length = json.length;
    return end;
  }

  protected endLine(): void {
    this.#toJson(endOfLine);
    this.length = this.#json.length;
  }

  #toJson(bytes: Uint8Array): void {
    this.#json.target = this.target;
    this.#json.length = this.length;
    this.#json.put(bytes);
  }

  #otherCell(column: number, start: number): number {
    const end = endOfText(this.source, start);
    if (end < 0) return end;
    const value = (this.#readers[column] as ReadText)(cellText(this.source, start, end));
    this.#json.put(Buffer.from(JSON.stringify(value)));
    return end;
  }
}

/**
 * Makes the writer of a JSON Lines file in UTF-8: one object a line, with the values that rows have. NaN and the
 * infinities, which JSON has not, become `"NaN"`, `"Infinity"` and `"-Infinity"`.
 * @param columns the manifest's columns
 * @throws FileTooLargeError when not even the shortest rows would fit
 */
export const createJsonLinesWriter = (columns: readonly ResultColumn[], options: FileOptions): FileWriter =>
  fileWriter(new JsonLinesSink(columns, options), columns.length);
