/** Reads who holds which grants on an object. Reading grants can require more than having them. */
import type { DatabricksClient } from "../../client";
import { refusalOf } from "../../errors/refusal";
import { DatabricksError } from "../../http/errors";
import { pagesOf } from "../../http/paginate";
import { path } from "../../http/path";
import { fetchPermissions, type PermissionType } from "../access/permissions";
import { isGroupName } from "../access/principals";
import { privilegeAssignmentSchema } from "../unityCatalog/unityCatalog";
import type { Holder } from "./holders";

const spelled = (privilege: string): string => privilege.replaceAll("_", " ").toUpperCase();

/** Whether a refusal is about this request alone, so that only its answer stays unknown. */
const isRefused = (error: unknown): boolean =>
  error instanceof DatabricksError &&
  error.status !== undefined &&
  [400, 403, 404, 501].includes(error.status) &&
  refusalOf(error)?.concerns !== "connection";

const unlessRefused = async (read: Promise<Holder[]>): Promise<Holder[] | undefined> => {
  try {
    return await read;
  } catch (error) {
    if (isRefused(error)) return undefined;
    throw error;
  }
};

/**
 * The privileges on an object of Unity Catalog, with those that it inherits from its schema and its catalog.
 * https://docs.databricks.com/api/workspace/grants/geteffective
 * @param type what the API calls the kind: a model is a `function`
 * @returns undefined if they may not be read
 */
export const readPrivileges = (
  client: DatabricksClient,
  type: "catalog" | "schema" | "table" | "volume" | "function",
  fullName: string,
): Promise<Holder[] | undefined> =>
  unlessRefused(
    client
      .list(
        path`/api/2.1/unity-catalog/effective-permissions/${type}/${fullName}`,
        pagesOf("privilege_assignments", privilegeAssignmentSchema),
      )
      .then((assignments) =>
        assignments.flatMap(({ principal, privileges = [] }) =>
          principal === undefined
            ? []
            : {
                name: principal,
                mayBeGroup: isGroupName(principal),
                grants: privileges.flatMap(({ privilege }) =>
                  privilege === undefined ? [] : spelled(privilege),
                ),
              },
        ),
      ),
  );

/**
 * The levels of permission on an object of the workspace. https://docs.databricks.com/api/workspace/permissions/get
 * @returns undefined if they may not be read, which can require managing the object
 */
export const readPermissions = (
  client: DatabricksClient,
  type: PermissionType,
  id: string,
): Promise<Holder[] | undefined> =>
  unlessRefused(
    fetchPermissions(client, type, id).then(({ access_control_list = [] }) =>
      access_control_list.flatMap(({ all_permissions = [], ...access }) => {
        const name = access.user_name ?? access.service_principal_name ?? access.group_name;
        if (name === undefined) return [];
        const grants = all_permissions.flatMap((each) =>
          each?.permission_level === undefined ? [] : spelled(each.permission_level),
        );
        return { name, mayBeGroup: access.group_name !== undefined, grants };
      }),
    ),
  );
