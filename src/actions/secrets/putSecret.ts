import { databricksAction } from "../../databricksAction";
import { workspaceAccess, writeScopeGrant } from "../../errors/requiredGrant";
import { secretKey, secretScope, secretValue } from "../../inputs/secrets/secretInputs";
import { secretExample, secretScopeExample } from "../../services/secrets/secretsExamples";
import { storeSecret } from "../../services/secrets/storeSecret";

/**
 * Creates a secret, or replaces its value, and gives its scope and key. The value never appears in a log, error or
 * result.
 * https://docs.databricks.com/api/workspace/secrets/putsecret
 */
export const putSecret = databricksAction({
  label: "Put Secret",
  description: "Create a secret in a scope, or replace the value of an existing one.",
  effect: "write",
  grants: [writeScopeGrant, workspaceAccess],
  inputs: { secretScope, secretKey, secretValue },
  repeat: { kind: "sameState" },
  perform: async (client, { secretScope: scope, secretKey: key, secretValue: value }) => {
    await storeSecret(client, { scope, key, value });
    return { scope, key };
  },
  example: { scope: secretScopeExample.name, key: secretExample.key },
});
