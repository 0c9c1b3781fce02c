/** Reads a statement's whole result in the requested format. */

import type { DatabricksClient } from "../../client";
import { DatabricksError } from "../../http/errors";
import { parseTextOnly } from "../../http/json";
import { fitsIntoMemory, sizeOfParsed } from "../../http/memory";
import { labels } from "../../labels";
import { type JsonSchema, schemaOf } from "../../outputSchema";
import { textCells } from "../../results/chunkScanner";
import { createCsvWriter } from "../../results/csvWriter";
import { createJsonLinesWriter } from "../../results/jsonLinesWriter";
import type { ResultColumn } from "../../results/resultColumn";
import { type BinaryFile, FileTooLargeError, type FileWriter } from "../../results/resultFile";
import { createRowReader } from "../../results/rowReader";
import type { SqlRow } from "../../results/statementRows";
import { type ChunkRows, chunkRows, type ReadingOptions } from "./chunks";
import {
  chunkReadError,
  expectCount,
  expectReadableFormat,
  readOperation,
  statementHasRun,
} from "./resultChecks";
import { expectRowsWithinLimit } from "./resultLimits";
import { statementResultExample } from "./sqlExamples";
import type { StatementManifest, StatementResponse, StatementStatus } from "./statements";

/** The format of a result. */
export type ResultFormat = "rows" | "databricksResponse" | "csv" | "jsonLines";

/** The maximum size of a file on the platform, in bytes. */
const maxFileBytes = 128 * 1024 * 1024;

/** How often a long download is logged, in milliseconds. */
const logEveryMs = 10_000;

/** The memory for prefetched chunks, in bytes: little for a file, more for rows, which take far more anyway. */
const fileBytesAhead = 48 * 1024 * 1024;
const rowBytesAhead = 2 * fileBytesAhead;

/** What a growing list temporarily takes for each row, in bytes. */
const growingBytes = 16;

/** A statement's result: as rows, or as Databricks returns it, with all rows in `result.data_array`. */
export interface StatementResult {
  statement_id: string;
  status: StatementStatus;
  manifest: StatementManifest;
  rows?: SqlRow[];
  result?: { row_count: number; data_array: (string | null)[][] };
}

/** The schema of a result, in every format. */
export const resultSchema: JsonSchema = {
  ...schemaOf({
    ...statementResultExample,
    rows: [],
    result: { row_count: 2, data_array: [["HDH", null]] },
  } satisfies StatementResult),
  description:
    "rows or result contains the rows, depending on Result Format. A CSV or JSON Lines file is returned as bytes instead of the object. Without waiting, only statement_id and status are returned.",
};

/** Takes the chunks of a result one after the other, like the writers of files. */
interface Sink {
  /** The rows taken so far. */
  readonly rows: number;
  write(chunk: ChunkRows): void;
}

/** The statement whose result is read, and the means to read it. */
interface ResultSource extends ReadingOptions {
  client: DatabricksClient;
  statement: StatementResponse;
}

/** Feeds every chunk to a sink, and counts: no row may be missing or duplicated. */
const collect = async (source: ResultSource, sink: Sink): Promise<void> => {
  const { client, statement } = source;
  const { statement_id, manifest = {} } = statement;
  const total = manifest.total_row_count;
  let index = 0;
  let lastLoggedMs = client.deadline.elapsedMs;
  for await (const chunk of chunkRows(client, statement, source)) {
    const before = sink.rows;
    try {
      sink.write(chunk);
    } catch (error) {
      throw chunkReadError(statement, index, error);
    }
    expectRowsWithinLimit(client, statement, sink.rows);
    const expected = manifest.chunks?.[index]?.row_count;
    expectCount(statement, sink.rows - before, expected, ` in chunk ${index}`);
    index += 1;
    if (client.deadline.elapsedMs - lastLoggedMs >= logEveryMs) {
      lastLoggedMs = client.deadline.elapsedMs;
      client.logger.info(`Read ${sink.rows} of ${total ?? "?"} rows of statement ${statement_id}`);
    }
  }
  expectCount(statement, sink.rows, total);
  if (manifest.truncated) {
    client.logger.warn(`The result of statement ${statement_id} is truncated: Databricks cut it at a limit`);
  }
};

const tooLarge = (statement: StatementResponse, { bytes, limitBytes }: FileTooLargeError): DatabricksError =>
  new DatabricksError({
    operation: readOperation(statement),
    message: `the file would have at least ${bytes} bytes, but the platform allows at most ${limitBytes}`,
    hint: `Request fewer rows or columns, set a Row Limit, or write the result to a volume with ${labels.exportToVolume}, whatever its size. The statement itself has run.`,
    resourceIds: { statementId: statement.statement_id },
  });

