/** Fetches the chunks of a result, inline or from cloud storage: ahead, several at a time, in order. */
import type { ExternalLink, StatementChunk, StatementResponse } from "../../api/statements";
import type { DatabricksClient } from "../../client";
import { fetchAhead } from "../../http/ahead";
import { DatabricksError, withNote } from "../../http/errors";
import { path } from "../../http/path";

/** How many chunks are fetched at once. Each is up to 20 MB. */
const inFlight = 4;

/** How often a link is renewed before it is taken as refused for good. */
const renewals = 2;

/** What storage answers to a link that has expired or is no longer good. */
const refusals: ReadonlySet<number> = new Set([400, 401, 403, 404, 410]);

/** A download counts as hung when nothing comes for so long, in milliseconds. */
const silenceMs = 60_000;

/** The rows of a chunk: parsed cells, or the bytes of a JSON array of arrays. */
export type ChunkRows = (string | null)[][] | Buffer;

export const statementHasRun =
  "The statement itself has run: only its result could not be read. If it only reads, run it again.";

const fetchChunk = (client: DatabricksClient, statementId: string, index: number): Promise<StatementChunk> =>
  client.get<StatementChunk>(path`/api/2.0/sql/statements/${statementId}/result/chunks/${index}`, {
    textOnly: true,
  });

/** Why storage gave nothing, told as what it is: not Databricks, but the storage behind it. */
const storageError = (error: unknown, link: ExternalLink): Error => {
  const { host } = new URL(link.external_link);
  if (!(error instanceof DatabricksError)) return error as Error;
  const { status } = error;
  const refused = refusals.has(status ?? 0);
  return new DatabricksError({
    operation: `Downloading chunk ${link.chunk_index} of the result from the storage host ${host}`,
    message: refused
      ? `storage refused it, also with a new link (HTTP ${status})`
      : status
        ? `storage answered HTTP ${status}`
        : `the host cannot be reached (${error.errorCode ?? "no answer"})`,
    status,
    errorCode: error.errorCode,
    hint: status
      ? "Check the network rules of the workspace's cloud storage, or set Disposition to Inline for results up to 25 MiB."
      : `Allow the network to reach ${host}, the cloud storage of the workspace, or set Disposition to Inline for results up to 25 MiB.`,
  });
};

const linkOf = ({ external_links: links }: StatementChunk, index: number): ExternalLink | undefined =>
  links?.find(({ chunk_index }) => chunk_index === index) ?? links?.[0];

/** Downloads a chunk; a link that is refused is renewed, a download that breaks is begun again. */
const download = async (
  client: DatabricksClient,
  statementId: string,
  link: ExternalLink,
  left = renewals,
): Promise<Buffer> => {
  try {
    const { body } = await client.send({
      method: "GET",
      url: link.external_link,
      headers: link.http_headers,
      answerAs: "bytes",
      anonymous: true,
      timeoutMs: silenceMs,
    });
    return body as Buffer;
  } catch (error) {
    const refused = error instanceof DatabricksError && refusals.has(error.status ?? 0);
    if (!refused || left === 0) throw storageError(error, link);
    const renewed = linkOf(await fetchChunk(client, statementId, link.chunk_index), link.chunk_index);
    return download(client, statementId, renewed ?? link, left - 1);
  }
};

/** The rows of a chunk that came inline, or from where its link leads. */
const rowsOf = async (
  client: DatabricksClient,
  statementId: string,
  chunk: StatementChunk,
  index: number,
): Promise<ChunkRows> => {
  const link = linkOf(chunk, index);
  return link ? download(client, statementId, link) : (chunk.data_array ?? []);
};

/**
 * The rows of every chunk, in order. The first chunk, or its link, came with the statement. The last one is asked for
 * only when all others have been answered, since Databricks may close a statement whose last chunk has been fetched.
 * @throws DatabricksError that says whether Databricks or its storage failed, and that the statement has run
 */
export const chunkRows = (
  client: DatabricksClient,
  { statement_id: id, manifest, result = {} }: StatementResponse,
): AsyncGenerator<ChunkRows> => {
  const count = manifest?.total_chunk_count ?? 1;
  const asked = [Promise.resolve(result)];
  const ask = (index: number): Promise<StatementChunk> => {
    const others = index === count - 1 ? Promise.allSettled(asked) : Promise.resolve();
    const asking = others.then(() => fetchChunk(client, id, index));
    asked.push(asking);
    return asking;
  };
  return fetchAhead(count, inFlight, async (index) => {
    try {
      return await rowsOf(client, id, index === 0 ? result : await ask(index), index);
    } catch (error) {
      throw withNote(error, statementHasRun);
    }
  });
};
