/** Sign-in with a personal access token. https://docs.databricks.com/dev-tools/auth/pat */
import { type Connection, connection } from "@prismatic-io/spectral";
import type { WorkspaceAuth } from "../http/auth";
import { fixedToken } from "../http/tokenSource";
import { hostInput, secretText, workspaceAddress } from "./connectionInputs";
import { costTags } from "./costTags";
import { safetySwitches } from "./safetySwitches";
import { workspaceId } from "./workspaceId";

export const personalAccessToken = connection({
  key: "personalAccessToken",
  display: {
    label: "Databricks Personal Access Token",
    description: "Signs in to a Databricks workspace with a personal access token.",
    icons: { avatarPath: "connections/personalAccessToken.png" },
  },
  inputs: {
    host: hostInput(
      "The full host name of the workspace, for example dbc-1234567890123456.cloud.databricks.com (AWS), adb-1234567890123456.7.azuredatabricks.net (Azure) or 1234567890123456.7.gcp.databricks.com (GCP).",
    ),
    apiKey: {
      label: "Personal Access Token",
      type: "password",
      required: true,
      shown: true,
      placeholder: "dapi0123456789abcdef0123456789abcdef",
      comments:
        "The personal access token, created in the workspace under User Settings > Developer > Access Tokens > Manage > Generate New Token.",
    },
    workspaceId,
    costTags,
    ...safetySwitches,
  },
});

/**
 * Reads the host and the token of a connection.
 * @throws Error that names the input to change
 */
export const signInWithToken = ({ fields }: Connection): WorkspaceAuth => {
  const address = workspaceAddress(fields, "host", "Host");
  return { ...address, tokens: fixedToken(secretText(fields.apiKey, "Personal Access Token")) };
};
