import { databricksAction } from "../../databricksAction";
import { workspaceAccess, writeScopeGrant } from "../../errors/requiredGrant";
import { path } from "../../http/path";
import { ignoreMissingInput } from "../../inputs/files/listInputs";
import { secretKey, secretScope } from "../../inputs/secrets/secretInputs";
import { awaitDeletion } from "../../services/awaitDeletion";
import { secretExample, secretScopeExample } from "../../services/secrets/secretsExamples";

/**
 * Deletes a secret and gives its scope and key, and whether it existed.
 * https://docs.databricks.com/api/workspace/secrets/deletesecret
 */
export const deleteSecret = databricksAction({
  label: "Delete Secret",
  description: "Delete a secret from a scope permanently.",
  effect: "write",
  grants: [writeScopeGrant, workspaceAccess],
  inputs: { secretScope, secretKey, ignoreMissing: ignoreMissingInput("secret") },
  repeat: {
    kind: "refused",
    advice: "A secret that was already deleted is an error, unless Ignore Missing is true.",
  },
  perform: async (client, { secretScope: scope, secretKey: key, ignoreMissing }) => {
    const deletion = client.post(path`/api/2.0/secrets/delete`, { scope, key });
    return { scope, key, deleted: await awaitDeletion(deletion, ignoreMissing) };
  },
  example: { scope: secretScopeExample.name, key: secretExample.key, deleted: true },
});
