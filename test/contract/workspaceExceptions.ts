/** Where secret scopes rightly depart from Databricks' API description. */
import type { Field } from "../../packages/emulator/src/contract/description";

const secretScopes = "https://docs.databricks.com/api/workspace/secrets/listscopes";

const field = (name: string, type: string): Field => ({ name, in: "body", type, required: false });

/** The list of scopes. */
export const listSecretScopes = {
  method: "GET",
  path: "/api/2.0/secrets/scopes/list",
  response: "workspace.ListScopesResponse",
  why: "The description leaves out operations whose request has no fields.",
  source: secretScopes,
};

/** What the list of scopes answers. */
export const secretTypes: { name: string; fields: Field[]; source: string }[] = [
  {
    name: "workspace.ListScopesResponse",
    fields: [field("scopes", "[]SecretScope")],
    source: secretScopes,
  },
  {
    name: "workspace.SecretScope",
    fields: [field("name", "string"), field("backend_type", "ScopeBackendType")],
    source: secretScopes,
  },
];
