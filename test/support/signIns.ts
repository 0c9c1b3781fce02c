/** Signs in as the platform does: with what the component publishes of its connections, and with no browser. */
import { createHash, randomBytes } from "node:crypto";
import type { Connection, ConnectionValue } from "@prismatic-io/spectral/dist/serverTypes";
import { component } from "./component";
import type { TestWorkspace } from "./workspace";

type Fields = Record<string, string>;

/** Where the platform has users sent back to. */
const callback = "https://oauth2.prismatic.io/callback";

/** Spectral's type lacks what its conversion passes on. */
const kindOf = (key: string): Connection & { oauth2PkceMethod?: string } => {
  const kind = component.connections.find((connection) => connection.key === key);
  if (!kind) throw new Error(`The component has no connection ${key}`);
  return kind;
};

const filled = (template: string, fields: Fields): string =>
  template.replace(/\{\{#(\w+)\}\}/g, (_slot, name: string) => fields[name] ?? "");

/** What a connection holds: what was typed, the defaults of what was not, and the templates filled in with both. */
export const fieldsOf = (key: string, typed: Fields): Fields => {
  const { inputs } = kindOf(key);
  const own = inputs.filter(({ type }) => type !== "template");
  const fields = Object.fromEntries(
    own.map(({ key: name, default: value }) => [name, typed[name] ?? String(value ?? "")]),
  );
  const templates = inputs.filter(({ type }) => type === "template");
  return {
    ...fields,
    ...Object.fromEntries(
      templates.map(({ key: name, default: value }) => [name, filled(String(value), fields)]),
    ),
  };
};

/** The local workspace speaks http, which no template does. */
const local = (address: string): string => address.replace(/^https:\/\/127\.0\.0\.1:/, "http://127.0.0.1:");

const answered = async (answer: Response): Promise<Record<string, unknown>> => {
  const body = await answer.text();
  if (!answer.ok) throw new Error(`No token: ${answer.status} ${body}`);
  return JSON.parse(body) as Record<string, unknown>;
};

/** Asks a token endpoint, with the client's credentials in a header or in the form; an app may have no secret. */
const askForToken = async (
  { tokenUrl = "", clientId = "", clientSecret = "" }: Fields,
  form: Fields,
  way: "header" | "form",
): Promise<Record<string, unknown>> => {
  const inForm = way === "form" || clientSecret === "";
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString("base64");
  const answer = await fetch(local(tokenUrl), {
    method: "POST",
    headers: inForm ? {} : { authorization: `Basic ${basic}` },
    body: new URLSearchParams({
      ...form,
      ...(inForm && { client_id: clientId, client_secret: clientSecret }),
    }),
    redirect: "error",
  });
  return answered(answer);
};

/** Sends a user to sign in; gives what comes back to the callback, and the verifier that only the platform knows. */
const authorize = async ({ authorizeUrl = "", clientId = "", scopes = "" }: Fields) => {
  const verifier = randomBytes(48).toString("base64url");
  const state = randomBytes(16).toString("hex");
  const query = new URLSearchParams({
    response_type: "code",
    client_id: clientId,
    redirect_uri: callback,
    scope: scopes,
    state,
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
  });
  const answer = await fetch(`${local(authorizeUrl)}?${query}`, { redirect: "manual" });
  const target = new URL(answer.headers.get("location") ?? "about:blank");
  if (`${target.origin}${target.pathname}` !== callback || target.searchParams.get("state") !== state) {
    throw new Error(`No code: ${answer.status} ${await answer.text()} ${target.href}`);
  }
  return { code: target.searchParams.get("code") ?? "", verifier };
};

/** The connection as actions get it; the host of the local workspace says that it speaks http. */
const connected = (
  key: string,
  { host, ...fields }: Fields,
  token: ConnectionValue["token"],
): ConnectionValue => ({
  key,
  configVarKey: "Databricks",
  fields: { ...fields, ...(host !== undefined && { host: local(`https://${host}`) }) },
  token,
});

/**
 * Signs in and gives the connection as actions get it.
 * @param key of the connection
 * @param typed what a person has typed into it
 * @throws Error with what the endpoint answered
 */
export const signInAs = async (
  key: string,
  typed: Fields,
  way: "header" | "form" = "header",
): Promise<ConnectionValue> => {
  const { oauth2Type, oauth2PkceMethod } = kindOf(key);
  const fields = fieldsOf(key, typed);
  const { scopes = "" } = fields;
  if (oauth2Type === "client_credentials") {
    const token = await askForToken(fields, { grant_type: "client_credentials", scope: scopes }, way);
    return connected(key, fields, token);
  }
  if (oauth2PkceMethod !== "S256") throw new Error(`${key} does not sign in with PKCE`);
  const { code, verifier } = await authorize(fields);
  const form = { grant_type: "authorization_code", code, redirect_uri: callback, code_verifier: verifier };
  return connected(key, fields, await askForToken(fields, form, way));
};

/** The same connection with a fresh token, renewed by its refresh token. */
export const renewed = async (connection: ConnectionValue): Promise<ConnectionValue> => {
  const refreshToken = String(connection.token?.refresh_token);
  const form = { grant_type: "refresh_token", refresh_token: refreshToken };
  return { ...connection, token: await askForToken(connection.fields as Fields, form, "header") };
};

const hostOf = ({ url }: TestWorkspace): string => new URL(url).host;

/** What a person types to sign in as a user of a workspace, through its app with a secret or the one without. */
export const userFields = (workspace: TestWorkspace, app: "secret" | "public" = "secret"): Fields => ({
  host: hostOf(workspace),
  clientId: app === "secret" ? workspace.clients.app_client_id : workspace.clients.public_app_client_id,
  ...(app === "secret" && { clientSecret: workspace.clients.app_client_secret }),
});

/** What a person types to sign in as a workspace's application of Microsoft Entra ID. */
export const entraFields = (workspace: TestWorkspace, tenant: "own" | "other" = "own"): Fields => ({
  host: hostOf(workspace),
  tenantId: tenant === "own" ? workspace.clients.entra_tenant_id : workspace.clients.entra_other_tenant_id,
  clientId: workspace.clients.entra_client_id,
  clientSecret: workspace.clients.entra_client_secret,
  loginHost: hostOf(workspace),
});

/** What Entra's older endpoint answers to a workspace's application that asks for a token for a resource. */
export const olderEntra = async ({ url, clients }: TestWorkspace, resource: string): Promise<unknown> => {
  const answer = await fetch(`${url}/${clients.entra_tenant_id}/oauth2/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: clients.entra_client_id,
      client_secret: clients.entra_client_secret,
      resource,
    }),
  });
  return answer.json();
};
