/** Fetches the chunks of a result, inline or from cloud storage: ahead, several at a time, in order. */

import type { DatabricksClient } from "../../client";
import { isAllowedDownload } from "../../http/addresses";
import { prefetch } from "../../http/concurrency";
import { BufferPool } from "../../http/download";
import { appendHint, DatabricksError } from "../../http/errors";
import { path } from "../../http/path";
import { labels } from "../../labels";
import { readOperation, statementHasRun } from "./resultChecks";
import { countBytes, expectWithinLimits } from "./resultLimits";
import {
  chunkSchema,
  type ExternalLink,
  type StatementChunk,
  type StatementManifest,
  type StatementResponse,
} from "./statements";

/** How many chunks are fetched at once: as many as fit into their memory, within these bounds. */
const minConcurrency = 2;
const maxConcurrency = 4;

const concurrencyOf = ({ chunks = [] }: StatementManifest, maxBytes: number): number => {
  const largest = chunks.reduce((max, { byte_count = 0 }) => Math.max(max, byte_count), 1);
  return Math.max(minConcurrency, Math.min(maxConcurrency, Math.floor(maxBytes / largest)));
};

/** How often a link is renewed before it counts as permanently refused. */
const renewals = 2;

/** The status with which storage refuses a link that has expired or is no longer good. */
const refusals: ReadonlySet<number> = new Set([400, 401, 403, 404, 410]);

/** The idle timeout of a download, in milliseconds. */
const silenceMs = 60_000;

/** The rows of a chunk: parsed cells, or the bytes of a JSON array of arrays. */
export type ChunkRows = (string | null)[][] | Buffer;

/** How a result is read. */
export interface ReadingOptions {
  /** The memory for chunks that are fetched ahead, in bytes; two of them may always be. */
  bytesAhead: number;
  /** The number of the chunk to begin with, 0 by default. */
  from?: number;
  /**
   * Keeps the links of the chunks for a later reading, which tries them before it requests new ones: Databricks may have
   * closed the statement by then.
   */
  links?: Map<number, ExternalLink>;
  /** Ends the reading, and its requests. */
  signal?: AbortSignal;
}

const wasRefused = (error: DatabricksError): boolean => refusals.has(error.status ?? 0);

/** The failure of storage, or of the network to it, and what to do about it. */
const explainStorageError = (error: DatabricksError, host: string): { message: string; hint: string } => {
  const { status, errorCode = "no response", notSent } = error;
  const inline = `or set Disposition to Inline in ${labels.runSql} for results up to 25 MiB.`;
  const allow = `Allow the network to reach ${host}, the cloud storage of the workspace, ${inline}`;
  // If the address is wrong, trying again does not help.
  if (/^ERR_(?:FR_|FORBIDDEN_ADDRESS$)/.test(errorCode)) {
    return { message: error.detail, hint: `Check the network and its name servers, ${inline}` };
  }
  if (status === undefined) {
    const message = notSent
      ? `the host cannot be reached (${errorCode})`
      : `the download failed repeatedly (${errorCode})`;
    return { message, hint: notSent ? allow : `Try again; if it always fails: ${allow}` };
  }
  return wasRefused(error)
    ? {
        message: `storage refused it, even with a new link (HTTP ${status})`,
        hint: `Check the network rules of the workspace's cloud storage, ${inline}`,
      }
    : { message: `storage returned HTTP ${status}`, hint: `Try again later, ${inline}` };
};

const invalidChunk = (statement: StatementResponse, message: string): DatabricksError =>
  new DatabricksError({
    operation: readOperation(statement),
    message,
    resourceIds: { statementId: statement.statement_id },
  });

/** A link with the number of its chunk. */
type ChunkLink = ExternalLink & { chunk_index: number };

const hostOf = (statement: StatementResponse, { external_link, chunk_index }: ChunkLink): string => {
  if (URL.canParse(external_link)) return new URL(external_link).host;
  throw invalidChunk(statement, `the link to chunk ${chunk_index} is not a URL`);
};

/** A link from a response may lead only to storage. */
const checkLink = (client: DatabricksClient, statement: StatementResponse, link: ChunkLink): void => {
  const host = hostOf(statement, link);
  if (isAllowedDownload(new URL(link.external_link), client.baseUrl)) return;
  throw invalidChunk(
    statement,
    `the link to chunk ${link.chunk_index} leads to ${host || "no host"}, which is not allowed for downloads`,
  );
};

/** A failed download as an error of the storage, not of Databricks. */
const storageError = (error: unknown, statement: StatementResponse, link: ChunkLink): Error => {
  if (!(error instanceof DatabricksError)) return error as Error;
  const host = hostOf(statement, link);
  return new DatabricksError({
    operation: `${readOperation(statement)}, chunk ${link.chunk_index} from the storage host ${host},`,
    ...explainStorageError(error, host),
    status: error.status,
    errorCode: error.errorCode,
    deadlineExceeded: error.deadlineExceeded,
    resourceIds: { statementId: statement.statement_id },
  });
};

