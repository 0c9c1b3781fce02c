/** The input of every connection for a host that serves several workspaces. */

export const workspaceId = {
  label: "Workspace ID",
  type: "string",
  required: false,
  shown: true,
  placeholder: "1234567890123456",
  example: "1234567890123456",
  comments:
    "The workspace ID, required if one host serves all workspaces of an account: the digits after ?o= in the workspace URL. Leave empty if the workspace has its own host, or if the URL above includes the ID.",
} as const;
