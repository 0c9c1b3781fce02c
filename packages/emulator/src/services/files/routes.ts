/** https://docs.databricks.com/api/workspace/files */
import { open } from "node:fs/promises";
import { Readable } from "node:stream";
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { HttpError } from "../../apiError";
import { pathOf } from "../../control/paths";
import { streamedBody } from "../../control/requestLog";
import { sendError } from "../../control/responses";
import { checkUnmodified, httpDate, rangeOf } from "./download";
import { notFound, presignedUrlsDisabled, withRequestInfo } from "./fileError";
import type { StoredFile } from "./fileTree";
import { listingOf } from "./listing";
import { readRequestPath, type VolumePath, volumeNameOf } from "./volumePath";

const FILES = "/api/2.0/fs/files";
const DIRECTORIES = "/api/2.0/fs/directories";

type Privilege = "READ_VOLUME" | "WRITE_VOLUME";

/** Registers the routes of files and directories. Bodies come as streams, whatever their type. */
export function fileRoutes(app: FastifyInstance): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", (_request, payload, done) => done(null, payload));
    // Files are dated by the workspace's clock, so the answers are, too.
    scope.addHook("preHandler", async ({ workspace }, reply) => {
      reply.header("date", httpDate(workspace.clock.now()));
    });
    scope.setErrorHandler((error: FastifyError | HttpError, request, reply) =>
      sendError(error instanceof HttpError ? withRequestInfo(error, request.id) : error, request, reply),
    );
    downloadRoutes(scope);
    uploadRoutes(scope);
    directoryRoutes(scope);
    presignedUrlRoutes(scope);
  });
}

/**
 * The Python client's own way for large files: parts by pre-signed addresses. Where a workspace does not allow it, clients
 * upload with a single PUT.
 * https://github.com/databricks/databricks-sdk-py/blob/main/databricks/sdk/mixins/files.py
 */
function presignedUrlRoutes(app: FastifyInstance): void {
  const names = ["upload-part-urls", "resumable-upload-url", "abort-upload-url", "download-url"];
  for (const path of [`${FILES}*`, ...names.map((name) => `/api/2.0/fs/create-${name}`)]) {
    app.post(path, async () => {
      throw presignedUrlsDisabled();
    });
  }
}

function downloadRoutes(app: FastifyInstance): void {
  app.head(`${FILES}*`, async (request, reply) => {
    const file = await readableFile(request);
    return metadata(reply, file).header("content-length", file.size).send();
  });

  app.get(`${FILES}*`, async (request, reply) => {
    const file = await readableFile(request);
    const range = rangeOf(file, request.headers.range);
    const { first, last } = range ?? { first: 0, last: file.size - 1 };
    // Opened before the answer: who deletes the file from now on does not take it from this reader.
    const handle = await open(file.localPath);
    const bytes = handle.createReadStream({ start: first, end: Math.max(first, last) });
    metadata(reply, file).header("content-length", last - first + 1);
    if (range) reply.code(206).header("content-range", `bytes ${first}-${last}/${file.size}`);
    return reply.send(bytes);
  });
}

function uploadRoutes(app: FastifyInstance): void {
  app.put<{ Querystring: { overwrite?: string } }>(`${FILES}*`, async (request, reply) => {
    const path = await grantedPath(request, FILES, "WRITE_VOLUME");
    const body = request.body instanceof Readable ? request.body : Readable.from([]);
    await request.workspace.files.write(path, streamedBody(body, request.logEntry), {
      overwrite: request.query.overwrite !== "false",
      size: Number(request.headers["content-length"] ?? 0),
    });
    return reply.code(204).send();
  });

  app.delete(`${FILES}*`, async (request, reply) => {
    await request.workspace.files.delete(await grantedPath(request, FILES, "WRITE_VOLUME"));
    return reply.code(204).send();
  });
}

function directoryRoutes(app: FastifyInstance): void {
  app.head(`${DIRECTORIES}*`, async (request, reply) => {
    request.workspace.files.directory(await grantedPath(request, DIRECTORIES, "READ_VOLUME"));
    return reply.send();
  });

  app.get(`${DIRECTORIES}*`, async (request) => {
    const path = await grantedPath(request, DIRECTORIES, "READ_VOLUME");
    const { files, pagination } = request.workspace;
    const { contents, ...page } = listingOf(path, files.directory(path), request.query, pagination);
    return { ...(contents.length > 0 && { contents }), ...page };
  });

  app.put(`${DIRECTORIES}*`, async (request, reply) => {
    request.workspace.files.makeDirectory(await grantedPath(request, DIRECTORIES, "WRITE_VOLUME"));
    return reply.code(204).send();
  });

  app.delete(`${DIRECTORIES}*`, async (request, reply) => {
    request.workspace.files.deleteDirectory(await grantedPath(request, DIRECTORIES, "WRITE_VOLUME"));
    return reply.code(204).send();
  });
}

/** The path that a request names, in a volume that exists and that the caller may read or write. */
async function grantedPath(
  request: FastifyRequest,
  prefix: string,
  privilege: Privilege,
): Promise<VolumePath> {
  const encoded = pathOf(request).slice(prefix.length);
  const path = readRequestPath(encoded, prefix === DIRECTORIES);
  request.grants.require("volume", volumeNameOf(path), privilege);
  try {
    await request.workspace.volumes.get({ ...path, name: path.volume });
  } catch (error) {
    throw error instanceof HttpError && error.status === 404 ? notFound(error.message) : error;
  }
  return path;
}

async function readableFile(request: FastifyRequest): Promise<StoredFile> {
  const file = request.workspace.files.file(await grantedPath(request, FILES, "READ_VOLUME"));
  checkUnmodified(file, request.headers["if-unmodified-since"]);
  return file;
}

/** The date is that of the workspace's clock, by which the file's time is, too. */
const metadata = (reply: FastifyReply, { modifiedAt }: StoredFile): FastifyReply =>
  reply
    .type("application/octet-stream")
    .header("date", httpDate(reply.request.workspace.clock.now()))
    .header("last-modified", httpDate(modifiedAt))
    .header("accept-ranges", "bytes");