/** The link to a chunk, if it has one. @throws DatabricksError when the response is for another chunk */
const linkOf = (
  statement: StatementResponse,
  { chunk_index, external_links: links = [] }: StatementChunk,
  index: number,
): ChunkLink | undefined => {
  const link = links.find((one) => (one.chunk_index ?? index) === index);
  const other = links.length > 0 && !link ? links[0]?.chunk_index : chunk_index;
  if ((links.length > 0 && !link) || (other ?? index) !== index) {
    throw invalidChunk(statement, `chunk ${index} was requested, but chunk ${other} was returned`);
  }
  return link && { ...link, chunk_index: index };
};

/** Reads the chunks of one result. */
class ChunkReader {
  readonly #buffers = new BufferPool();
  readonly #requests: Promise<unknown>[] = [];
  readonly count: number;
  #takenCount: number;

  constructor(
    readonly client: DatabricksClient,
    readonly statement: StatementResponse,
    readonly concurrency: number,
    /** Aborts what is no longer needed. */
    readonly stop: AbortSignal,
    readonly from: number,
    readonly links?: Map<number, ExternalLink>,
  ) {
    this.count = statement.manifest?.total_chunk_count ?? 1;
    this.#takenCount = from;
  }

  /** The rows of every chunk, in order. Those of a chunk are valid until the next ones are requested. */
  async *rows(): AsyncGenerator<ChunkRows> {
    const { count, concurrency, from } = this;
    const chunks = prefetch(count - from, concurrency, (index) => this.#chunk(from + index));
    let bytes = 0;
    for await (const rows of chunks) {
      this.#takenCount += 1;
      bytes = countBytes(this.client, this.statement, bytes, rows);
      yield rows;
      if (Buffer.isBuffer(rows)) this.#buffers.release(rows);
    }
  }

  /** The error when the time was up. */
  outOfTime(): DatabricksError {
    const { statement_id } = this.statement;
    return new DatabricksError({
      operation: readOperation(this.statement),
      message: `${this.#takenCount} of ${this.count} chunks had been read when the time limit of the step was reached`,
      hint: `Request fewer rows or columns, or a file. ${statementHasRun}`,
      resourceIds: { statementId: statement_id },
    });
  }

  async #chunk(index: number): Promise<ChunkRows> {
    try {
      const known = this.links?.get(index);
      if (known) return await this.#download({ ...known, chunk_index: index });
      const chunk = await (index === 0 ? (this.statement.result ?? {}) : this.#askInTurn(index));
      const link = this.#linkIn(chunk, index);
      return link ? await this.#download(link) : (chunk.data_array ?? []);
    } catch (error) {
      throw appendHint(error, statementHasRun);
    }
  }

  #linkIn(chunk: StatementChunk, index: number): ChunkLink | undefined {
    const link = linkOf(this.statement, chunk, index);
    if (link) this.links?.set(index, link);
    return link;
  }

  /** Databricks may close a statement after the request for its last chunk, so that request waits for all others. */
  #askInTurn(index: number): Promise<StatementChunk> {
    const others = index === this.count - 1 ? Promise.allSettled(this.#requests) : Promise.resolve();
    const asking = others.then(() => this.#ask(index));
    this.#requests.push(asking);
    return asking;
  }

  #ask(index: number): Promise<StatementChunk> {
    return this.client.get(
      path`/api/2.0/sql/statements/${this.statement.statement_id}/result/chunks/${index}`,
      { schema: chunkSchema, textOnly: true, signal: this.stop },
    );
  }

  /** Downloads a chunk; a refused link is renewed, an interrupted download is restarted. */
  async #download(link: ChunkLink, renewalsLeft = renewals): Promise<Buffer> {
    checkLink(this.client, this.statement, link);
    try {
      const { body } = await this.client.send({
        method: "GET",
        url: link.external_link,
        headers: link.http_headers,
        bufferPool: this.#buffers,
        anonymous: true,
        timeoutMs: silenceMs,
        signal: this.stop,
      });
      return body as Buffer;
    } catch (error) {
      const refused = error instanceof DatabricksError && wasRefused(error);
      if (!refused || renewalsLeft === 0) throw storageError(error, this.statement, link);
      const renewed = this.#linkIn(await this.#ask(link.chunk_index), link.chunk_index);
      return this.#download(renewed ?? link, renewalsLeft - 1);
    }
  }
}

/**
 * The rows of every chunk, in order; the first chunk, or its link, came with the statement. The rows of a chunk are
 * valid until the next ones are requested; the client must have time for all. When reading ends, all its requests are
 * aborted.
 * @throws DatabricksError that says whether Databricks or its storage failed, and that the statement has run; or that
 * names the limit of the connection which the result exceeds
 */
export async function* chunkRows(
  client: DatabricksClient,
  statement: StatementResponse,
  { bytesAhead, from = 0, links, signal }: ReadingOptions,
): AsyncGenerator<ChunkRows> {
  expectWithinLimits(client, statement);
  const stopping = new AbortController();
  const stop = signal ? AbortSignal.any([signal, stopping.signal]) : stopping.signal;
  const concurrency = concurrencyOf(statement.manifest ?? {}, bytesAhead);
  const reader = new ChunkReader(client, statement, concurrency, stop, from, links);
  try {
    yield* reader.rows();
  } catch (error) {
    const isLate = error instanceof DatabricksError && error.deadlineExceeded;
    throw isLate || client.deadline.isOver ? reader.outOfTime() : error;
  } finally {
    stopping.abort();
  }
}
