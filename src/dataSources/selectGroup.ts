import { workspaceAccess } from "../errors/requiredGrant";
import { lenientSchema } from "../http/schema";
import { groupExamples } from "../services/access/accessExamples";
import { listPrincipals, type ScimResource, scimResourceSchema } from "../services/access/principals";
import { picklist } from "./picklist";

const choice = ({ displayName = "" }: Pick<ScimResource, "displayName">) => ({
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
      await listPrincipals(client, "group", lenientSchema(scimResourceSchema), {
        attributes: ["id", "displayName"],
      })
    ).map(choice),
  example: groupExamples.map(choice),
});
