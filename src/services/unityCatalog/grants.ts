/** Who may do what with an object of Unity Catalog. https://docs.databricks.com/api/workspace/grants */
import type { DatabricksClient } from "../../client";
import { pagesOf } from "../../http/paginate";
import { path } from "../../http/path";
import { objectSchema } from "../../http/schema";
import { accessChange, readBack } from "../readBack";

/** The privileges of one principal: their names, or, as they are effective, where each comes from. */
export interface GrantedPrivileges {
  principal?: string;
  privileges?: (
    | string
    | { privilege?: string; inherited_from_type?: string; inherited_from_name?: string }
  )[];
}

/** An object, its kind as the API names it. */
interface SecurableName {
  type: string;
  fullName: string;
}

/** What is asked for. */
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

/** What one principal is given, and what is taken from it. */
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
 * Changes the direct grants on an object: all of them or none. What is granted already, or is not, stays so, which is
 * why the request may be repeated.
 * @throws DatabricksError that says whether the change was made
 */
export const changeObjectGrants = async (
  client: DatabricksClient,
  object: SecurableName,
  changes: readonly GrantChange[],
): Promise<ChangedGrants> => {
  const direct = () => fetchGrants(client, object, { scope: "direct" });
  const before = await direct();
  const body = { changes, omit_permissions_in_response: true };
  await accessChange(client.patch(grantsPath(object), body, { idempotent: true }));
  return { before, after: await readBack(direct(), { what: "the new grants" }) };
};
