import { databricksAction } from "../../databricksAction";
import { readScopeGrant, toBeListed, workspaceAccess } from "../../errors/requiredGrant";
import { fetchSecretScopes, type SecretScope, secretScopeSchema } from "../../services/secrets/secrets";
import { secretScopeExample } from "../../services/secrets/secretsExamples";

/**
 * Gives every secret scope that the connection's identity may see, an empty list if there are none.
 * https://docs.databricks.com/api/workspace/secrets/listscopes
 */
export const listSecretScopes = databricksAction({
  label: "List Secret Scopes",
  description: "List the secret scopes of the workspace.",
  effect: "read",
  grants: [workspaceAccess, ...toBeListed([readScopeGrant])],
  inputs: {},
  perform: (client): Promise<SecretScope[]> => fetchSecretScopes(client, secretScopeSchema),
  example: [secretScopeExample],
});
