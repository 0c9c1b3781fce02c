/** Writes the values of cells as JSON, from the text of the cells as it is in a chunk. */
import type { ByteOutput } from "./byteOutput";
import {
  cellText,
  endOfText,
  isSafeInteger,
  numberForms,
  numberToken,
  quote,
  smallT,
  startsWith,
  writeText,
} from "./jsonBytes";
import { type JsonEncoding, jsonEncoding } from "./jsonEncoding";
import { NestedJsonWriter } from "./nestedJsonWriter";
import type { ResultColumn } from "./resultColumn";
import { cellReader, columnType, type ReadText, type SqlValue } from "./statementRows";

const trueText = Buffer.from('true"');
const falseText = Buffer.from('false"');

/** A value as JSON text. `JSON.stringify` would drop the sign of a negative zero. */
const toJson = (value: SqlValue): string => {
  if (Array.isArray(value)) return `[${value.map(toJson).join()}]`;
  if (typeof value !== "object" || value === null) return Object.is(value, -0) ? "-0" : JSON.stringify(value);
  const fields = Object.entries(value).map(([name, one]) => `${JSON.stringify(name)}:${toJson(one)}`);
  return `{${fields.join()}}`;
};

/** Writes the cells of a result's columns. */
export class CellJsonWriter {
  readonly #encodings: JsonEncoding[];
  readonly #readers: ReadText[];
  readonly #nested: NestedJsonWriter;

  constructor(
    columns: readonly ResultColumn[],
    readonly output: ByteOutput,
  ) {
    this.#encodings = columns.map((column) => jsonEncoding(columnType(column)));
    this.#readers = columns.map(cellReader);
    this.#nested = new NestedJsonWriter(output);
  }

  /**
   * Writes the value that `cellReader` gives for a cell.
   * @param start where the cell's text begins, behind the quote
   * @returns where its closing quote is; -1 when the text is not JSON
   */
  write(column: number, source: Uint8Array, start: number): number {
    const encoding = this.#encodings[column] as JsonEncoding;
    return this.#fastPath(encoding, source, start) || this.#slowPath(column, source, start);
  }

  /** Returns 0 for a value that takes the slow path; nothing of it is written then. */
  #fastPath(encoding: JsonEncoding, source: Uint8Array, start: number): number {
    switch (encoding.kind) {
      case "text":
        return writeText(this.output, source, start);
      case "number":
      case "bigInteger":
        return this.#number(encoding.kind, source, start);
      case "boolean":
        return this.#boolean(source, start);
      default:
        return this.#nested.write(encoding, source, start);
    }
  }

  #slowPath(column: number, source: Uint8Array, start: number): number {
    const end = endOfText(source, start);
    if (end < 0) return end;
    const value = (this.#readers[column] as ReadText)(cellText(source, start, end));
    this.output.put(Buffer.from(toJson(value)));
    return end;
  }

  #boolean(source: Uint8Array, start: number): number {
    const text = source[start] === smallT ? trueText : falseText;
    if (!startsWith(source, start, text)) return 0;
    const end = start + text.length - 1;
    this.output.copy(source, start, end);
    return end;
  }

  #number(kind: "number" | "bigInteger", source: Uint8Array, start: number): number {
    const token = numberToken(source, start);
    const end = token >> 2;
    if (token === 0 || source[end] !== quote) return 0;
    const isInteger = (token & 3) === numberForms.integer;
    if (kind === "bigInteger" && !isInteger) return 0;
    if (kind === "bigInteger" && !isSafeInteger(source, start, end)) {
      return writeText(this.output, source, start);
    }
    this.output.copy(source, start, end);
    return end;
  }
}
