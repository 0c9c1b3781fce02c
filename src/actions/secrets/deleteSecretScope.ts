import { databricksAction } from "../../databricksAction";
import { manageScopeGrant, workspaceAccess } from "../../errors/requiredGrant";
import { path } from "../../http/path";
import { ignoreMissingInput } from "../../inputs/files/listInputs";
import { secretScope } from "../../inputs/secrets/secretInputs";
import { awaitDeletion } from "../../services/awaitDeletion";
import { secretScopeExample } from "../../services/secrets/secretsExamples";

/**
 * Deletes a scope with all of its secrets and gives its name, and whether it existed.
 * https://docs.databricks.com/api/workspace/secrets/deletescope
 */
export const deleteSecretScope = databricksAction({
  label: "Delete Secret Scope",
  description: "Delete a secret scope with all of its secrets permanently.",
  effect: "write",
  grants: [manageScopeGrant, workspaceAccess],
  inputs: { secretScope, ignoreMissing: ignoreMissingInput("scope") },
  repeat: {
    kind: "refused",
    advice: "A scope that was already deleted is an error, unless Ignore Missing is true.",
  },
  perform: async (client, { secretScope: scope, ignoreMissing }) => {
    const deletion = client.post(path`/api/2.0/secrets/scopes/delete`, { scope });
    return { name: scope, deleted: await awaitDeletion(deletion, ignoreMissing) };
  },
  example: { name: secretScopeExample.name, deleted: true },
});
