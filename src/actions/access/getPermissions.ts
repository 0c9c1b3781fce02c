import { databricksAction } from "../../databricksAction";
import { permissionGrants } from "../../errors/requiredGrant";
import { permissionObject } from "../../inputs/access/permissionInputs";
import { permissionsExample } from "../../services/access/accessExamples";
import { fetchPermissions, type ObjectPermissions } from "../../services/access/permissions";

/**
 * Takes an object's type and id and gives who has which level of permission on it, given on the object itself or
 * inherited. https://docs.databricks.com/api/workspace/permissions/get
 */
export const getPermissions = databricksAction({
  label: "Get Permissions",
  description:
    "Get who has which level of permission on an object of the workspace, such as a job, a cluster, a SQL warehouse or a dashboard.",
  effect: "read",
  grants: permissionGrants,
  inputs: permissionObject,
  perform: (client, { objectType, objectId }): Promise<ObjectPermissions> =>
    fetchPermissions(client, objectType, objectId),
  example: permissionsExample,
});
