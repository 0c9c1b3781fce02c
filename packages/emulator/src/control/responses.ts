/** What all responses of the emulator have in common: headers and errors; and how request bodies are read. */
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { apiError, HttpError, notImplemented } from "../apiError";
import { parseBody } from "./bodyParser";
import { pathOf } from "./paths";

/** API versions that some service of Databricks has; its SQL services have 2.0 alone. */
const VERSIONS = /^\/api\/(1\.2|2\.0|2\.[12](?!\/sql\/)|3\.0)\//;

/** Decorates requests; sets the body parser, the error handler and what unknown routes get. */
export function configureServer(app: FastifyInstance): void {
  app.decorateRequest("workspace");
  app.decorateRequest("principal");
  app.decorateRequest("rawBody");
  app.decorateRequest("grants", {
    getter(this: FastifyRequest) {
      return this.workspace.grants.of(this.principal.user.userName);
    },
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, async (request: FastifyRequest, body: Buffer) => {
    request.rawBody = body;
    // Where there is no route, the body is not parsed: the 404 or 501 comes first.
    return request.is404 ? body : parseBody(body, request.headers["content-type"] ?? "");
  });
  app.setErrorHandler(sendError);
  app.setNotFoundHandler(sendNotFound);
}

/** Adds the headers that Databricks adds to every response. */
export function addDatabricksHeaders(app: FastifyInstance): void {
  app.addHook("onSend", async (request, reply) => {
    reply.header("server", "databricks").header("x-request-id", request.id);
    const workspace = request.workspace ?? app.workspaces.first();
    // A redirect to the sign-in page names no workspace.
    if (workspace) reply.header("date", new Date(workspace.clock.now()).toUTCString());
    if (workspace && reply.statusCode !== 303)
      reply.header("x-databricks-org-id", workspace.credentials.organizationId);
  });
}

/** Sends an error in the envelope that it has. */
export function sendError(
  error: FastifyError | HttpError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const httpError = error instanceof HttpError ? error : fromFastify(error);
  if (httpError.status >= 500) request.log.error(error);
  const isPage = typeof httpError.body === "string";
  return reply
    .code(httpError.status)
    .headers(httpError.headers)
    .type(isPage ? "text/html;charset=utf-8" : "application/json")
    .send(isPage ? httpError.body : JSON.stringify(httpError.body));
}

/** Fastify's own refusals are about the request's form; anything else is an error in the emulator. */
function fromFastify(error: FastifyError): HttpError {
  const isClientError = error.statusCode !== undefined && error.statusCode < 500;
  if (isClientError)
    return apiError(400, "MALFORMED_REQUEST", `Could not parse request object: ${error.message}`);
  return apiError(500, "INTERNAL_ERROR", error.message);
}

/** 501 for a route of Databricks that the emulator does not have; Databricks' own 404 for anything else. */
function sendNotFound(request: FastifyRequest): never {
  const path = pathOf(request);
  if (path.startsWith("/api/") && !VERSIONS.test(path)) {
    const text = `Bad Target: ${path}`;
    throw new HttpError(404, { error: text }, text);
  }
  throw notImplemented(`has no route ${request.method} ${path}.`);
}
