/**
 * A host that serves every workspace of an account. Requests about one of them must say which; sign-in requests belong
 * to the account and must not.
 * https://github.com/databricks/databricks-sql-python/pull/767
 */
import type { FastifyInstance, FastifyRequest } from "fastify";
import { apiError, HttpError, pageError } from "../apiError";
import { isWorkspaceApi } from "./authentication";
import { isControlRequest, pathOf } from "./paths";

/** Where the sign-in is: below `/oidc/`, with the account or without. */
const SIGN_IN = /^\/oidc\//;

/** The workspace that a request names, by its header or in its address. */
const namedWorkspace = ({ headers, query }: FastifyRequest): unknown =>
  headers["x-databricks-org-id"] ?? (query as Record<string, unknown>).o;

/** Without the ID of a workspace the request is one to the account's pages, which want a browser. */
const toSignInPage = (request: FastifyRequest): HttpError =>
  new HttpError(303, "", "See Other", {
    location: `/login.html?next_url=${encodeURIComponent(request.url)}`,
  });

/** Refuses what does not say which workspace it is for, as an account's host does. */
export function routeByWorkspace(app: FastifyInstance): void {
  app.addHook("preHandler", async (request) => {
    const { workspace } = request;
    if (!workspace?.options.accountHost || isControlRequest(request)) return;
    if (SIGN_IN.test(request.url)) {
      if (request.headers["x-databricks-org-id"] === undefined) return;
      throw pageError(400, pathOf(request), "Bad Request");
    }
    if (!isWorkspaceApi(request)) return;
    const named = namedWorkspace(request);
    if (named === undefined) throw toSignInPage(request);
    if (named !== workspace.credentials.organizationId) {
      throw apiError(403, 403, `Invalid access to Org: ${String(named)}`);
    }
  });
}
