/** Writes the rows of a result as CSV (RFC 4180), from the bytes of its chunks to the bytes of the file. */

import {
  backslash,
  comma,
  escapedCharacter,
  escapeLength,
  plainBytes,
  quote,
  shortEscape,
  writeUtf8,
} from "./jsonBytes";
import type { ResultColumn } from "./resultColumn";
import { type FileOptions, type FileWriter, fileWriter } from "./resultFile";
import { type FileFormat, RowSink } from "./rowSink";
import { distinctNames } from "./statementRows";

const carriageReturn = 0x0d;
const lineFeed = 0x0a;

/** Bytes that stand for themselves both in JSON text and in a field without quotes. */
const bareBytes = plainBytes.map((plain, code) => (code === comma ? 0 : plain));

const needsQuotes = (code: number): boolean =>
  code === comma || code === quote || code === carriageReturn || code === lineFeed;

/** Text as a field of CSV: in quotes where it needs them, or is empty. */
export const csvField = (text: string): string =>
  text === "" || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

class CsvSink extends RowSink {
  nullCell(column: number): void {
    if (column > 0) this.output.putByte(comma);
  }

  textCell(column: number, start: number): number {
    const { source, output } = this;
    if (column > 0) output.putByte(comma);
    const { bytes } = output;
    let { length } = output;
    let at = start;
    let code = source[at] as number;
    while (bareBytes[code] === 1) {
      bytes[length++] = code;
      code = source[++at] as number;
    }
    if (code !== quote || at === start) return this.#quotedCell(start);
    output.length = length;
    return at;
  }

  protected beginLine(): void {}

  protected endLine(): void {
    this.output.putByte(carriageReturn);
    this.output.putByte(lineFeed);
  }

  /** Writes a cell between quotes, and takes them away again where they were not needed. */
  #quotedCell(start: number): number {
    const { source, output } = this;
    const { bytes, length: first } = output;
    let quoted = source[start] === quote;
    output.putByte(quote);
    let at = start;
    for (let code = source[at] as number; code !== quote; code = source[at] as number) {
      const width = code === backslash ? escapeLength(source, at) : plainBytes[code] === 1 ? 1 : 0;
      if (width === 0) return -1;
      const character = width === 1 ? code : shortEscape(source, at) || escapedCharacter(source, at);
      at += character > 0xffff ? 12 : width;
      quoted ||= needsQuotes(character);
      if (character === quote) output.putByte(quote);
      if (width === 1) output.putByte(code);
      else output.length = writeUtf8(bytes, output.length, character);
    }
    if (quoted) output.putByte(quote);
    else if (output.length <= bytes.length) {
      bytes.copyWithin(first, first + 1, output.length);
      output.length -= 1;
    }
    return at;
  }
}

/**
 * The CSV format in UTF-8: a header row, lines that end in CR LF, quotes only around fields that need them. NULL is an
 * empty field and empty text is `""`; every other value is Databricks' own text, with its blanks. Half a surrogate pair,
 * which UTF-8 has not, becomes U+FFFD. Without columns the file is empty.
 * @param columns the manifest's columns
 */
export const csvFormat = (columns: readonly ResultColumn[]): FileFormat => {
  const names = distinctNames(columns.map(({ name }) => name));
  return {
    // A statement without columns, such as CREATE TABLE, has no header row either.
    head: Buffer.from(names.length > 0 ? `${names.map(csvField).join(",")}\r\n` : ""),
    columnCount: columns.length,
    createSink: (consumer) => new CsvSink(consumer),
  };
};

/**
 * Makes the writer of a CSV file.
 * @param columns the manifest's columns
 * @throws FileTooLargeError when not even the shortest rows would fit
 */
export const createCsvWriter = (columns: readonly ResultColumn[], options: FileOptions): FileWriter =>
  // A field is never longer than its cell in the chunk, and a line end shorter than the brackets of a row.
  fileWriter(
    csvFormat(columns),
    { minRowBytes: columns.length + 1, expectedBytes: options.expectedBytes ?? 0 },
    options,
  );
