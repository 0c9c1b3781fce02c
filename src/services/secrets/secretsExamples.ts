/** Example scopes and secrets, without the values of secrets. */
import type { Secret, SecretScope } from "./secrets";

/** A scope: the example of every scope to read. */
export const secretScopeExample = { name: "billing", backend_type: "DATABRICKS" } satisfies SecretScope;

/** A scope to create. */
export const newSecretScopeExample = { name: "crm", backend_type: "DATABRICKS" } satisfies SecretScope;

/** A secret of that scope, as a list returns it. */
export const secretExample = {
  key: "api-key",
  last_updated_timestamp: Date.UTC(2025, 10, 4, 8, 30),
} satisfies Secret;
