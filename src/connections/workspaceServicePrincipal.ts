/**
 * Sign-in as a service principal: OAuth 2.0 client credentials, exchanged by the platform for a token of an hour.
 * https://docs.databricks.com/dev-tools/auth/oauth-m2m
 */
import { type Connection, OAuth2Type, oauth2Connection } from "@prismatic-io/spectral";
import type { WorkspaceAuth } from "../http/auth";
import { fixedToken } from "../http/tokenSource";
import { workspaceAddress } from "./connectionInputs";
import { costTags } from "./costTags";
import { invalidTokenUrlHint, platformToken } from "./platformToken";
import { safetySwitches } from "./safetySwitches";
import { workspaceId } from "./workspaceId";

export const workspaceServicePrincipal = oauth2Connection({
  key: "workspaceServicePrincipal",
  display: {
    label: "Databricks Workspace Service Principal",
    description: "Signs in to a Databricks workspace as a service principal (OAuth 2.0 client credentials).",
    icons: {
      avatarPath: "connections/workspaceServicePrincipal.png",
      oauth2ConnectionIconPath: "connections/workspaceServicePrincipal.png",
    },
  },
  oauth2Type: OAuth2Type.ClientCredentials,
  inputs: {
    tokenUrl: {
      label: "Token URL",
      type: "string",
      required: true,
      shown: true,
      default: "https://dbc-REPLACE-ME.cloud.databricks.com/oidc/v1/token",
      placeholder: "https://dbc-REPLACE-ME.cloud.databricks.com/oidc/v1/token",
      example: "https://dbc-1234567890123456.cloud.databricks.com/oidc/v1/token",
      comments:
        "The token endpoint of the workspace. Replace REPLACE-ME, or the whole host, to match the URL of the workspace.",
    },
    scopes: {
      label: "Scopes",
      type: "string",
      required: true,
      shown: true,
      default: "all-apis",
      placeholder: "all-apis",
      example: "all-apis",
      comments: "The OAuth scopes to request, separated by spaces. Defaults to all-apis.",
    },
    clientId: {
      label: "Service Principal Client ID",
      type: "string",
      required: true,
      shown: true,
      placeholder: "5b6a1f0e-7c3d-4f21-9a0e-2d8c4b7f6e15",
      example: "5b6a1f0e-7c3d-4f21-9a0e-2d8c4b7f6e15",
      comments:
        "The client ID (application ID) of the service principal. It must have workspace-level permissions. See [OAuth for service principals](https://docs.databricks.com/aws/en/dev-tools/auth/oauth-m2m).",
    },
    clientSecret: {
      label: "Service Principal Client Secret",
      type: "password",
      required: true,
      shown: true,
      placeholder: "dose0123456789abcdef0123456789abcdef",
      comments: "An OAuth secret of the service principal.",
    },
    workspaceId,
    costTags,
    ...safetySwitches,
  },
});

/**
 * Reads the workspace's host from the token URL, and the token that the platform fetched.
 * @throws Error that names the input to change
 */
export const signInAsServicePrincipal = (connection: Connection): WorkspaceAuth => {
  const { fields } = connection;
  const address = workspaceAddress(fields, "tokenUrl", "Token URL");
  const check = `${invalidTokenUrlHint(fields.tokenUrl)}check Token URL, Service Principal Client ID and Service Principal Client Secret. A secret created in Microsoft Entra ID needs a connection of the kind Databricks Azure Service Principal`;
  return { ...address, tokens: fixedToken(platformToken(connection, check)) };
};
