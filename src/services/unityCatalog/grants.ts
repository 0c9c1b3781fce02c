/** Grants on objects of Unity Catalog. https://docs.databricks.com/api/workspace/grants */
import type { DatabricksClient } from "../../client";
import { pagesOf } from "../../http/paginate";
import { path } from "../../http/path";
import { objectSchema } from "../../http/schema";
import { readBack } from "../readBack";

/** The privileges of one principal: their names or, if effective, the object each is inherited from. */
export interface GrantedPrivileges {
  principal?: string;
  privileges?: (
    | string
    | { privilege?: string; inherited_from_type?: string; inherited_from_name?: string }
  )[];
}

/** An object, with its type as the API names it. */
interface SecurableName {
  type: string;
  fullName: string;
}

/** Which grants to read. */
interface GrantQuery {
  /** Those on the object itself, or also those that it inherits. */
  scope: "direct" | "effective";
  /** One principal, or all. */
  principal?: string;
}

const grantsPath = ({ type, fullName }: SecurableName) =>
  path`/api/2.1/unity-catalog/permissions/${type}/${fullName}`;

/** Every principal with privileges on an object, from every page. */
export const fetchGrants = (
  client: DatabricksClient,
  object: SecurableName,
  { scope, principal }: GrantQuery,
): Promise<GrantedPrivileges[]> =>
  client.list(
    scope === "direct"
      ? grantsPath(object)
      : path`/api/2.1/unity-catalog/effective-permissions/${object.type}/${object.fullName}`,
    pagesOf("privilege_assignments", objectSchema<GrantedPrivileges>({})),
    { principal, max_results: 0 },
  );

/** The privileges to grant to and revoke from one principal. */
export interface GrantChange {
  principal: string;
  add: string[];
  remove: string[];
}

/** The direct grants on an object, before and after a change. */
export interface ChangedGrants {
  before: GrantedPrivileges[];
  after: GrantedPrivileges[];
}

/**
 * Changes the direct grants on an object: all of them or none. Granting what is granted, or revoking what is not,
 * changes nothing, so the request may be repeated.
 * @throws DatabricksError that says whether the change was made
 */
export const changeObjectGrants = async (
  client: DatabricksClient,
  object: SecurableName,
  changes: readonly GrantChange[],
): Promise<ChangedGrants> => {
  const direct = () => fetchGrants(client, object, { scope: "direct" });
  const before = await direct();
  await client.patch(
    grantsPath(object),
    { changes, omit_permissions_in_response: true },
    { idempotent: true },
  );
  return { before, after: await readBack(direct(), { what: "the new grants" }) };
};