const asFile = async (
  source: ResultSource,
  makeWriter: () => FileWriter,
  contentType: string,
): Promise<BinaryFile> => {
  try {
    const writer = makeWriter();
    await collect(source, writer);
    return { data: writer.finish(), contentType };
  } catch (error) {
    throw error instanceof FileTooLargeError ? tooLarge(source.statement, error) : error;
  }
};

/** Stops reading while there is still memory for the error. @param bytes what is needed next */
const checkMemory = ({ statement }: ResultSource, rows: number, bytes = 0): void => {
  if (fitsIntoMemory(rows * growingBytes + bytes)) return;
  const { total_row_count: total } = statement.manifest ?? {};
  throw new DatabricksError({
    operation: readOperation(statement),
    message: `the memory of this step holds only ${rows} ${total === undefined ? "rows" : `of the ${total} rows`}`,
    hint: `Set a Row Limit, request fewer columns, or set Result Format to CSV or JSON Lines, which take far less; or write the result to a volume with ${labels.exportToVolume}. ${statementHasRun}`,
    resourceIds: { statementId: statement.statement_id },
  });
};

/** The size of rows in memory, as a multiple of the bytes of their chunks. */
const rowsGrow = 5;

/** Warns before reading if rows may exceed the memory. */
const warnOfSize = ({ client, statement: { statement_id, manifest } }: ResultSource): void => {
  const bytes = (manifest?.total_byte_count ?? 0) * rowsGrow;
  if (fitsIntoMemory(bytes)) return;
  client.logger.warn(
    `The rows of statement ${statement_id} take about ${Math.round(bytes / 1e6)} MB of memory, perhaps more than the step has: a Result Format of CSV or JSON Lines takes far less, and a Row Limit cuts the result`,
  );
};

/** The rows of a chunk given as bytes. @throws DatabricksError when they do not fit into the memory */
const parseCells = (source: ResultSource, before: number, chunk: Buffer): unknown => {
  checkMemory(source, before, chunk.length * 2);
  const text = chunk.toString("utf8");
  checkMemory(source, before, sizeOfParsed(text));
  return parseTextOnly(text);
};

/** Every cell as Databricks' own text. */
const readCells = async (source: ResultSource, columnCount: number): Promise<(string | null)[][]> => {
  const cells: (string | null)[][] = [];
  await collect(source, {
    get rows() {
      return cells.length;
    },
    write: (chunk) => {
      const rows = Buffer.isBuffer(chunk) ? parseCells(source, cells.length, chunk) : chunk;
      if (!Array.isArray(rows)) throw new Error("it is not an array of rows");
      for (const row of rows) cells.push(textCells(row, cells.length, columnCount));
      checkMemory(source, cells.length);
    },
  });
  return cells;
};

const readRows = async (source: ResultSource, columns: readonly ResultColumn[]): Promise<SqlRow[]> => {
  const rows: SqlRow[] = [];
  const reader = createRowReader(columns, (count) => checkMemory(source, count));
  await collect(source, {
    get rows() {
      return reader.rows;
    },
    write: (chunk) => {
      reader.read(chunk, rows);
    },
  });
  return rows;
};

/**
 * Reads the whole result of a successful statement, as long as the client has time.
 * @throws DatabricksError when rows are missing or too many, when a file would be too large, or a chunk cannot be read
 */
export const readResult = async (
  client: DatabricksClient,
  statement: StatementResponse,
  format: ResultFormat,
): Promise<StatementResult | BinaryFile> => {
  expectReadableFormat(statement);
  const { statement_id, status, manifest = {} } = statement;
  const isFile = format === "csv" || format === "jsonLines";
  const bytesAhead = isFile ? fileBytesAhead : rowBytesAhead;
  const source = { client, statement, bytesAhead };
  const columns = manifest.schema?.columns ?? [];
  const file = {
    limitBytes: maxFileBytes,
    expectedRows: manifest.total_row_count,
    expectedBytes: manifest.total_byte_count,
  };
  switch (format) {
    case "csv":
      return asFile(source, () => createCsvWriter(columns, file), "text/csv");
    case "jsonLines":
      return asFile(source, () => createJsonLinesWriter(columns, file), "application/jsonl");
    case "databricksResponse": {
      warnOfSize(source);
      const cells = await readCells(source, columns.length);
      return { statement_id, status, manifest, result: { row_count: cells.length, data_array: cells } };
    }
    case "rows":
      warnOfSize(source);
      return { statement_id, status, manifest, rows: await readRows(source, columns) };
  }
};
