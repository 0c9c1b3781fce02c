/** How a client authenticates to a token endpoint: HTTP Basic, or fields of the form. */
import { createHash, timingSafeEqual } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { oauthError } from "../../apiError";
import type { ClientCredentials } from "../../control/credentials";

/** A client that has said who it is. */
export interface Client {
  kind: "servicePrincipal" | "app";
  clientId: string;
}

/** RFC 6749 wants both halves of Basic form-encoded, and few clients do it: a bare percent sign is taken as it is. */
const formDecoded = (text: string): string => {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
};

function fromBasic(header: string): ClientCredentials | undefined {
  const encoded = /^Basic +(\S+)$/i.exec(header)?.[1] ?? "";
  const pair = Buffer.from(encoded, "base64").toString();
  const colon = pair.indexOf(":");
  if (colon < 1) return undefined;
  return { clientId: formDecoded(pair.slice(0, colon)), clientSecret: formDecoded(pair.slice(colon + 1)) };
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** The id and the secret of the form, each empty where it is not there: a secret may well be sent empty. */
function fromForm(body: unknown): ClientCredentials {
  const { client_id: clientId, client_secret: clientSecret } = (body ?? {}) as Record<string, unknown>;
  return { clientId: text(clientId), clientSecret: text(clientSecret) };
}

/** What a request to a token endpoint signs in with; undefined where its header cannot be read. */
export function sentCredentials({ headers, body }: FastifyRequest): ClientCredentials | undefined {
  return headers.authorization === undefined ? fromForm(body) : fromBasic(headers.authorization);
}

/** The id of the client that a request comes from; a browser sends it in the query. Empty where there is none. */
export function sentClientId(request: FastifyRequest): string {
  const { client_id: fromQuery } = request.query as Record<string, unknown>;
  return sentCredentials(request)?.clientId || text(fromQuery);
}

const digest = (secret: string): Buffer => createHash("sha256").update(secret).digest();

/** Compares two secrets in a time that tells nothing about them. */
export const sameSecret = (one: string, other: string): boolean =>
  timingSafeEqual(digest(one), digest(other));

/**
 * Checks what a client signs in with against those of its workspace: its service principal, the app that has a secret
 * and the app that has none.
 * @throws HttpError 400 invalid_request where it uses both ways, 401 invalid_client where it is not known
 */
export function authenticateClient(request: FastifyRequest): Client {
  if (request.headers.authorization !== undefined && fromForm(request.body).clientSecret !== "") {
    throw oauthError(400, "invalid_request", "Only one way of client authentication may be used");
  }
  const client = knownClient(request, sentCredentials(request));
  if (client) return client;
  throw oauthError(401, "invalid_client", "Client authentication failed");
}

function knownClient({ workspace }: FastifyRequest, sent: ClientCredentials | undefined): Client | undefined {
  if (!workspace || !sent) return undefined;
  const { clientId, clientSecret, app, publicAppClientId } = workspace.credentials;
  const isPublic = sent.clientId === publicAppClientId && sent.clientSecret === "";
  if (isPublic) return { kind: "app", clientId: publicAppClientId };
  if (sent.clientId === app.clientId && sameSecret(sent.clientSecret, app.clientSecret)) {
    return { kind: "app", clientId: app.clientId };
  }
  const isPrincipal = sent.clientId === clientId && sameSecret(sent.clientSecret, clientSecret);
  return isPrincipal ? { kind: "servicePrincipal", clientId } : undefined;
}
