/** Examples of grants. */
import type { ChangedGrants, GrantChange, GrantedPrivileges } from "./grants";
import { catalogExample, schemaExample } from "./unityCatalogExamples";

const own = "ada@example.com";

/** The direct grants on the workspace's own catalog. */
export const directGrantsExample = [
  {
    principal: own,
    privileges: [
      "APPLY_TAG",
      "BROWSE",
      "CREATE_FUNCTION",
      "CREATE_MATERIALIZED_VIEW",
      "CREATE_MODEL",
      "CREATE_SCHEMA",
      "CREATE_TABLE",
      "CREATE_VOLUME",
      "EXECUTE",
      "MANAGE",
      "MODIFY",
      "READ_VOLUME",
      "REFRESH",
      "SELECT",
      "USE_CATALOG",
      "USE_SCHEMA",
      "WRITE_VOLUME",
    ],
  },
] satisfies GrantedPrivileges[];

/** The effective grants on its schema, which is the other form of the result. */
export const effectiveGrantsExample = [
  {
    principal: own,
    privileges: [
      {
        privilege: "SELECT",
        inherited_from_type: "CATALOG",
        inherited_from_name: catalogExample.name,
      },
    ],
  },
] satisfies GrantedPrivileges[];

/** A change of the grants on a schema. */
export const grantChangeExample = {
  principal: "analysts",
  add: ["USE_SCHEMA", "SELECT"],
  remove: ["MODIFY"],
} satisfies GrantChange;

/** The object of the change. */
export const grantedSchemaExample = { type: "schema", name: schemaExample.full_name } as const;

/** The result of the change. */
export const changedGrantsExample = {
  before: [],
  after: [{ principal: grantChangeExample.principal, privileges: grantChangeExample.add }],
} satisfies ChangedGrants;
