/** What every answer of the workspace has in common: its headers, its errors, how bodies are read. */
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { apiError, HttpError } from "../apiError";
import type { CallerGrants } from "../services/grants/store";
import type { Principal } from "../services/identity/principal";
import type { Workspace } from "../workspace";
import { parseBody } from "./bodies";
import { pathOf } from "./traffic";
import type { Workspaces } from "./workspaces";

declare module "fastify" {
  interface FastifyInstance {
    /** Every workspace that this server holds. */
    workspaces: Workspaces;
  }
  interface FastifyRequest {
    /** The workspace that the request's token belongs to; in cloud storage, the one that its path names. */
    workspace: Workspace;
    /** Who signed in. */
    principal: Principal;
    /** What who signed in may do. */
    readonly grants: CallerGrants;
  }
}

/** API versions that some service of Databricks has; its SQL services have 2.0 alone. */
const VERSIONS = /^\/api\/(1\.2|2\.0|2\.[12](?!\/sql\/)|3\.0)\//;

/** Decorates requests and sets how bodies are read, how errors are answered and what is not found. */
export function answers(app: FastifyInstance): void {
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
    // Whether a body can be read is no question where there is no route for it.
    return request.is404 ? body : parseBody(body, request.headers["content-type"] ?? "");
  });
  app.setErrorHandler(answerError);
  app.setNotFoundHandler(answerNotFound);
}

/** Puts the headers on every answer that Databricks puts there. */
export function databricksHeaders(app: FastifyInstance): void {
  app.addHook("onSend", async (request, reply) => {
    reply.header("server", "databricks").header("x-request-id", request.id);
    const workspace = request.workspace ?? app.workspaces.first();
    // A request that says nothing of a workspace is told nothing of one.
    if (workspace && reply.statusCode !== 303)
      reply.header("x-databricks-org-id", workspace.credentials.organizationId);
  });
}

/** Answers a request that failed, in the shape that the error has. */
export function answerError(
  error: FastifyError | HttpError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const known = error instanceof HttpError ? error : fromFastify(error);
  if (known.status >= 500) request.log.error(error);
  const isPage = typeof known.body === "string";
  return reply
    .code(known.status)
    .headers(known.headers)
    .type(isPage ? "text/html;charset=utf-8" : "application/json")
    .send(isPage ? known.body : JSON.stringify(known.body));
}

/** Fastify's own refusals are about the request's form; anything else is a mistake of ours. */
function fromFastify(error: FastifyError): HttpError {
  const isRequests = error.statusCode !== undefined && error.statusCode < 500;
  if (isRequests)
    return apiError(400, "MALFORMED_REQUEST", `Could not parse request object: ${error.message}`);
  return apiError(500, "INTERNAL_ERROR", error.message);
}

/** What Databricks has and the workspace has not is a 501; what Databricks has not either is its 404. */
function answerNotFound(request: FastifyRequest): never {
  const path = pathOf(request);
  if (path.startsWith("/api/") && !VERSIONS.test(path)) {
    const text = `Bad Target: ${path}`;
    throw new HttpError(404, { error: text }, text);
  }
  throw apiError(501, "NOT_IMPLEMENTED", `The local workspace has no route ${request.method} ${path}.`);
}
