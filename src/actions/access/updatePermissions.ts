import { databricksAction } from "../../databricksAction";
import { permissionGrants } from "../../errors/requiredGrant";
import { accessControlOf, permissionChangeInputs } from "../../inputs/access/permissionInputs";
import { changedPermissionsExample } from "../../services/access/accessExamples";
import { type ChangedPermissions, writePermissions } from "../../services/access/permissions";

/**
 * Takes an object and permissions, adds them or replaces all with them, and gives the permissions before and after.
 * https://docs.databricks.com/api/workspace/permissions/update
 */
export const updatePermissions = databricksAction({
  label: "Update Permissions",
  description:
    "Add, change or replace the permissions on an object of the workspace, and return the permissions before and after.",
  effect: "write",
  grants: permissionGrants,
  inputs: permissionChangeInputs,
  repeat: {
    kind: "sameState",
    advice: "The permissions before the change are then the ones that the first run has set.",
  },
  perform: async (client, { objectType, objectId, ...given }): Promise<ChangedPermissions> =>
    writePermissions(client, [objectType, objectId], given.change, accessControlOf(given)),
  example: changedPermissionsExample,
});
