/**
 * Where a user signs in and allows an app to act. There is no browser and nobody to ask: the workspace's user has
 * always signed in and always allows it, so that the answer is at once the redirect with the code.
 * https://docs.databricks.com/aws/en/dev-tools/auth/oauth-u2m
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { oauthError } from "../../apiError";
import { scopesOf, unknownScope } from "./scopes";

/** Where the apps of the workspace may send a user besides loopback: the callback of the integration platform. */
const REGISTERED_REDIRECT = "https://oauth2.prismatic.io/callback";

type Query = Record<string, string | undefined>;

/** Why a request is refused, by OAuth's name for it. */
type Refusal = [error: string, description: string];

/** The route of the authorization endpoint. */
export function authorizeRoute(app: FastifyInstance): void {
  app.get("/oidc/v1/authorize", async (request, reply) => {
    const query = readQuery(request);
    const { clientId, redirectUri } = readClient(request, query);
    const { state } = query;
    const refusal = refusalOf(query, clientId === request.workspace.credentials.publicAppClientId);
    if (refusal) {
      const [error, description] = refusal;
      return redirect(reply, redirectUri, { error, error_description: description, state });
    }
    const code = request.workspace.identity.codes.issue({
      clientId,
      redirectUri,
      scope: scopesOf(query.scope ?? "").join(" ") || "all-apis",
      challenge: query.code_challenge,
    });
    return redirect(reply, redirectUri, { code, state });
  });
}

function readQuery({ query }: FastifyRequest): Query {
  const fields = Object.entries(query as Record<string, unknown>);
  const repeated = fields.find(([, value]) => typeof value !== "string");
  if (repeated) {
    throw oauthError(400, "invalid_request", `The parameter ${repeated[0]} was sent more than once`);
  }
  return Object.fromEntries(fields) as Query;
}

/** Nobody is sent to an address that the client has no right to: without a client and its address there is no redirect. */
function readClient(request: FastifyRequest, { client_id: clientId, redirect_uri: redirectUri }: Query) {
  const { app, publicAppClientId } = request.workspace?.credentials ?? {};
  if (!clientId || ![app?.clientId, publicAppClientId].includes(clientId)) {
    throw oauthError(400, "invalid_client", "The client_id is missing or unknown");
  }
  if (!redirectUri || !isRegistered(redirectUri)) {
    throw oauthError(400, "invalid_request", "The redirect_uri is missing or not registered for the client");
  }
  return { clientId, redirectUri };
}

/** A registered address, or any port and path of loopback (RFC 8252), without a fragment. */
function isRegistered(address: string): boolean {
  if (address === REGISTERED_REDIRECT) return true;
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, hash, username, password } = new URL(address);
  const isLoopback = /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(hostname);
  return /^https?:$/.test(protocol) && isLoopback && `${hash}${username}${password}` === "";
}

/** Only S256 is there; an app that cannot keep a secret must use it. */
function refusalOf(query: Query, isPublic: boolean): Refusal | undefined {
  const { response_type: type, response_mode: mode = "query" } = query;
  if (!type) return ["invalid_request", "The parameter response_type is missing"];
  if (type !== "code") return ["unsupported_response_type", `The response type ${type} is not supported`];
  if (mode !== "query") return ["invalid_request", `The response mode ${mode} is not supported`];
  const unknown = unknownScope(scopesOf(query.scope ?? ""));
  if (unknown !== undefined) return ["invalid_scope", `The scope ${unknown} is not supported`];
  const { code_challenge: challenge, code_challenge_method: method } = query;
  if (challenge === undefined) {
    if (isPublic) return ["invalid_request", "The parameter code_challenge is missing"];
    return method === undefined ? undefined : ["invalid_request", "The parameter code_challenge is missing"];
  }
  if (method !== "S256") return ["invalid_request", "The code_challenge_method must be S256"];
  return /^[\w-]{43}$/.test(challenge)
    ? undefined
    : ["invalid_request", "The code_challenge is no SHA-256 digest"];
}

function redirect(reply: FastifyReply, address: string, parameters: Query): FastifyReply {
  const target = new URL(address);
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) target.searchParams.append(name, value);
  }
  return reply.header("cache-control", "no-store").redirect(target.href, 302);
}
