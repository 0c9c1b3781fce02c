/**
 * Goes through the bytes of a result chunk without making strings. A chunk of the JSON_ARRAY format is a compact JSON
 * array of rows, each an array of cells, each text or null: `[["1","a\"b",null],...]`.
 * https://docs.databricks.com/api/workspace/statementexecution/executestatement
 */
import { isUtf8 } from "node:buffer";
import { LosslessNumber, parse } from "lossless-json";
import { closeBracket, comma, openBracket, quote, smallL, smallN, smallU } from "./jsonBytes";

/** Rows as they come inside a JSON answer: every cell is text or null. */
type CellRows = readonly (readonly (string | null)[])[];

/** What a chunk comes as: the bytes of a file, or rows that are parsed already. Both give the same. */
export type ResultChunk = Uint8Array | CellRows;

/** Takes the cells of a chunk, row by row. */
export interface CellSink {
  /** The bytes that the positions of the next cells point into. */
  begin(source: Uint8Array): void;
  beginRow(): void;
  nullCell(column: number): void;
  /**
   * Takes a text cell.
   * @param at where the text begins, behind its quote
   * @returns where its closing quote is, or -1 for bytes that JSON does not allow there
   */
  textCell(column: number, at: number): number;
  /** @returns false when the output was too small; it is larger now, and the same row comes again */
  endRow(): boolean;
}

const isNull = (source: Uint8Array, at: number): boolean =>
  source[at] === smallN &&
  source[at + 1] === smallU &&
  source[at + 2] === smallL &&
  source[at + 3] === smallL;

/** Gives the cells of the row at a position to the sink. Returns the position behind the row, or -1. */
const scanRow = (source: Uint8Array, start: number, columnCount: number, sink: CellSink): number => {
  if (source[start] !== openBracket) return -1;
  let at = columnCount === 0 ? start + 1 : start;
  sink.beginRow();
  for (let column = 0; column < columnCount; column += 1) {
    if (column > 0 && source[at] !== comma) return -1;
    if (source[at + 1] === quote) {
      at = sink.textCell(column, at + 2) + 1;
      if (at === 0) return -1;
    } else if (isNull(source, at + 1)) {
      sink.nullCell(column);
      at += 5;
    } else return -1;
  }
  return source[at] === closeBracket ? at + 1 : -1;
};

const onlyLineEnds = (source: Uint8Array, start: number): boolean => {
  for (let at = start; at < source.length; at += 1)
    if (source[at] !== 0x0a && source[at] !== 0x0d) return false;
  return true;
};

/** How a scan of bytes ended: where they are not as documented, they are not complete. */
interface Scanned {
  rows: number;
  complete: boolean;
}

/** A scan pauses after so many bytes, at the end of a row. */
const pieceBytes = 256 * 1024;

/** Gives rows to the sink up to the end, or to the first bytes that are not as documented, piece by piece. */
function* scanBytes(source: Uint8Array, columnCount: number, sink: CellSink): Generator<undefined, Scanned> {
  let rows = 0;
  if (source[0] !== openBracket) return { rows, complete: false };
  if (source[1] === closeBracket) return { rows, complete: onlyLineEnds(source, 2) };
  sink.begin(source);
  let pauseAt = pieceBytes;
  for (let at = 1; ; at += 1) {
    const end = scanRow(source, at, columnCount, sink);
    const next = source[end];
    if (end < 0 || (next !== comma && next !== closeBracket)) return { rows, complete: false };
    if (!sink.endRow()) {
      at -= 1;
      continue;
    }
    rows += 1;
    if (next === closeBracket) return { rows, complete: onlyLineEnds(source, end + 1) };
    at = end;
    if (end >= pauseAt) {
      pauseAt = end + pieceBytes;
      yield;
    }
  }
}

const kindOf = (cell: unknown): string => {
  if (typeof cell !== "object") return `a ${typeof cell}`;
  return Array.isArray(cell) ? "an array" : "an object";
};

/** A cell as text: numbers and booleans, which are not documented, as they are written. */
const textOf = (cell: unknown, row: number, column: number): string | null => {
  if (cell === null || typeof cell === "string") return cell;
  if (cell instanceof LosslessNumber) return cell.value;
  if (typeof cell === "boolean") return String(cell);
  throw new Error(
    `Row ${row + 1} of the result is not as documented: cell ${column + 1} is ${kindOf(cell)}, not text or null.`,
  );
};

/**
 * The cells of a row as text and null.
 * @param row its number, from 0, for messages
 * @throws Error when it is not an array of as many cells as columns
 */
export const textCells = (cells: unknown, row: number, columnCount: number): (string | null)[] => {
  if (!Array.isArray(cells)) {
    throw new Error(`Row ${row + 1} of the result is not as documented: it is not an array.`);
  }
  if (cells.length !== columnCount) {
    throw new Error(
      `Row ${row + 1} of the result has ${cells.length} cells, but the manifest names ${columnCount} columns.`,
    );
  }
  const isText = cells.every((cell) => typeof cell === "string" || cell === null);
  return isText ? cells : cells.map((cell, column) => textOf(cell, row, column));
};

/** Parses a chunk that is JSON, but not as compact as documented. */
const parseLoose = (bytes: Uint8Array): unknown[] => {
  let rows: unknown;
  try {
    // Not the native parser: it would lose digits of numbers that are not text.
    rows = parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw new Error(`A chunk of the result is not JSON: ${(error as Error).message}`);
  }
  if (!Array.isArray(rows)) throw new Error("A chunk of the result is not an array of rows.");
  return rows;
};

/** So many rows are written at a time, to keep the memory small that they need as text. */
const rowsAtATime = 1000;

function* scanParsed(
  rows: readonly unknown[],
  from: number,
  before: number,
  columnCount: number,
  sink: CellSink,
): Generator<undefined, number> {
  for (let start = from; start < rows.length; start += rowsAtATime) {
    const piece = rows
      .slice(start, start + rowsAtATime)
      .map((cells, index) => textCells(cells, before + start + index, columnCount));
    const { complete } = yield* scanBytes(Buffer.from(JSON.stringify(piece)), columnCount, sink);
    if (!complete) throw new Error(`Rows from ${before + start + 1} of the result cannot be read.`);
    yield;
  }
  return rows.length;
}

/**
 * Gives all cells of a chunk to a sink, piece by piece, so that the caller can pass on what the sink has written before
 * it continues. Bytes that are JSON but not as documented (white space, numbers that are not text) take a slower way to
 * the same end.
 * @param before the number of rows of earlier chunks, for messages
 * @returns the number of rows
 * @throws Error when the chunk is not an array of rows of text and null, as many cells as columns
 */
export function* scanPieces(
  chunk: ResultChunk,
  columnCount: number,
  before: number,
  sink: CellSink,
): Generator<undefined, number> {
  if (!ArrayBuffer.isView(chunk)) return yield* scanParsed(chunk, 0, before, columnCount, sink);
  const { rows, complete } = isUtf8(chunk)
    ? yield* scanBytes(chunk, columnCount, sink)
    : { rows: 0, complete: false };
  return complete ? rows : yield* scanParsed(parseLoose(chunk), rows, before, columnCount, sink);
}

/** Gives all cells of a chunk to a sink at once. Takes, gives and throws what `scanPieces` does. */
export const scanChunk = (...chunkAndSink: Parameters<typeof scanPieces>): number => {
  const pieces = scanPieces(...chunkAndSink);
  let piece = pieces.next();
  while (!piece.done) piece = pieces.next();
  return piece.value;
};
