/** The inputs of a service principal whose secret was generated in Databricks. */
import { secretText } from "./connectionInputs";

export const clientInputs = {
  clientId: {
    label: "Client ID",
    type: "string",
    required: true,
    shown: true,
    placeholder: "5b6a1f0e-7c3d-4f21-9a0e-2d8c4b7f6e15",
    example: "5b6a1f0e-7c3d-4f21-9a0e-2d8c4b7f6e15",
    comments:
      "The client ID (application ID) of the service principal, which must be in the workspace. See [OAuth for service principals](https://docs.databricks.com/aws/en/dev-tools/auth/oauth-m2m).",
  },
  clientSecret: {
    label: "Client Secret",
    type: "password",
    required: true,
    shown: true,
    placeholder: "dose0123456789abcdef0123456789abcdef",
    comments:
      "An OAuth secret of the service principal, generated in Databricks. A secret created in Microsoft Entra ID does not work here.",
  },
} as const;

/**
 * Reads both.
 * @throws Error that names the input to change
 */
export const clientOf = (fields: Record<string, unknown>): { clientId: string; clientSecret: string } => ({
  clientId: secretText(fields.clientId, clientInputs.clientId.label),
  clientSecret: secretText(fields.clientSecret, clientInputs.clientSecret.label),
});
