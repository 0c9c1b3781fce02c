/**
 * Sign-in to a workspace in a private network, through an on-premise agent that the platform connects to there, with a
 * personal access token or as a service principal.
 * https://prismatic.io/docs/integrations/connections/on-prem-agent
 */
import { type Connection, onPremConnection } from "@prismatic-io/spectral";
import { isLinkLocal } from "../http/addresses";
import type { WorkspaceAuth } from "../http/auth";
import { fixedToken, type TokenSource } from "../http/tokenSource";
import type { Tunnel } from "../http/tunnel";
import { clientCredentialsToken } from "./clientCredentials";
import { clientInputs, clientOf } from "./clientInputs";
import { secretText, workspaceAddress } from "./connectionInputs";
import { costTags } from "./costTags";
import { personalAccessToken } from "./personalAccessToken";
import { safetySwitches } from "./safetySwitches";
import { workspaceId } from "./workspaceId";

const exampleHost = "adb-1234567890123456.7.azuredatabricks.net";

const tokenLabel = personalAccessToken.inputs.apiKey.label;

export const privateWorkspace = onPremConnection({
  key: "privateWorkspace",
  display: {
    label: "Databricks Private Workspace",
    description:
      "Signs in to a Databricks workspace in a private network, through an on-premise agent, with a personal access token or as a service principal.",
    icons: { avatarPath: "connections/privateWorkspace.png" },
  },
  inputs: {
    host: {
      label: "Host",
      type: "string",
      required: false,
      shown: true,
      onPremControlled: true,
      placeholder: exampleHost,
      example: exampleHost,
      comments:
        "The host to connect to. An on-premise agent sets it. Without an agent, leave it empty or enter the host of the workspace.",
    },
    port: {
      label: "Port",
      type: "string",
      required: false,
      shown: true,
      onPremControlled: true,
      default: "443",
      placeholder: "443",
      example: "443",
      comments: "The port to connect to. An on-premise agent sets it. Defaults to 443.",
    },
    workspaceHost: {
      label: "Workspace Host",
      type: "string",
      required: true,
      shown: true,
      placeholder: exampleHost,
      example: exampleHost,
      comments:
        "The workspace's own full host name, even if an on-premise agent connects to it: its certificate is checked for this name.",
    },
    apiKey: {
      ...personalAccessToken.inputs.apiKey,
      required: false,
      comments:
        "A personal access token, created in the workspace under User Settings > Developer > Access Tokens. Leave empty to sign in as a service principal.",
    },
    clientId: {
      ...clientInputs.clientId,
      required: false,
      comments: `${clientInputs.clientId.comments} Leave empty to sign in with a personal access token.`,
    },
    clientSecret: { ...clientInputs.clientSecret, required: false },
    workspaceId,
    costTags,
    ...safetySwitches,
  },
});

const textOf = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" ? String(value).trim() : "";

const readPort = (value: unknown): number => {
  const text = textOf(value) || "443";
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65_535) throw new Error("Port is not a port: enter a number from 1 to 65535.");
  return port;
};

/** The host of a tunnel, a name or an address; of a link only its host. */
const readTunnelHost = (text: string): string => {
  const host = text
    .replace(/^https?:\/\//i, "")
    .replace(/[/?#].*$/s, "")
    .replace(/^\[([\da-f:.]+)\]$/i, "$1")
    .toLowerCase();
  const isAddress = host.includes(":") && /^[\da-f:.]+$/.test(host);
  if (!isAddress && !/^[a-z\d_](?:[a-z\d._-]{0,252})$/.test(host)) {
    throw new Error(
      "Host is not a host name or an address. An on-premise agent sets it; leave it empty otherwise.",
    );
  }
  if (isLinkLocal(host)) {
    throw new Error(`Host leads to ${host}, which only the machine that the integration runs on can reach.`);
  }
  return host;
};

/** Where the agent's tunnel begins; undefined where the host is the workspace itself, or none. */
const tunnelOf = (fields: Connection["fields"], { hostname, port: own }: URL): Tunnel | undefined => {
  const text = textOf(fields.host);
  if (text === "") return undefined;
  const host = readTunnelHost(text);
  const port = readPort(fields.port);
  const isWorkspace = host === hostname.replace(/^\[|\]$/g, "") && [Number(own || 443), 443].includes(port);
  return isWorkspace ? undefined : { host, port };
};

const tokensOf = (
  fields: Connection["fields"],
  way: Pick<WorkspaceAuth, "baseUrl" | "tunnel">,
): TokenSource => {
  const hasToken = textOf(fields.apiKey) !== "";
  const hasClient = textOf(fields.clientId) !== "" || textOf(fields.clientSecret) !== "";
  const { clientId, clientSecret } = clientInputs;
  if (hasToken && hasClient) {
    throw new Error(
      `${tokenLabel} and ${clientId.label} are both given. Enter ${tokenLabel}, or ${clientId.label} and ${clientSecret.label}.`,
    );
  }
  if (!hasToken && !hasClient) {
    throw new Error(
      `${tokenLabel} is empty. Enter it, or ${clientId.label} and ${clientSecret.label} of a service principal.`,
    );
  }
  return hasToken
    ? fixedToken(secretText(fields.apiKey, tokenLabel))
    : clientCredentialsToken({ ...way, ...clientOf(fields) });
};

/**
 * Reads where the workspace is, the way there and how to sign in.
 * @throws Error that names the input to change
 */
export const signInToPrivateWorkspace = ({ fields }: Connection): WorkspaceAuth => {
  const address = workspaceAddress(fields, "workspaceHost", privateWorkspace.inputs.workspaceHost.label);
  const { baseUrl } = address;
  const tunnel = tunnelOf(fields, new URL(baseUrl));
  return { ...address, tunnel, tokens: tokensOf(fields, { baseUrl, tunnel }) };
};
