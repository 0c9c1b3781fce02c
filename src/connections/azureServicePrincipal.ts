/**
 * Sign-in as a service principal of Microsoft Entra ID: its client credentials are exchanged at Entra, not at the
 * workspace, for a token of about an hour.
 * https://learn.microsoft.com/en-us/azure/databricks/dev-tools/auth/azure-sp
 */
import { type Connection, OAuth2Type, oauth2Connection } from "@prismatic-io/spectral";
import type { WorkspaceAuth } from "../http/auth";
import { fixedToken } from "../http/tokenSource";
import { hostInput, refuseLinkLocal, workspaceAddress } from "./connectionInputs";
import { costTags } from "./costTags";
import { platformToken } from "./platformToken";
import { safetySwitches } from "./safetySwitches";
import { workspaceId } from "./workspaceId";

/** The ID of Azure Databricks in Entra, the same in every directory and cloud. */
const azureDatabricks = "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d";

export const azureServicePrincipal = oauth2Connection({
  key: "azureServicePrincipal",
  display: {
    label: "Databricks Azure Service Principal",
    description:
      "Signs in to an Azure Databricks workspace as a Microsoft Entra ID service principal (OAuth 2.0 client credentials).",
    icons: {
      avatarPath: "connections/azureServicePrincipal.png",
      oauth2ConnectionIconPath: "connections/azureServicePrincipal.png",
    },
  },
  oauth2Type: OAuth2Type.ClientCredentials,
  inputs: {
    host: hostInput(
      "The full host name of the workspace, for example adb-1234567890123456.7.azuredatabricks.net.",
      "adb-1234567890123456.7.azuredatabricks.net",
    ),
    tenantId: {
      label: "Tenant ID",
      type: "string",
      required: true,
      shown: true,
      placeholder: "3f0c8a52-6d1e-4b97-a4c2-58e7d9b01f36",
      example: "3f0c8a52-6d1e-4b97-a4c2-58e7d9b01f36",
      comments:
        "The directory (tenant) ID of Microsoft Entra ID, from the app registration's overview. It must be the tenant of the workspace.",
    },
    clientId: {
      label: "Application (Client) ID",
      type: "string",
      required: true,
      shown: true,
      placeholder: "c81b5e7d-2f94-4a06-9d3e-7b60f1a8c245",
      example: "c81b5e7d-2f94-4a06-9d3e-7b60f1a8c245",
      comments:
        "The application (client) ID of the app registration. Its service principal must be added to the workspace. See [Microsoft Entra service principals](https://learn.microsoft.com/en-us/azure/databricks/dev-tools/auth/azure-sp).",
    },
    clientSecret: {
      label: "Client Secret",
      type: "password",
      required: true,
      shown: true,
      placeholder: "Value of the client secret",
      comments:
        "The value of a client secret of the app registration, not its secret ID. A secret created in Databricks does not work here.",
    },
    scopes: {
      label: "Scopes",
      type: "string",
      required: true,
      shown: true,
      default: `${azureDatabricks}/.default`,
      placeholder: `${azureDatabricks}/.default`,
      example: `${azureDatabricks}/.default`,
      comments:
        "The scope of the token: the application ID of Azure Databricks, which is the same in every tenant, followed by /.default.",
    },
    loginHost: {
      label: "Login Host",
      type: "string",
      required: true,
      shown: true,
      default: "login.microsoftonline.com",
      placeholder: "login.microsoftonline.com",
      example: "login.microsoftonline.com",
      comments:
        "The sign-in host of Microsoft Entra ID: login.microsoftonline.com, login.microsoftonline.us for Azure Government or login.chinacloudapi.cn for Azure China.",
    },
    tokenUrl: {
      label: "Token URL",
      type: "template",
      templateValue: "https://{{#loginHost}}/{{#tenantId}}/oauth2/v2.0/token",
      comments: "The token endpoint of the tenant, derived from Login Host and Tenant ID.",
    },
    workspaceId,
    costTags,
    ...safetySwitches,
  },
});

/**
 * Reads the workspace's host of a connection, and the token that the platform fetched from Entra.
 * @throws Error that names the input to change
 */
export const signInAsAzurePrincipal = (connection: Connection): WorkspaceAuth => {
  const { fields } = connection;
  const address = workspaceAddress(fields, "host", "Host");
  refuseLinkLocal(fields.loginHost, "Login Host");
  const check = "check Tenant ID, Application (Client) ID, Client Secret, Scopes and Login Host";
  return { ...address, tokens: fixedToken(platformToken(connection, check)) };
};
