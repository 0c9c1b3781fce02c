/** Connections as the platform passes them to an action, with the tokens that it would request for them. */
import { createHash, randomBytes } from "node:crypto";
import type { ConnectionValue } from "@prismatic-io/spectral/dist/serverTypes";
import { stripControlCharacters, truncate } from "../src/http/controlCharacters";

/** A service principal at a workspace. */
interface ServicePrincipal {
  /** Address of the workspace. */
  host: string;
  clientId: string;
  clientSecret: string;
}

/** An application of Microsoft Entra ID whose service principal is in a workspace. */
interface AzurePrincipal extends ServicePrincipal {
  tenantId: string;
  /** Address of Entra. */
  entra: string;
}

/** Who asks a token endpoint. */
type TokenClient = Omit<ServicePrincipal, "host"> & { tokenUrl: string };

/** How long the token endpoint may take, ms. */
const tokenTimeoutMs = 30_000;

const textField = (body: string, name: string): string | undefined => {
  try {
    const value = (JSON.parse(body) as Record<string, unknown> | null)?.[name];
    return typeof value === "string" && value !== "" ? value : undefined;
  } catch {
    // The parser's own message would repeat a part of the body, which may be a token.
    return undefined;
  }
};

/** The reason in a response, without what a terminal would interpret. */
const oauthReason = (body: string): string => {
  const words = [textField(body, "error"), textField(body, "error_description")].filter(Boolean).join(": ");
  return truncate(stripControlCharacters(words)) || "it gives no reason";
};

/**
 * Fetches an access token, as the platform does when a connection is made.
 * @param form what the grant takes
 * @throws Error with the endpoint's own reason
 */
const fetchToken = async (
  { tokenUrl, clientId, clientSecret }: TokenClient,
  form: Record<string, string>,
): Promise<string> => {
  const answer = await fetch(tokenUrl, {
    method: "POST",
    headers: { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}` },
    body: new URLSearchParams(form),
    redirect: "error",
    signal: AbortSignal.timeout(tokenTimeoutMs),
  }).catch((error: Error) => {
    const cause = error.cause instanceof Error ? error.cause.message : error.message;
    throw new Error(`${tokenUrl} cannot be reached: ${cause}`);
  });
  const body = await answer.text();
  if (!answer.ok) throw new Error(`${tokenUrl} gives no token (HTTP ${answer.status}): ${oauthReason(body)}`);
  const token = textField(body, "access_token");
  if (token === undefined) throw new Error(`${tokenUrl} answers without an access token.`);
  return token;
};

/** A connection of the kind `personalAccessToken`. */
export const withToken = (host: string, apiKey: string): ConnectionValue => ({
  key: "personalAccessToken",
  configVarKey: "",
  fields: { host, apiKey },
});

/**
 * A connection of the kind `workspaceServicePrincipal`, with a token fetched for it.
 * https://docs.databricks.com/aws/en/dev-tools/auth/oauth-m2m
 * @throws as `fetchToken` does
 */
export const withServicePrincipal = async ({ host, clientId, clientSecret }: ServicePrincipal) => {
  const scopes = "all-apis";
  const fields = { tokenUrl: `${host}/oidc/v1/token`, scopes, clientId, clientSecret };
  const token = await fetchToken(fields, { grant_type: "client_credentials", scope: scopes });
  return {
    key: "workspaceServicePrincipal",
    configVarKey: "",
    fields,
    token: { access_token: token },
  } satisfies ConnectionValue;
};

/**
 * A connection of the kind `azureServicePrincipal`, with a token fetched for it from Microsoft Entra ID.
 * @throws as `fetchToken` does
 */
export const withAzurePrincipal = async ({
  host,
  tenantId,
  entra,
  clientId,
  clientSecret,
}: AzurePrincipal) => {
  const scopes = "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default";
  const tokenUrl = `${entra}/${encodeURIComponent(tenantId)}/oauth2/v2.0/token`;
  const loginHost = new URL(entra).host;
  const fields = { host, tenantId, clientId, clientSecret, scopes, loginHost, tokenUrl };
  const token = await fetchToken(fields, { grant_type: "client_credentials", scope: scopes });
  return {
    key: "azureServicePrincipal",
    configVarKey: "",
    fields,
    token: { access_token: token },
  } satisfies ConnectionValue;
};

/**
 * A connection of the kind `userOAuth` at a local workspace, whose user signs in without a browser.
 * @param app the app connection that the user signs in through
 * @throws Error with the endpoint's own reason
 */
export const withLocalUser = async ({ host, clientId, clientSecret }: ServicePrincipal) => {
  const scopes = "all-apis offline_access";
  const fields = {
    host,
    clientId,
    clientSecret,
    scopes,
    authorizeUrl: `${host}/oidc/v1/authorize`,
    tokenUrl: `${host}/oidc/v1/token`,
  };
  const redirectUri = "http://localhost/";
  const verifier = randomBytes(48).toString("base64url");
  const query = new URLSearchParams({
    response_type: "code",
    client_id: clientId,
    redirect_uri: redirectUri,
    scope: scopes,
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
  });
  const answer = await fetch(`${fields.authorizeUrl}?${query}`, { redirect: "manual" });
  const sentBack = new URL(answer.headers.get("location") ?? redirectUri).searchParams;
  const code = sentBack.get("code");
  if (code === null) throw new Error(`${fields.authorizeUrl} gives no code: ${sentBack.get("error")}`);
  const grant = {
    grant_type: "authorization_code",
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
  };
  const token = await fetchToken(fields, grant);
  return {
    key: "userOAuth",
    configVarKey: "",
    fields,
    token: { access_token: token },
  } satisfies ConnectionValue;
};
