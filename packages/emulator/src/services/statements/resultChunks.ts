/** Cuts a result into encoded chunks, never holding more than one of them as rows. */
import type { SqlResult } from "databricks-sql-engine";
import type { StatementFormat } from "./executeRequest";

/** How large a chunk may grow. */
export interface ChunkLimits {
  /** Encoded bytes at which a chunk ends; the last rows may carry it a little over. */
  bytes: number;
  rows?: number;
}

/** One chunk, encoded. */
export interface EncodedChunk {
  rowOffset: number;
  rowCount: number;
  body: Buffer;
}

type Rows = (string | null)[][];

/** How a text format writes the rows of a chunk, batch by batch. */
interface TextFormat {
  open(rowOffset: number): string;
  batch(rows: Rows, isFirst: boolean): string;
  close: string;
}

const json: TextFormat = {
  open: () => "[",
  batch: (rows, isFirst) => (isFirst ? "" : ",") + JSON.stringify(rows).slice(1, -1),
  close: "]",
};

const csvCell = (cell: string | null): string =>
  cell === null ? "null" : /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;

const csvLine = (cells: (string | null)[]): string => `${cells.map(csvCell).join(",")}\r\n`;

/** RFC 4180, with the header in the first chunk alone. */
const csv = (header: string[]): TextFormat => ({
  open: (rowOffset) => (rowOffset === 0 ? csvLine(header) : ""),
  batch: (rows) => rows.map(csvLine).join(""),
  close: "",
});

const firstBatchRows = 16;
const maxBatchBytes = 2 * 1024 * 1024;

/** How many rows were encoded last, to how many bytes. */
interface Batch {
  rows: number;
  bytes: number;
}

/** Rows that fit the bytes left, judged by the batch before; growing in steps, for rows may be huge. */
const nextBatchRows = (bytesLeft: number, last: Batch | undefined): number => {
  if (!last) return firstBatchRows;
  const fitting = Math.floor((Math.min(bytesLeft, maxBatchBytes) * last.rows) / Math.max(1, last.bytes));
  return Math.max(1, Math.min(fitting, last.rows * 16));
};

const readRows = async (result: SqlResult, offset: number, count: number): Promise<Rows> => {
  const rows = await result.textRows(offset, count);
  if (rows.length !== count) {
    throw new Error(`The engine gave ${rows.length} rows for ${count} rows from ${offset}.`);
  }
  return rows;
};

async function* textChunks(result: SqlResult, total: number, limits: ChunkLimits, format: TextFormat) {
  let offset = 0;
  let last: Batch | undefined;
  while (offset < total) {
    const rowOffset = offset;
    const end = Math.min(total, rowOffset + (limits.rows ?? total));
    const parts = [Buffer.from(format.open(rowOffset))];
    let bytes = 0;
    while (offset < end && bytes < limits.bytes) {
      const count = Math.min(end - offset, nextBatchRows(limits.bytes - bytes, last));
      const part = Buffer.from(format.batch(await readRows(result, offset, count), offset === rowOffset));
      parts.push(part);
      bytes += part.length;
      offset += count;
      last = { rows: count, bytes: part.length };
    }
    parts.push(Buffer.from(format.close));
    yield { rowOffset, rowCount: offset - rowOffset, body: Buffer.concat(parts) };
  }
}

const arrowSampleRows = 1000;

/** Every Arrow chunk is a stream of its own, schema and all, so its rows are settled beforehand by a sample. */
async function* arrowChunks(result: SqlResult, total: number, limits: ChunkLimits) {
  const sampleRows = Math.min(total, arrowSampleRows);
  const sample = sampleRows === 0 ? 0 : (await result.arrowStream(0, sampleRows)).length / sampleRows;
  const fitting = Math.max(1, Math.floor(limits.bytes / Math.max(1, sample)));
  const rows = Math.min(fitting, limits.rows ?? fitting);
  for (let rowOffset = 0; rowOffset < total; rowOffset += rows) {
    const rowCount = Math.min(rows, total - rowOffset);
    yield { rowOffset, rowCount, body: Buffer.from(await result.arrowStream(rowOffset, rowCount)) };
  }
}

/**
 * The chunks of the first `total` rows of a result, in order, each made when it is asked for.
 *
 * @throws whatever the engine throws while its rows are read
 */
export const encodeChunks = (
  result: SqlResult,
  total: number,
  format: StatementFormat,
  limits: ChunkLimits,
): AsyncGenerator<EncodedChunk> => {
  if (format === "ARROW_STREAM") return arrowChunks(result, total, limits);
  const header = result.columns.map((column) => column.name);
  return textChunks(result, total, limits, format === "CSV" ? csv(header) : json);
};

/** Rows that are counted at a time. */
const countedRows = 256;

const rowBytes = (row: (string | null)[]): number =>
  row.reduce((sum, cell) => sum + (cell === null ? 0 : Buffer.byteLength(cell)), 0);

/** How many of the first `total` rows hold no more than `byteLimit` bytes of text. */
export const rowsWithinBytes = async (
  result: SqlResult,
  total: number,
  byteLimit: number,
): Promise<number> => {
  let bytes = 0;
  for (let offset = 0; offset < total; offset += countedRows) {
    const rows = await readRows(result, offset, Math.min(countedRows, total - offset));
    for (const [index, row] of rows.entries()) {
      bytes += rowBytes(row);
      if (bytes > byteLimit) return offset + index;
    }
  }
  return total;
};
