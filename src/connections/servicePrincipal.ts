/**
 * Sign-in as a service principal by the workspace's host: OAuth 2.0 client credentials, which the component exchanges
 * itself (see clientCredentials).
 * https://docs.databricks.com/dev-tools/auth/oauth-m2m
 */
import { type Connection, connection } from "@prismatic-io/spectral";
import type { WorkspaceAuth } from "../http/auth";
import { clientCredentialsToken } from "./clientCredentials";
import { clientInputs, clientOf } from "./clientInputs";
import { hostInput, workspaceAddress } from "./connectionInputs";
import { costTags } from "./costTags";
import { safetySwitches } from "./safetySwitches";
import { workspaceId } from "./workspaceId";

export const servicePrincipal = connection({
  key: "servicePrincipal",
  display: {
    label: "Databricks Service Principal",
    description:
      "Signs in to a Databricks workspace as a service principal (OAuth 2.0 client credentials), with the workspace's host.",
    icons: { avatarPath: "connections/servicePrincipal.png" },
  },
  inputs: {
    host: hostInput(
      "The host name of the workspace, or any URL within it, as shown in the browser, for example dbc-1234567890123456.cloud.databricks.com (AWS), adb-1234567890123456.7.azuredatabricks.net (Azure) or 1234567890123456.7.gcp.databricks.com (GCP).",
    ),
    ...clientInputs,
    workspaceId,
    costTags,
    ...safetySwitches,
  },
});

/**
 * Reads the host of a connection, and what its tokens are fetched with.
 * @throws Error that names the input to change
 */
export const signInAsPrincipal = ({ fields }: Connection): WorkspaceAuth => {
  const address = workspaceAddress(fields, "host", "Host");
  return { ...address, tokens: clientCredentialsToken({ baseUrl: address.baseUrl, ...clientOf(fields) }) };
};
