import { workspaceAccess } from "../errors/requiredGrant";
import { lenientSchema } from "../http/schema";
import { bareGroupExamples } from "../services/access/accessExamples";
import { groupChoiceSchema, listPrincipals } from "../services/access/principals";
import { picklist } from "./picklist";

const choice = ({ displayName }: { displayName: string }) => ({
  key: displayName,
  label: displayName,
});

/** Every group by name. https://docs.databricks.com/api/workspace/groups/list */
export const selectGroup = picklist({
  label: "Select Group",
  description: "Select a group of the workspace.",
  grants: [workspaceAccess],
  choices: async (client) =>
    (
      await listPrincipals(client, "group", lenientSchema(groupChoiceSchema), {
        attributes: ["id", "displayName"],
      })
    ).map(choice),
  example: bareGroupExamples.map(choice),
});
