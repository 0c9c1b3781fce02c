import { databricksAction } from "../../databricksAction";
import { workspaceAccess } from "../../errors/requiredGrant";
import { path } from "../../http/path";
import { allUsersManage, newScopeName } from "../../inputs/secrets/secretInputs";
import { newSecretScopeExample } from "../../services/secrets/secretsExamples";

/**
 * Creates a secret scope that Databricks stores, and gives its name. The connection's identity may manage it.
 * https://docs.databricks.com/api/workspace/secrets/createscope
 */
export const createSecretScope = databricksAction({
  label: "Create Secret Scope",
  description: "Create a Databricks-backed secret scope, which the identity of the connection may manage.",
  effect: "write",
  grants: [workspaceAccess],
  inputs: { scopeName: newScopeName, allUsersManage },
  repeat: { kind: "refused", advice: "A scope that already exists is an error and is left unchanged." },
  perform: async (client, { scopeName: scope, allUsersManage: isShared }) => {
    const principal = isShared ? { initial_manage_principal: "users" } : {};
    await client.post(path`/api/2.0/secrets/scopes/create`, { scope, ...principal });
    return { name: scope, backend_type: newSecretScopeExample.backend_type };
  },
  example: newSecretScopeExample,
});
