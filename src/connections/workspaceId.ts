/** The input of every connection for a host that serves several workspaces. */

export const workspaceId = {
  label: "Workspace ID",
  type: "string",
  required: false,
  shown: true,
  placeholder: "1234567890123456",
  example: "1234567890123456",
  comments:
    "Which workspace is meant, where one host serves all workspaces of an account: the digits behind ?o= in the address of the workspace. Empty where each workspace has a host of its own, or where the address above holds it.",
} as const;
