/** Where an action runs and how it signs in: a local workspace, or what the environment says. */
import type { Component, Connection, ConnectionValue } from "@prismatic-io/spectral/dist/serverTypes";
import type { RunningWorkspace } from "../packages/emulator/src/server";
import { workspaceIdOf, workspaceUrl } from "../src/connections/connectionInputs";
import { isLoopback } from "../src/http/addresses";
import { didYouMean } from "./nearest";
import { withAzurePrincipal, withLocalUser, withServicePrincipal, withToken } from "./signIn";

/** A connection to run with, for as long as it is open. */
interface Access {
  connection: ConnectionValue;
  /** Where it leads, for people. */
  where: string;
  /** What must not be printed. */
  secrets: string[];
  /** Whether it leads to a local workspace that ends with it. */
  isLocal: boolean;
  close(): Promise<void>;
}

type Environment = Readonly<Record<string, string | undefined>>;

const secretsOf = ({ fields, token }: ConnectionValue): string[] =>
  [fields.apiKey, fields.clientSecret, token?.access_token, token?.refresh_token].filter(
    (value): value is string => typeof value === "string",
  );

const remote = (connection: ConnectionValue, where: string): Access => ({
  connection,
  where,
  secrets: secretsOf(connection),
  isLocal: false,
  close: async () => {},
});

/**
 * The kind of connection whose required fields are all there; a key of its own decides where there is one. Among those
 * that fit, it is the one that knows the most of the fields: some kinds have all that another needs.
 */
const kindOf = (value: Partial<ConnectionValue>, { connections }: Component): string => {
  const given = Object.keys(value.fields ?? {});
  const unknownTo = ({ inputs }: Connection): number =>
    given.filter((name) => !inputs.some(({ key }) => key === name)).length;
  const [fitting] = connections
    .filter(({ inputs }) => inputs.every(({ key, required }) => !required || given.includes(key)))
    .sort((one, other) => unknownTo(one) - unknownTo(other));
  const kind = connections.find(({ key }) => key === value.key) ?? fitting;
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

/** A client's id and secret, where the environment has both. */
const clientOf = (clientId: string | undefined, clientSecret: string | undefined) =>
  clientId && clientSecret ? { clientId, clientSecret } : undefined;

/** Where Microsoft Entra ID answers; the local workspace plays it, too. */
const entraOf = (host: string): string =>
  isLoopback(new URL(host).hostname) ? host : "https://login.microsoftonline.com";

/** The same connection with the ID of its workspace, where the environment names one on a host that serves several. */
const ofWorkspace = (connection: ConnectionValue, env: Environment): ConnectionValue => {
  const { DATABRICKS_WORKSPACE_ID: given, DATABRICKS_HOST: host } = env;
  const workspaceId = workspaceIdOf(given, host, "DATABRICKS_HOST");
  return workspaceId === undefined
    ? connection
    : { ...connection, fields: { ...connection.fields, workspaceId } };
};

const fromHost = async (env: Environment, wanted = ""): Promise<ConnectionValue> => {
  const host = workspaceUrl(env.DATABRICKS_HOST, "DATABRICKS_HOST");
  const { DATABRICKS_TOKEN: token, ARM_TENANT_ID: tenantId } = env;
  const own = clientOf(env.DATABRICKS_CLIENT_ID, env.DATABRICKS_CLIENT_SECRET);
  const azure = clientOf(env.ARM_CLIENT_ID, env.ARM_CLIENT_SECRET);
  const held: Record<string, () => Promise<ConnectionValue>> = {
    ...(token && { personalAccessToken: async () => withToken(host, token) }),
    ...(own && { workspaceServicePrincipal: () => withServicePrincipal({ host, ...own }) }),
    ...(azure &&
      tenantId && {
        azureServicePrincipal: () => withAzurePrincipal({ host, tenantId, entra: entraOf(host), ...azure }),
      }),
  };
  const connect = held[wanted] ?? Object.values(held)[0];
  if (connect) return ofWorkspace(await connect(), env);
  throw new Error(
    "DATABRICKS_HOST is set, but no sign-in: set DATABRICKS_TOKEN, or DATABRICKS_CLIENT_ID and DATABRICKS_CLIENT_SECRET, or ARM_TENANT_ID, ARM_CLIENT_ID and ARM_CLIENT_SECRET.",
  );
};

/** A connection of a kind to a local workspace; with a token where no kind is wanted. */
const toLocal = async (running: RunningWorkspace, kind: string | undefined): Promise<ConnectionValue> => {
  const { url: host, token, clientId, clientSecret, app, entra } = running;
  if (kind === "workspaceServicePrincipal") return withServicePrincipal({ host, clientId, clientSecret });
  if (kind === "userOAuth") return withLocalUser({ host, ...app });
  if (kind === "azureServicePrincipal") return withAzurePrincipal({ ...entra, host, entra: host });
  return withToken(host, token);
};

const local = async (kind: string | undefined): Promise<Access> => {
  // Loaded only now: a call to a real workspace does not pay for the local one.
  const {
    startWorkspace,
  }: typeof import("../packages/emulator/src/server") = require("../packages/emulator/src/server");
  const { seed }: typeof import("../demo/localSeed") = require("../demo/localSeed");
  const running = await startWorkspace({ seed });
  const { url, close } = running;
  try {
    const connection = await toLocal(running, kind);
    return {
      connection,
      where: `a local workspace at ${url}`,
      secrets: secretsOf(connection),
      isLocal: true,
      close,
    };
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
  // A host may be the beginning of a tunnel.
  const { workspaceHost, host, tokenUrl } = connection.fields;
  return remote(connection, String(workspaceHost ?? host ?? tokenUrl ?? "a workspace that is not named"));
};
