import { readScopeGrant, toBeListed, workspaceAccess } from "../errors/requiredGrant";
import { lenientSchema } from "../http/schema";
import { fetchSecretScopes, type SecretScope, secretScopeSchema } from "../services/secrets/secrets";
import { secretScopeExample } from "../services/secrets/secretsExamples";
import { picklist } from "./picklist";

const choice = ({ name }: SecretScope) => ({ key: name, label: name });

/** Every secret scope by its name. https://docs.databricks.com/api/workspace/secrets/listscopes */
export const selectSecretScope = picklist({
  label: "Select Secret Scope",
  description: "Select a secret scope of the workspace.",
  grants: [workspaceAccess, ...toBeListed([readScopeGrant])],
  choices: async (client) => (await fetchSecretScopes(client, lenientSchema(secretScopeSchema))).map(choice),
  example: [choice(secretScopeExample)],
});
