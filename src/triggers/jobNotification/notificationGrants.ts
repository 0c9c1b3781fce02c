/** What the connection's identity needs for Job Notification. */
import {
  canManageJob,
  canViewJob,
  onlyWhen,
  workspaceAccess,
  workspaceAdministrator,
} from "../../errors/requiredGrant";

/** Its grants: manual mode changes nothing in Databricks. */
export const notificationGrants = [
  workspaceAccess,
  ...onlyWhen("in automatic mode", [workspaceAdministrator, canManageJob]),
  ...onlyWhen("if Fetch Run is on", [canViewJob]),
];
