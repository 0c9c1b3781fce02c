/** Permissions on objects of the workspace. https://docs.databricks.com/api/workspace/permissions */
import type { DatabricksClient } from "../../client";
import { path } from "../../http/path";
import { lenientSchema, listSchema, objectSchema, optionalSchema, textSchema } from "../../http/schema";
import { isGroupName, type PrincipalKind } from "./principals";

/** One principal's levels of permission. Exactly one of the names is set. */
interface AccessControl {
  user_name?: string;
  group_name?: string;
  service_principal_name?: string;
  display_name?: string;
  all_permissions?: (PermissionLevel | undefined)[];
}

/** A level, given on the object itself or inherited from another. */
interface PermissionLevel {
  permission_level?: string;
  inherited?: boolean;
  inherited_from_object?: string[];
}

/** The levels of permission of each principal on an object. */
export interface ObjectPermissions {
  object_id?: string;
  object_type?: string;
  access_control_list?: AccessControl[];
}

const optionalText = optionalSchema(textSchema);

const accessSchema = objectSchema<AccessControl>({
  user_name: optionalText,
  group_name: optionalText,
  service_principal_name: optionalText,
  all_permissions: optionalSchema(
    listSchema(lenientSchema(objectSchema<PermissionLevel>({ permission_level: optionalText }))),
  ),
});

/** The permissions on an object in a response. */
const permissionsSchema = objectSchema<ObjectPermissions>({
  access_control_list: optionalSchema(listSchema(accessSchema)),
});

/** The types of objects, as the permissions API names them, with their labels. */
export const permissionTypes = {
  jobs: "Job",
  clusters: "Cluster",
  "cluster-policies": "Cluster policy",
  "instance-pools": "Instance pool",
  warehouses: "SQL warehouse",
  pipelines: "Pipeline",
  notebooks: "Notebook",
  directories: "Directory of the workspace",
  files: "File of the workspace",
  repos: "Git folder",
  experiments: "Experiment",
  "registered-models": "Registered model of the workspace",
  "serving-endpoints": "Serving endpoint",
  "vector-search-endpoints": "Vector search endpoint",
  dashboards: "Dashboard",
  "dbsql-dashboards": "Legacy dashboard",
  queries: "Query",
  alertsv2: "Alert",
  alerts: "Legacy alert",
  genie: "Genie space",
  apps: "App",
  authorization: "Tokens or passwords",
  "database-instances": "Database instance",
  "database-projects": "Database project",
};

/** A type of object, as the permissions API names it. */
export type PermissionType = keyof typeof permissionTypes;

/** All levels of permission. A type of object has only some of them. */
export const permissionLevels = [
  "CAN_VIEW",
  "CAN_READ",
  "CAN_USE",
  "CAN_QUERY",
  "CAN_MONITOR",
  "CAN_ATTACH_TO",
  "CAN_RESTART",
  "CAN_RUN",
  "CAN_MANAGE_RUN",
  "CAN_EDIT",
  "CAN_CREATE",
  "CAN_MANAGE_STAGING_VERSIONS",
  "CAN_MANAGE_PRODUCTION_VERSIONS",
  "CAN_MANAGE",
  "IS_OWNER",
];

/** The field that names a principal of each kind. */
const nameFields: Record<PrincipalKind, string> = {
  user: "user_name",
  group: "group_name",
  servicePrincipal: "service_principal_name",
};

/** A level for one principal, in Databricks' format. */
export type AccessControlRequest = Record<string, unknown>;

/**
 * A level for a principal in Databricks' format.
 * @param kind the kind of principal; if omitted, an e-mail address is a user and a UUID is a service principal
 */
export const accessControlRequest = (
  principal: string,
  level: string,
  kind?: PrincipalKind,
): AccessControlRequest => {
  const likely = principal.includes("@") ? "user" : isGroupName(principal) ? "group" : "servicePrincipal";
  return { [nameFields[kind ?? likely]]: principal, permission_level: level };
};

/** Reads the permissions on an object. */
export const fetchPermissions = (
  client: DatabricksClient,
  type: PermissionType,
  id: string,
): Promise<ObjectPermissions> =>
  client.get(path`/api/2.0/permissions/${type}/${id}`, { schema: permissionsSchema });

/** Whether the permissions that a change does not name are kept or removed. */
export type PermissionChange = "add" | "replace";

/** The permissions on an object before and after a change. */
export interface ChangedPermissions {
  object_id?: string;
  object_type?: string;
  before: AccessControl[];
  after: AccessControl[];
}

/**
 * Adds or changes permissions, or replaces all that are set on the object itself.
 * @throws DatabricksError that says whether the change was made: whoever gives up the right to it may be refused when it
 * is sent again
 */
export const writePermissions = async (
  client: DatabricksClient,
  [type, id]: readonly [type: PermissionType, id: string],
  change: PermissionChange,
  access_control_list: readonly AccessControlRequest[],
): Promise<ChangedPermissions> => {
  const { access_control_list: before = [] } = await fetchPermissions(client, type, id);
  const send = change === "replace" ? client.put : client.patch;
  const changed = await send(
    path`/api/2.0/permissions/${type}/${id}`,
    { access_control_list },
    { schema: permissionsSchema, needsBody: true, idempotent: true },
  );
  const { access_control_list: after = [], object_id, object_type } = changed;
  return { object_id, object_type, before, after };
};
