import { workspaceAccess } from "../errors/requiredGrant";
import { lenientSchema } from "../http/schema";
import { userExamples } from "../services/access/accessExamples";
import { listPrincipals, userChoiceSchema } from "../services/access/principals";
import { picklist } from "./picklist";

const choice = ({ userName, displayName }: { userName: string; displayName?: string }) => ({
  key: userName,
  label: displayName && displayName !== userName ? `${displayName} (${userName})` : userName,
});

/** Every user by name, with the e-mail address. https://docs.databricks.com/api/workspace/users/list */
export const selectUser = picklist({
  label: "Select User",
  description: "Select a user of the workspace.",
  grants: [workspaceAccess],
  choices: async (client) =>
    (
      await listPrincipals(client, "user", lenientSchema(userChoiceSchema), {
        attributes: ["id", "userName", "displayName"],
      })
    ).map(choice),
  example: userExamples.map(choice),
});
