import { readScopeGrant, toBeListed, workspaceAccess } from "../errors/requiredGrant";
import { lenientSchema } from "../http/schema";
import { fetchSecretScopes, type SecretScope, secretScopeSchema } from "../services/secrets/secrets";
import { secretScopeExample } from "../services/secrets/secretsExamples";
import { withState } from "./choices";
import { picklist } from "./picklist";

/** Nothing can be stored in a scope of another backend, such as Azure Key Vault. */
const choice = ({ name, backend_type: backend }: SecretScope) => ({
  key: name,
  label: withState(name, backend === "DATABRICKS" ? undefined : backend),
});

/** Every secret scope by its name, with its backend unless that is Databricks itself. https://docs.databricks.com/api/workspace/secrets/listscopes */
export const selectSecretScope = picklist({
  label: "Select Secret Scope",
  description: "Select a secret scope of the workspace.",
  grants: [workspaceAccess, ...toBeListed([readScopeGrant])],
  choices: async (client) => (await fetchSecretScopes(client, lenientSchema(secretScopeSchema))).map(choice),
  example: [choice(secretScopeExample)],
});
