/** What may be granted on what, and to whom: for statements and for requests. */
import type { PrincipalGrant } from "../grants/principalGrants";
import type { CatalogThing } from "./followers";

const onSchemas = [
  "USE_SCHEMA",
  "SELECT",
  "MODIFY",
  "REFRESH",
  "READ_VOLUME",
  "WRITE_VOLUME",
  "CREATE_TABLE",
  "CREATE_VOLUME",
  "CREATE_FUNCTION",
  "CREATE_MODEL",
  "CREATE_MODEL_VERSION",
  "CREATE_MATERIALIZED_VIEW",
  "EXTERNAL_USE_SCHEMA",
  "EXECUTE",
  "APPLY_TAG",
  "MANAGE",
];

/**
 * The privileges that there are on a kind of object.
 * https://docs.databricks.com/aws/en/data-governance/unity-catalog/manage-privileges/privileges
 */
export const grantable = {
  catalog: ["USE_CATALOG", "BROWSE", "CREATE_SCHEMA", ...onSchemas],
  schema: onSchemas,
  table: ["SELECT", "MODIFY", "APPLY_TAG", "MANAGE"],
  volume: ["READ_VOLUME", "WRITE_VOLUME", "APPLY_TAG", "MANAGE"],
  registered_model: ["EXECUTE", "CREATE_MODEL_VERSION", "APPLY_TAG", "MANAGE"],
} as const;

/** A kind of object that privileges are granted on. */
export type Grantable = keyof typeof grantable;

/** The groups of the account are not known, so any name may be one; those of each workspace are none. */
export const isPrincipal = (name: string): boolean => !/^(users|admins)$/i.test(name);

const everybody = "account users";

/** The privileges of one principal on an object. @param user who grants or takes them */
export function principalGrants(
  thing: CatalogThing,
  privileges: readonly string[],
  principal: string,
  user: string,
): PrincipalGrant[] {
  const known = [user, everybody].find((name) => name.toLowerCase() === principal.toLowerCase());
  return privileges.map((privilege) => ({
    ...thing,
    privilege,
    principal: known ?? principal,
    forCallers: known !== undefined,
  }));
}
