import { canViewGenieSpace, toBeListed, workspaceAccess } from "../errors/requiredGrant";
import { lenientSchema } from "../http/schema";
import { genieSpaceExample } from "../services/genie/genieExamples";
import { fetchSpaces, type GenieSpace, genieSpaceSchema } from "../services/genie/genieSpaces";
import { picklist } from "./picklist";

const choice = ({ space_id, title }: GenieSpace) => ({ key: space_id, label: title || space_id });

/** Every Genie space by its title. https://docs.databricks.com/api/workspace/genie/listspaces */
export const selectGenieSpace = picklist({
  label: "Select Genie Space",
  description: "Select a Genie space of the workspace.",
  grants: [workspaceAccess, ...toBeListed([canViewGenieSpace])],
  choices: async (client) => (await fetchSpaces(client, lenientSchema(genieSpaceSchema))).map(choice),
  example: [choice(genieSpaceExample)],
});
