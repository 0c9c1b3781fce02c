/**
 * The token endpoint: client credentials in, an access token for an hour out.
 * https://docs.databricks.com/aws/en/dev-tools/auth/oauth-m2m
 */
import type { FastifyInstance, FastifyRequest } from "fastify";
import { oauthError } from "../../apiError";
import { authenticateClient } from "./clientAuthentication";
import { SCOPES } from "./discovery";

type Form = Record<string, string>;

const invalidRequest = (description: string) => oauthError(400, "invalid_request", description);

/** The route of the token endpoint. Its errors have OAuth's own shape, not that of the API. */
export function tokenRoute(app: FastifyInstance): void {
  app.post("/oidc/v1/token", async (request, reply) => {
    reply.headers({ "cache-control": "no-store", pragma: "no-cache" });
    const form = readForm(request);
    checkGrant(form);
    authenticateClient(request);
    return request.workspace.identity.issue(readScope(form));
  });
}

function readForm({ headers, body }: FastifyRequest): Form {
  if (!/^application\/x-www-form-urlencoded\b/i.test(headers["content-type"] ?? "")) {
    throw invalidRequest("The request's content type must be application/x-www-form-urlencoded");
  }
  const fields = Object.entries(typeof body === "object" && body !== null ? body : {});
  const repeated = fields.find(([, value]) => typeof value !== "string");
  if (repeated) throw invalidRequest(`The parameter ${repeated[0]} was sent more than once`);
  return Object.fromEntries(fields);
}

/** Only client credentials can succeed: nobody signs in to the local workspace by hand, so no code was ever issued. */
function checkGrant({ grant_type: grant, code, refresh_token: refreshToken }: Form): void {
  if (!grant) throw invalidRequest("The parameter grant_type is missing");
  if (grant === "authorization_code") refuse("code", code);
  if (grant === "refresh_token") refuse("refresh_token", refreshToken);
  if (grant !== "client_credentials") {
    throw oauthError(400, "unsupported_grant_type", `The grant type ${grant} is not supported`);
  }
}

function refuse(name: string, value: string | undefined): never {
  if (!value) throw invalidRequest(`The parameter ${name} is missing`);
  throw oauthError(400, "invalid_grant", `The ${name} is invalid, expired or revoked`);
}

function readScope({ scope = "all-apis" }: Form): string {
  const scopes = scope.split(" ").filter((name) => name !== "");
  const unknown = scopes.find((name) => !SCOPES.includes(name));
  if (unknown !== undefined) throw oauthError(400, "invalid_scope", `The scope ${unknown} is not supported`);
  return scopes.length > 0 ? scopes.join(" ") : "all-apis";
}
