/** Finds out which identity sent a request. */
import type { FastifyInstance, FastifyRequest } from "fastify";
import { apiError, type HttpError, pageError } from "../apiError";
import { sentClientId } from "../services/identity/clientAuthentication";
import { CONTROL_PREFIX, isControlRequest, pathOf } from "./paths";

const missingCredentials = (): HttpError =>
  apiError(401, 401, "Credential was not sent or was of an unsupported type for this API.", {
    "www-authenticate": 'Bearer realm="DatabricksRealm"',
  });

const invalidToken = (): HttpError =>
  apiError(403, 403, "Invalid access token.", { "x-databricks-reason-phrase": "Invalid access token." });

const bearerToken = (request: FastifyRequest): string | undefined =>
  /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? "")?.[1];

/**
 * Whether a request is for a workspace's API. Queries of models are the one part of it that does not stand below `/api/`.
 */
export const isWorkspaceApi = ({ url }: FastifyRequest): boolean =>
  /^\/(?:api|serving-endpoints)\//.test(url);

const needsToken = (request: FastifyRequest): boolean => isWorkspaceApi(request) || isControlRequest(request);

/** To make a workspace nobody needs a token; it is where tokens come from. */
const createsWorkspace = (request: FastifyRequest): boolean =>
  request.method === "POST" && pathOf(request) === `${CONTROL_PREFIX}/workspaces`;

/**
 * Finds the workspace and the principal of each request: by its bearer token, or by the client that asks for a
 * token. What asks for neither is about the host, and goes to its first workspace.
 */
export function identifyCallers(app: FastifyInstance): void {
  app.addHook("preHandler", async (request) => {
    const token = bearerToken(request);
    const caller = token === undefined ? undefined : app.workspaces.caller(token);
    if (caller) Object.assign(request, caller);
    if (caller || needsToken(request)) return;
    const workspace = app.workspaces.ofClient(sentClientId(request)) ?? app.workspaces.first();
    if (workspace) request.workspace = workspace;
  });
}

/**
 * Refuses each request whose token stands for nobody, as Databricks does: 401 where no bearer token was sent,
 * 403 where it is unknown or has expired, 400 where it is Entra's and was made for something else.
 */
export function requireCallers(app: FastifyInstance): void {
  app.addHook("preHandler", async (request) => {
    if (!needsToken(request) || createsWorkspace(request)) return;
    const token = bearerToken(request);
    if (token === undefined) throw missingCredentials();
    if (request.principal) return;
    const refusal = app.workspaces.refusalOf(token);
    throw refusal === undefined ? invalidToken() : pageError(400, pathOf(request), refusal);
  });
}
