/**
 * The component's own exchange of OAuth 2.0 client credentials at the workspace.
 * https://docs.databricks.com/dev-tools/auth/oauth-m2m
 *
 * The platform could exchange them as well, and would try the secret as soon as the connection is entered. Its address of
 * the token endpoint can only be a template, though, which takes the host as it was typed: with a scheme, a slash or a
 * deep link it leads nowhere. It fetches no other token while a step runs, and it cannot sign in through an on-premise
 * agent. Done here, the host may be typed in any form, a long step outlives its first token, and what is wrong is said in
 * words about the connection's inputs; the data source Connection Status tries the secret before anything is deployed.
 */
import { createHash } from "node:crypto";
import { Deadline, maxStepMs } from "../http/deadline";
import type { Failure } from "../http/errors";
import { type Expiry, expiresIn } from "../http/expiry";
import { hideIssuedToken } from "../http/issuedTokens";
import { InvalidResponseError, parseObject } from "../http/response";
import { nonBlankSchema, numberSchema, objectSchema, optionalSchema } from "../http/schema";
import { SharedCall } from "../http/sharedCall";
import { type SignInAccess, SignInError, type TokenRequest, type TokenSource } from "../http/tokenSource";
import type { Tunnel } from "../http/tunnel";

/** Who signs in, and where. */
export interface ClientCredentials {
  /** The workspace. */
  baseUrl: string;
  clientId: string;
  clientSecret: string;
  /** The way there: nobody waits for a sign-in that takes another one. */
  tunnel?: Tunnel;
}

const tokenPath = "/oidc/v1/token";

/** How long a fetch may take with its retries, whoever waits for it, in milliseconds. */
const fetchMs = 120_000;

/** A token is replaced this long before it expires, so that a request with all its retries ends in time, in milliseconds. */
const leadMs = 120_000;

/** How long a token counts as valid if the workspace does not say, and at most, in seconds. */
const defaultLifetime = 600;
const maxLifetime = 86_400;

/** A shorter token is a word, which could not be hidden; no server takes a longer one in a header. In characters. */
const minTokenLength = 8;
const maxTokenLength = 16_384;

/** A token, and until when it is used. */
interface IssuedToken {
  token: string;
  use: Expiry;
}

const tokenSchema = objectSchema<{ access_token: string; expires_in?: number }>({
  access_token: nonBlankSchema,
  expires_in: optionalSchema(numberSchema),
});

const readToken = (text: string, redact: SignInAccess["redact"]): IssuedToken => {
  const expected = { schema: tokenSchema, parse: JSON.parse, mayBeEmpty: false };
  const { access_token: token, expires_in: lifetime = defaultLifetime } = parseObject(text, expected, redact);
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new InvalidResponseError("the response's access_token has characters that a token cannot have");
  }
  if (token.length < minTokenLength || token.length > maxTokenLength) {
    throw new InvalidResponseError(
      `the response's access_token has ${token.length} characters, which a token does not have`,
    );
  }
  const lifetimeMs = Math.min(Math.max(lifetime, 0), maxLifetime) * 1000;
  // Whatever it says of itself, a step may use it until the step ends.
  hideIssuedToken(token, expiresIn(Math.max(lifetimeMs, maxStepMs)));
  const usedMs = lifetimeMs - Math.min(leadMs, lifetimeMs / 2);
  return { token, use: expiresIn(usedMs) };
};

const secretHint =
  "Check Client ID and Client Secret in the connection: the secret must be an OAuth secret that was generated in Databricks for this service principal and has not expired or been deleted, and the service principal must be in this workspace. A secret created in Microsoft Entra ID needs a connection of the kind Databricks Azure Service Principal.";

const hostHint = "Check the host of the connection: it must be the workspace's own, with its whole domain.";

/** What OAuth calls a client, or what it wants, that is not accepted. https://www.rfc-editor.org/rfc/rfc6749#section-5.2 */
const refusedClient = /^(?:invalid_client|unauthorized_client|invalid_grant|invalid_scope|access_denied)$/;

/** What a refusal means for the connection. */
const withMeaning = (failure: Failure): Failure => {
  const { status, errorCode = "" } = failure;
  if (status === undefined) return failure;
  if (status === 401 || (status < 500 && refusedClient.test(errorCode))) {
    return { ...failure, refusedSignIn: true, hint: secretHint };
  }
  // A host that has no token endpoint is no workspace; one that redirects is explained by where it redirects to.
  if (status === 404 || status === 405) return { ...failure, refusedSignIn: true, hint: hostHint };
  return status < 400 ? { ...failure, refusedSignIn: true } : failure;
};

const asSignInError = (thrown: unknown): unknown => {
  if (thrown instanceof SignInError) return new SignInError(withMeaning(thrown.failure));
  if (!(thrown instanceof InvalidResponseError)) return thrown;
  const { message, details } = thrown;
  const failure = { operation: `POST ${tokenPath}`, message, errorCode: details.errorCode, hint: hostHint };
  return new SignInError({ ...failure, refusedSignIn: true });
};

/** The form is URL-encoded twice on purpose: OAuth encodes both parts before they are joined (RFC 6749, 2.3.1). */
const tokenRequest = ({ clientId, clientSecret }: ClientCredentials): TokenRequest => {
  const pair = `${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`;
  return {
    url: tokenPath,
    authorization: `Basic ${Buffer.from(pair).toString("base64")}`,
    form: "grant_type=client_credentials&scope=all-apis",
  };
};

/** What this process holds for one service principal at one workspace. */
interface Session {
  issued?: IssuedToken;
  /** The fetch that is under way. */
  fetching?: SharedCall<IssuedToken>;
}

/** The sessions by a hash of the credentials, the longest unused first. */
const sessions = new Map<string, Session>();

const maxSessions = 100;

const sessionOf = ({ baseUrl, tunnel, clientId, clientSecret }: ClientCredentials): Session => {
  const key = createHash("sha256")
    .update(JSON.stringify([baseUrl, tunnel?.host, tunnel?.port, clientId, clientSecret]))
    .digest("base64");
  const session = sessions.get(key) ?? {};
  sessions.delete(key);
  sessions.set(key, session);
  for (const [oldest] of sessions) if (sessions.size > maxSessions) sessions.delete(oldest);
  return session;
};

const startFetch = (session: Session, credentials: ClientCredentials, access: SignInAccess) => {
  const fetchToken = async (signal: AbortSignal): Promise<IssuedToken> => {
    try {
      const text = await access.send(tokenRequest(credentials), Deadline.after(fetchMs), signal);
      session.issued = readToken(text, access.redact);
      return session.issued;
    } catch (thrown) {
      throw asSignInError(thrown);
    } finally {
      if (session.fetching === call) session.fetching = undefined;
    }
  };
  const call = new SharedCall(fetchToken);
  session.fetching = call;
  return call;
};

/**
 * Signs in with client credentials: fetches a token when a request needs one, once for all steps of this process, and
 * another shortly before it expires or when the workspace refuses it.
 */
export const clientCredentialsToken = (credentials: ClientCredentials): TokenSource => ({
  isRenewable: true,
  token: async (access, refused) => {
    const session = sessionOf(credentials);
    const { issued } = session;
    if (issued && issued.token !== refused && !issued.use.isOver) return issued.token;
    const underWay = session.fetching?.isAbandoned ? undefined : session.fetching;
    const call = underWay ?? startFetch(session, credentials, access);
    return (await call.join(access.deadline, access.signal)).token;
  },
});
