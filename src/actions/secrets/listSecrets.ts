import { databricksAction } from "../../databricksAction";
import { readScopeGrant, workspaceAccess } from "../../errors/requiredGrant";
import { secretScope } from "../../inputs/secrets/secretInputs";
import { fetchSecrets, type Secret, secretSchema } from "../../services/secrets/secrets";
import { secretExample } from "../../services/secrets/secretsExamples";

/**
 * Takes a scope's name and gives the keys of its secrets, never their values; an empty list if it has none.
 * https://docs.databricks.com/api/workspace/secrets/listsecrets
 */
export const listSecrets = databricksAction({
  label: "List Secrets",
  description: "List the keys of the secrets in a scope. Their values are not returned.",
  effect: "read",
  grants: [readScopeGrant, workspaceAccess],
  inputs: { secretScope },
  perform: (client, { secretScope: scope }): Promise<Secret[]> => fetchSecrets(client, scope, secretSchema),
  example: [secretExample],
});
