/** How a client of the token endpoint says who it is: HTTP Basic, or fields of the form. */
import type { FastifyRequest } from "fastify";
import { oauthError } from "../../apiError";

/** A client's id and secret. */
export interface ClientCredentials {
  clientId: string;
  clientSecret: string;
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

function fromForm(body: unknown): ClientCredentials | undefined {
  const { client_id: clientId, client_secret: clientSecret } = (body ?? {}) as Record<string, unknown>;
  if (typeof clientId !== "string" || typeof clientSecret !== "string") return undefined;
  return { clientId, clientSecret };
}

/** What a request to the token endpoint signs in with; undefined where that is nothing that can be read. */
export function sentCredentials({ headers, body }: FastifyRequest): ClientCredentials | undefined {
  return headers.authorization === undefined ? fromForm(body) : fromBasic(headers.authorization);
}

/**
 * Checks what a client signs in with against the service principal of its workspace.
 * @throws HttpError 400 invalid_request where it uses both ways, 401 invalid_client where it is not known
 */
export function authenticateClient(request: FastifyRequest): void {
  if (request.headers.authorization !== undefined && fromForm(request.body)) {
    throw oauthError(400, "invalid_request", "Only one way of client authentication may be used");
  }
  const sent = sentCredentials(request);
  const real: ClientCredentials | undefined = request.workspace?.credentials;
  if (sent && sent.clientId === real?.clientId && sent.clientSecret === real.clientSecret) return;
  throw oauthError(401, "invalid_client", "Client authentication failed");
}
