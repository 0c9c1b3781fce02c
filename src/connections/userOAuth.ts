/**
 * Sign-in as a user: OAuth 2.0 with an authorization code and PKCE, through an app connection of the Databricks account.
 * https://docs.databricks.com/dev-tools/auth/oauth-u2m
 */
import { type Connection, OAuth2PkceMethod, OAuth2Type, oauth2Connection } from "@prismatic-io/spectral";
import type { WorkspaceAuth } from "../http/auth";
import { fixedToken } from "../http/tokenSource";
import { hostInput, workspaceAddress } from "./connectionInputs";
import { costTags } from "./costTags";
import { invalidHostHint, platformToken } from "./platformToken";
import { safetySwitches } from "./safetySwitches";
import { workspaceId } from "./workspaceId";

export const userOAuth = oauth2Connection({
  key: "userOAuth",
  display: {
    label: "Databricks User Sign-In",
    description:
      "Signs in to a Databricks workspace as the user who connects it (OAuth 2.0 authorization code with PKCE).",
    icons: { avatarPath: "connections/userOAuth.png", oauth2ConnectionIconPath: "connections/userOAuth.png" },
  },
  oauth2Type: OAuth2Type.AuthorizationCode,
  oauth2PkceMethod: OAuth2PkceMethod.S256,
  inputs: {
    host: hostInput(
      "The full host name of the workspace and nothing else, for example dbc-1234567890123456.cloud.databricks.com, without https:// or a trailing slash. The sign-in URLs are built from the exact value.",
    ),
    clientId: {
      label: "Client ID",
      type: "string",
      required: true,
      shown: true,
      placeholder: "7d2c9a40-1e5b-4c83-b6f7-93a0d8e4512c",
      example: "7d2c9a40-1e5b-4c83-b6f7-93a0d8e4512c",
      comments:
        "The client ID of the app connection, created in the Databricks account console under Settings > App connections. See [Custom OAuth applications](https://docs.databricks.com/aws/en/integrations/enable-disable-oauth).",
    },
    clientSecret: {
      label: "Client Secret",
      type: "password",
      required: false,
      shown: true,
      placeholder: "dose0123456789abcdef0123456789abcdef",
      comments: "The client secret of the app connection. Leave empty if it has none.",
    },
    scopes: {
      label: "Scopes",
      type: "string",
      required: true,
      shown: true,
      default: "all-apis offline_access",
      placeholder: "all-apis offline_access",
      example: "all-apis offline_access",
      comments:
        "The OAuth scopes to request, separated by spaces. Without offline_access, the sign-in expires after about an hour and cannot be renewed.",
    },
    authorizeUrl: {
      label: "Authorize URL",
      type: "template",
      templateValue: "https://{{#host}}/oidc/v1/authorize",
      comments: "The authorization endpoint of the workspace, derived from Host.",
    },
    tokenUrl: {
      label: "Token URL",
      type: "template",
      templateValue: "https://{{#host}}/oidc/v1/token",
      comments: "The token endpoint of the workspace, derived from Host.",
    },
    workspaceId,
    costTags,
    ...safetySwitches,
  },
});

/**
 * Reads the host of a connection, and the token that the platform fetched.
 * @throws Error that names the input to change
 */
export const signInAsUser = (connection: Connection): WorkspaceAuth => {
  const { fields } = connection;
  const address = workspaceAddress(fields, "host", "Host");
  const check = `${invalidHostHint(fields.host, address.baseUrl)}check Host, Client ID, Client Secret and Scopes, and that the app connection has the redirect URL`;
  return { ...address, tokens: fixedToken(platformToken(connection, check)) };
};
