/** Who calls: every path of the API needs a bearer token. */
import type { FastifyInstance, FastifyRequest } from "fastify";
import { apiError, type HttpError } from "../apiError";

const notSent = (): HttpError =>
  apiError(401, 401, "Credential was not sent or was of an unsupported type for this API.", {
    "www-authenticate": 'Bearer realm="DatabricksRealm"',
  });

const invalid = (): HttpError =>
  apiError(403, 403, "Invalid access token.", { "x-databricks-reason-phrase": "Invalid access token." });

const bearerToken = (request: FastifyRequest): string | undefined =>
  /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? "")?.[1];

/** Finds the workspace and the principal of each request by its token. */
export function identifyCallers(app: FastifyInstance): void {
  app.addHook("onRequest", async (request) => {
    const token = bearerToken(request);
    const caller = token === undefined ? undefined : app.workspaces.caller(token);
    if (caller) Object.assign(request, caller);
  });
}

/**
 * Refuses a request whose token stands for nobody, as Databricks does.
 * @throws HttpError 401 where no bearer token was sent, 403 where it is unknown or has expired
 */
export function requireCaller(request: FastifyRequest): void {
  if (bearerToken(request) === undefined) throw notSent();
  if (!request.principal) throw invalid();
}
