/** The answers of the statement API, as JSON text: inline rows are spliced in as they were encoded. */

import { apiError } from "../../apiError";
import type { ExternalLink, StatementResponse } from "../../contract/wireTypes";
import type { KeptChunk, StoredResult } from "./result";
import type { Bucket } from "./resultStorage";
import type { Statement } from "./statement";

/** A pre-signed address of one chunk in cloud storage. */
export interface ChunkLink extends ExternalLink {
  external_link: string;
}

/** Where links lead. */
export interface LinkSource {
  bucket: Bucket;
  storageUrl: string;
}

/** The answer of execute and get: with manifest and first chunk once the statement has SUCCEEDED. */
export const statementResponse = (statement: Statement, source: LinkSource): string => {
  const { id, status, result } = statement;
  const head: StatementResponse = { statement_id: id, status, ...(result && { manifest: result.manifest }) };
  if (!result) return JSON.stringify(head);
  const first = result.chunks[0];
  return append(
    JSON.stringify(head),
    "result",
    first ? chunkJson(statement.id, result, first, source) : "{}",
  );
};

/**
 * One chunk, as the chunk endpoint answers it.
 *
 * @param index the chunk's number as the path has it
 * @throws HttpError 404 where there is no such chunk or the result is not there
 */
export const chunkResponse = (statement: Statement, index: string, source: LinkSource): string => {
  const { id, state, result } = statement;
  if (!result) {
    throw apiError(404, "NOT_FOUND", `The statement ${id} is ${state}: it has no result to fetch.`);
  }
  const chunk = /^\d{1,9}$/.test(index) ? result.chunks[Number(index)] : undefined;
  if (!chunk) {
    throw apiError(
      404,
      "NOT_FOUND",
      `The statement ${id} has ${result.chunks.length} chunks: none is number ${index}.`,
    );
  }
  return chunkJson(id, result, chunk, source);
};

/** Adds a member whose value is JSON already to the text of a non-empty object. */
const append = (object: string, name: string, json: string): string =>
  `${object.slice(0, -1)},"${name}":${json}}`;

const chunkJson = (id: string, result: StoredResult, chunk: KeptChunk, source: LinkSource): string => {
  const place = {
    chunk_index: chunk.index,
    row_offset: chunk.rowOffset,
    row_count: chunk.rowCount,
  };
  const next = nextChunk(id, result, chunk);
  if (!chunk.body)
    return JSON.stringify({ external_links: [link(result, chunk, { ...place, ...next }, source)] });
  if (result.manifest.format === "ARROW_STREAM") {
    return JSON.stringify({ ...place, ...next, attachment: chunk.body.toString("base64") });
  }
  return append(JSON.stringify({ ...place, ...next }), "data_array", chunk.body.toString());
};

const nextChunk = (id: string, { chunks }: StoredResult, { index }: KeptChunk) => {
  const next = chunks[index + 1];
  return (
    next && {
      next_chunk_index: next.index,
      next_chunk_internal_link: `/api/2.0/sql/statements/${id}/result/chunks/${next.index}?row_offset=${next.rowOffset}`,
    }
  );
};

const link = (
  result: StoredResult,
  chunk: KeptChunk,
  place: Pick<ExternalLink, "chunk_index" | "next_chunk_index" | "next_chunk_internal_link">,
  { bucket, storageUrl }: LinkSource,
): ChunkLink => {
  const headers = result.linkHeaders;
  const { url, expiresAt } = bucket.sign(storageUrl, result.key(chunk), headers);
  return {
    ...place,
    byte_count: chunk.byteCount,
    external_link: url,
    expiration: new Date(expiresAt).toISOString(),
    ...(Object.keys(headers).length > 0 && { http_headers: headers }),
  };
};
