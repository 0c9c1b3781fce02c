import { databricksAction } from "../../databricksAction";
import { permissionGrants } from "../../errors/requiredGrant";
import { permissionObject } from "../../inputs/access/permissionInputs";
import { permissionsExample } from "../../services/access/accessExamples";
import { fetchPermissions, type ObjectPermissions } from "../../services/access/permissions";

/**
 * Takes an object's type and id and gives the level of permission of each principal, direct or inherited.
 * https://docs.databricks.com/api/workspace/permissions/get
 */
export const getPermissions = databricksAction({
  label: "Get Permissions",
  description:
    "Get the level of permission of each principal on an object of the workspace, such as a job, a cluster, a SQL warehouse or a dashboard.",
  effect: "read",
  grants: permissionGrants,
  inputs: permissionObject,
  perform: (client, { objectType, objectId }): Promise<ObjectPermissions> =>
    fetchPermissions(client, objectType, objectId),
  example: permissionsExample,
});
