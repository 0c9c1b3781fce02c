/** The result of a statement that succeeded: where its chunks are kept and what its manifest says. */

import { SqlError, type SqlResult } from "databricks-sql-engine";
import type { ResultManifest } from "../../contract/wireTypes";
import type { StatementPlan } from "./executeRequest";
import { type ChunkLimits, type EncodedChunk, encodeChunks, rowsWithinBytes } from "./resultChunks";
import type { Bucket } from "./resultStorage";
import type { StatementSettings } from "./settings";

const mebibyte = 1024 * 1024;

/** An inline result above it fails the statement. */
const inlineByteLimit = 25 * mebibyte;
const inlineChunkBytes = 4 * mebibyte;
const externalChunkBytes = 20 * mebibyte;

/** One chunk of a kept result. */
export interface KeptChunk {
  index: number;
  rowOffset: number;
  rowCount: number;
  byteCount: number;
  /** The rows themselves, encoded; absent where they lie in storage. */
  body?: Buffer;
}

/** A result after its statement ended; the engine holds nothing of it any more. */
export interface StoredResult {
  manifest: ResultManifest;
  chunks: KeptChunk[];
  placed: "INLINE" | "EXTERNAL_LINKS";
  /** The headers that its links demand. */
  linkHeaders: Record<string, string>;
  /** The name of a chunk in storage. */
  key(chunk: KeptChunk): string;
  /** Frees what is kept. */
  discard(): Promise<void>;
}

/** How and where a result is to be kept. */
interface KeepOptions {
  id: string;
  plan: StatementPlan;
  bucket: Bucket;
  settings: StatementSettings;
  signal: AbortSignal;
}

type Chunks = { chunks: KeptChunk[]; placed: StoredResult["placed"] };

/**
 * Reads a result from the engine once and keeps it, encoded: inline chunks in memory, others in storage.
 *
 * @throws SqlError where an inline result is too large
 */
export const keepResult = async (result: SqlResult, options: KeepOptions): Promise<StoredResult> => {
  const { plan, bucket, id, settings } = options;
  const rows = await limitRows(result, plan);
  try {
    const { chunks, placed } = await keepChunks(result, rows, options);
    return {
      manifest: describe(result, plan, rows, chunks, placed),
      chunks,
      placed,
      linkHeaders: settings.linkHeaders,
      key: (chunk) => storageKey(id, chunk.index),
      discard: () => bucket.deleteAll(`${id}/`),
    };
  } catch (error) {
    await bucket.deleteAll(`${id}/`);
    throw error;
  }
};

const storageKey = (id: string, index: number): string => `${id}/${index}`;

const limitRows = async (result: SqlResult, { rowLimit, byteLimit }: StatementPlan): Promise<number> => {
  const rows = Math.min(result.rowCount, rowLimit ?? result.rowCount);
  return byteLimit === undefined ? rows : rowsWithinBytes(result, rows, byteLimit);
};

const keepChunks = async (result: SqlResult, rows: number, options: KeepOptions): Promise<Chunks> => {
  const { disposition, format } = options.plan;
  const limits = { rows: options.settings.rowsPerChunk };
  if (disposition === "INLINE") {
    return keepInline(result, rows, options, { ...limits, bytes: inlineChunkBytes });
  }
  if (disposition === "INLINE_OR_EXTERNAL_LINKS" && format !== "CSV") {
    const small = await keepIfSmall(result, rows, options, { ...limits, bytes: inlineChunkBytes });
    if (small) return small;
  }
  return keepExternal(result, rows, options, { ...limits, bytes: externalChunkBytes });
};

const keepInline = async (
  result: SqlResult,
  rows: number,
  { plan, signal }: KeepOptions,
  limits: ChunkLimits,
): Promise<Chunks> => {
  const chunks: KeptChunk[] = [];
  let bytes = 0;
  for await (const chunk of encodeChunks(result, rows, plan.format, limits)) {
    chunks.push(keep(chunk, chunks.length, chunk.body));
    bytes += chunk.body.length;
    if (bytes > inlineByteLimit) throw inlineLimitExceeded();
    if (chunk.rowOffset + chunk.rowCount < rows) signal.throwIfAborted();
  }
  return { chunks, placed: "INLINE" };
};

const inlineLimitExceeded = (): SqlError =>
  new SqlError(
    `Inline byte limit exceeded: with disposition INLINE a result may have at most ${inlineByteLimit} bytes. ` +
      "Run the statement with disposition EXTERNAL_LINKS to fetch the whole result.",
  );

/** A result of one chunk stays inline where the place was left open. */
const keepIfSmall = async (
  result: SqlResult,
  rows: number,
  { plan }: KeepOptions,
  limits: ChunkLimits,
): Promise<Chunks | undefined> => {
  for await (const chunk of encodeChunks(result, rows, plan.format, limits)) {
    if (chunk.rowCount < rows) return undefined;
    return { chunks: [keep(chunk, 0, chunk.body)], placed: "INLINE" };
  }
  return { chunks: [], placed: "INLINE" };
};

const keepExternal = async (
  result: SqlResult,
  rows: number,
  { plan, bucket, id, signal }: KeepOptions,
  limits: ChunkLimits,
): Promise<Chunks> => {
  const chunks: KeptChunk[] = [];
  for await (const chunk of encodeChunks(result, rows, plan.format, limits)) {
    await bucket.put(storageKey(id, chunks.length), chunk.body);
    chunks.push(keep(chunk, chunks.length));
    if (chunk.rowOffset + chunk.rowCount < rows) signal.throwIfAborted();
  }
  return { chunks, placed: "EXTERNAL_LINKS" };
};

const keep = ({ rowOffset, rowCount, body }: EncodedChunk, index: number, kept?: Buffer): KeptChunk => ({
  index,
  rowOffset,
  rowCount,
  byteCount: body.length,
  body: kept,
});

/** Databricks leaves out what is empty, and sizes in bytes where rows are inline. */
const describe = (
  { columns, rowCount }: SqlResult,
  { format }: StatementPlan,
  rows: number,
  chunks: KeptChunk[],
  placed: StoredResult["placed"],
): ResultManifest => {
  const sized = placed === "EXTERNAL_LINKS";
  return {
    format,
    schema: { column_count: columns.length, ...(columns.length > 0 && { columns }) },
    total_chunk_count: chunks.length,
    ...(chunks.length > 0 && {
      chunks: chunks.map((chunk) => ({
        chunk_index: chunk.index,
        row_offset: chunk.rowOffset,
        row_count: chunk.rowCount,
        ...(sized && { byte_count: chunk.byteCount }),
      })),
    }),
    total_row_count: rows,
    ...(sized && { total_byte_count: chunks.reduce((sum, chunk) => sum + chunk.byteCount, 0) }),
    truncated: rows < rowCount,
  };
};
