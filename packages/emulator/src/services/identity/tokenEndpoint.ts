/**
 * The token endpoint: it exchanges a client's credentials, a user's authorization code or a refresh token for an access
 * token of one hour.
 * https://docs.databricks.com/aws/en/dev-tools/auth/oauth-m2m
 * https://docs.databricks.com/aws/en/dev-tools/auth/oauth-u2m
 */
import { createHash } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { oauthError } from "../../apiError";
import type { IssuedToken } from "./accessTokens";
import { authenticateClient, type Client, sameSecret } from "./clientAuthentication";
import { type Form, readForm } from "./form";
import { scopesOf, unknownScope } from "./scopes";
import type { Authorization, IdentityStore } from "./store";

/** How one grant is served. */
interface GrantKind {
  /** The parameter without which it makes no sense. */
  needs?: string;
  /** Which clients may use it. */
  client: Client["kind"];
  serve: (identity: IdentityStore, form: Form, client: Client) => IssuedToken;
}

const grants: Record<string, GrantKind> = {
  client_credentials: {
    client: "servicePrincipal",
    serve: (identity, { scope }) => identity.issue(readScope(scope)),
  },
  authorization_code: { needs: "code", client: "app", serve: redeemCode },
  refresh_token: { needs: "refresh_token", client: "app", serve: refresh },
};

const invalidRequest = (description: string) => oauthError(400, "invalid_request", description);

const invalidGrant = (name: string) =>
  oauthError(400, "invalid_grant", `The ${name} is invalid, expired or revoked`);

/** The route of the token endpoint. Its errors have OAuth's own shape, not that of the API. */
export function tokenRoute(app: FastifyInstance): void {
  const serve = async (request: FastifyRequest, reply: FastifyReply): Promise<IssuedToken> => {
    reply.headers({ "cache-control": "no-store", pragma: "no-cache" });
    const form = readForm(request, invalidRequest);
    const { client: kind, serve: serveGrant } = grantOf(form);
    const client = authenticateClient(request);
    if (client.kind !== kind) {
      throw oauthError(400, "unauthorized_client", "The client may not use this grant type");
    }
    return serveGrant(request.workspace.identity, form, client);
  };
  app.post("/oidc/v1/token", serve);
  app.post<{ Params: { accountId: string } }>("/oidc/accounts/:accountId/v1/token", serve);
}

function grantOf(form: Form): GrantKind {
  const { grant_type: name } = form;
  if (!name) throw invalidRequest("The parameter grant_type is missing");
  const grant = Object.hasOwn(grants, name) ? grants[name] : undefined;
  if (!grant) throw oauthError(400, "unsupported_grant_type", `The grant type ${name} is not supported`);
  const { needs } = grant;
  if (needs !== undefined && !form[needs]) throw invalidRequest(`The parameter ${needs} is missing`);
  return grant;
}

function readScope(scope = "all-apis"): string {
  const scopes = scopesOf(scope);
  const unknown = unknownScope(scopes);
  if (unknown !== undefined) throw oauthError(400, "invalid_scope", `The scope ${unknown} is not supported`);
  return scopes.length > 0 ? scopes.join(" ") : "all-apis";
}

/** Whether a verifier is the one that the challenge was made of; where there was no challenge, none may come. */
const isProven = ({ challenge }: Authorization, verifier: string | undefined): boolean =>
  challenge === undefined
    ? !verifier
    : verifier !== undefined &&
      sameSecret(createHash("sha256").update(verifier).digest("base64url"), challenge);

/** A code is good once: whoever tries it ends it, so that a stolen one cannot be tried again and again. */
function redeemCode(identity: IdentityStore, { code = "", ...form }: Form, client: Client): IssuedToken {
  const authorization = identity.codes.payloadOf(code);
  identity.codes.consume(code);
  if (!authorization || authorization.clientId !== client.clientId) throw invalidGrant("code");
  if (form.redirect_uri !== authorization.redirectUri) {
    throw oauthError(
      400,
      "invalid_grant",
      "The redirect_uri is not the one that the code was asked for with",
    );
  }
  if (!isProven(authorization, form.code_verifier)) {
    throw oauthError(400, "invalid_grant", "The code_verifier does not match the code_challenge");
  }
  const { clientId, scope } = authorization;
  return identity.issueToApp({ clientId, scope });
}

/** A refresh token is good once, and its successor comes with the access token: Databricks' single-use mode. */
function refresh(identity: IdentityStore, form: Form, client: Client): IssuedToken {
  const { refresh_token: token = "", scope } = form;
  const consent = identity.refreshTokens.payloadOf(token);
  if (!consent || consent.clientId !== client.clientId) throw invalidGrant("refresh_token");
  const allowed = scopesOf(consent.scope);
  const wanted = scope ? scopesOf(scope) : allowed;
  const excess = unknownScope(wanted, allowed);
  if (excess !== undefined) throw oauthError(400, "invalid_scope", `The scope ${excess} was not granted`);
  identity.refreshTokens.consume(token);
  return identity.issueToApp(consent);
}
