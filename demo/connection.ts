/** Where an action runs and how it signs in: a local workspace, or what the environment says. */
import type { Component, ConnectionValue } from "@prismatic-io/spectral/dist/serverTypes";
import { workspaceUrl } from "../src/http/auth";
import { didYouMean } from "./nearest";

/** A connection to run with, for as long as it is open. */
export interface Access {
  connection: ConnectionValue;
  /** Where it leads, for people. */
  where: string;
  /** What must not be printed. */
  secrets: string[];
  close(): Promise<void>;
}

/** A service principal at a workspace. */
export interface ServicePrincipal {
  /** Address of the workspace. */
  host: string;
  clientId: string;
  clientSecret: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

const scopes = "all-apis";

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

const oauthReason = (body: string): string =>
  [textField(body, "error"), textField(body, "error_description")].filter(Boolean).join(": ") ||
  "it gives no reason";

/**
 * Fetches an access token by client credentials, as the platform does when a connection is made.
 * https://docs.databricks.com/aws/en/dev-tools/auth/oauth-m2m
 * @throws Error with the endpoint's own reason
 */
export const fetchToken = async (
  tokenUrl: string,
  clientId: string,
  clientSecret: string,
): Promise<string> => {
  const answer = await fetch(tokenUrl, {
    method: "POST",
    headers: { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}` },
    body: new URLSearchParams({ grant_type: "client_credentials", scope: scopes }),
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
 * @throws as `fetchToken` does
 */
export const withServicePrincipal = async ({ host, clientId, clientSecret }: ServicePrincipal) => {
  const tokenUrl = `${host}/oidc/v1/token`;
  return {
    key: "workspaceServicePrincipal",
    configVarKey: "",
    fields: { tokenUrl, scopes, clientId, clientSecret },
    token: { access_token: await fetchToken(tokenUrl, clientId, clientSecret) },
  } satisfies ConnectionValue;
};

const secretsOf = ({ fields, token }: ConnectionValue): string[] =>
  [fields.apiKey, fields.clientSecret, token?.access_token, token?.refresh_token].filter(
    (value): value is string => typeof value === "string",
  );

const remote = (connection: ConnectionValue, where: string): Access => ({
  connection,
  where,
  secrets: secretsOf(connection),
  close: async () => {},
});

/** The kind of connection whose required fields are all there; a key of its own decides where there is one. */
const kindOf = (value: Partial<ConnectionValue>, { connections }: Component): string => {
  const named = connections.find(({ key }) => key === value.key);
  const fitting = connections.find(({ inputs }) =>
    inputs.every(({ key, required }) => !required || key in (value.fields ?? {})),
  );
  const kind = named ?? fitting;
  if (kind) return kind.key;
  throw new Error(
    `PRISMATIC_CONNECTION_VALUE has the fields of no kind of connection (${connections.map(({ key }) => key).join(", ")}).`,
  );
};

const fromPlatform = (text: string, component: Component): ConnectionValue => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error("PRISMATIC_CONNECTION_VALUE is not JSON.");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new Error("PRISMATIC_CONNECTION_VALUE is not a JSON object.");
  }
  const given = value as Partial<ConnectionValue>;
  return { configVarKey: "", ...given, fields: given.fields ?? {}, key: kindOf(given, component) };
};

const fromHost = async (env: Environment, wanted: string | undefined): Promise<ConnectionValue> => {
  const { DATABRICKS_TOKEN, DATABRICKS_CLIENT_ID, DATABRICKS_CLIENT_SECRET } = env;
  const host = workspaceUrl(env.DATABRICKS_HOST, "DATABRICKS_HOST");
  const principal = DATABRICKS_CLIENT_ID && DATABRICKS_CLIENT_SECRET;
  if (DATABRICKS_TOKEN && !(principal && wanted === "workspaceServicePrincipal")) {
    return withToken(host, DATABRICKS_TOKEN);
  }
  if (DATABRICKS_CLIENT_ID && DATABRICKS_CLIENT_SECRET) {
    return withServicePrincipal({
      host,
      clientId: DATABRICKS_CLIENT_ID,
      clientSecret: DATABRICKS_CLIENT_SECRET,
    });
  }
  throw new Error(
    "DATABRICKS_HOST is set, but no sign-in: set DATABRICKS_TOKEN, or DATABRICKS_CLIENT_ID and DATABRICKS_CLIENT_SECRET.",
  );
};

const local = async (kind: string | undefined): Promise<Access> => {
  // Loaded only now: a call to a real workspace does not pay for the local one.
  const { startWorkspace }: typeof import("../workspace/server") = require("../workspace/server");
  const running = await startWorkspace();
  const { url, token, clientId, clientSecret, close } = running;
  try {
    const connection =
      kind === "workspaceServicePrincipal"
        ? await withServicePrincipal({ host: url, clientId, clientSecret })
        : withToken(url, token);
    return { connection, where: `a local workspace at ${url}`, secrets: secretsOf(connection), close };
  } catch (error) {
    await close();
    throw error;
  }
};

/**
 * Opens the connection that the environment asks for, or one to a fresh local workspace.
 * @param wanted key of the kind of connection to use, where it matters
 * @throws Error that says what is missing or does not fit
 */
export const openAccess = async (
  component: Component,
  env: Environment,
  wanted?: string,
): Promise<Access> => {
  const kinds = component.connections.map(({ key }) => key);
  if (wanted !== undefined && !kinds.includes(wanted)) {
    throw new Error(
      `There is no connection ${wanted}.${didYouMean(wanted, kinds)} It is one of ${kinds.join(", ")}.`,
    );
  }
  const stray = ["DATABRICKS_TOKEN", "DATABRICKS_CLIENT_ID", "DATABRICKS_CLIENT_SECRET"].find(
    (name) => env[name],
  );
  if (!env.PRISMATIC_CONNECTION_VALUE && !env.DATABRICKS_HOST) {
    if (stray)
      throw new Error(`${stray} is set, but DATABRICKS_HOST is not: it says which workspace to sign in to.`);
    return local(wanted);
  }
  const connection = env.PRISMATIC_CONNECTION_VALUE
    ? fromPlatform(env.PRISMATIC_CONNECTION_VALUE, component)
    : await fromHost(env, wanted);
  if (wanted !== undefined && wanted !== connection.key) {
    throw new Error(`The environment holds a connection ${connection.key}, not ${wanted}.`);
  }
  const { host, tokenUrl } = connection.fields;
  return remote(connection, String(host ?? tokenUrl));
};
