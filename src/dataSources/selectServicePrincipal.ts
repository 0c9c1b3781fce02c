import { workspaceAccess } from "../errors/requiredGrant";
import { lenientSchema } from "../http/schema";
import { servicePrincipalExamples } from "../services/access/accessExamples";
import { listPrincipals, servicePrincipalChoiceSchema } from "../services/access/principals";
import { picklist } from "./picklist";

const choice = ({ applicationId, displayName }: { applicationId: string; displayName?: string }) => ({
  key: applicationId,
  label: displayName || applicationId,
});

/**
 * Every service principal by name, with its application ID as its value.
 * https://docs.databricks.com/api/workspace/serviceprincipals/list
 */
export const selectServicePrincipal = picklist({
  label: "Select Service Principal",
  description: "Select a service principal of the workspace.",
  grants: [workspaceAccess],
  choices: async (client) =>
    (
      await listPrincipals(client, "servicePrincipal", lenientSchema(servicePrincipalChoiceSchema), {
        attributes: ["id", "applicationId", "displayName"],
      })
    ).map(choice),
  example: servicePrincipalExamples.map(choice),
});
