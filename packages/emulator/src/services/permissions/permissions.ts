/**
 * Who may do what with the objects of a workspace: its user owns them, but for those that its service principal has made;
 * both may manage them, as its admins may, except for what a test has taken away.
 */
import { doesNotExist, notImplemented } from "../../apiError";
import type { ObjectPermissions, Permission } from "../../contract/wireTypes";
import type { Workspace } from "../../workspace";
import { type Levelled, levelsOf, normalizedId } from "../grants/privileges";
import type { ObjectType } from "../objects/store";
import type { DirectPermission } from "./store";

/** A kind of object that has permissions. */
interface PermittedKind {
  securable: Levelled;
  /** The name by which grants know the object of an id. @throws HttpError 404 where there is none of that id */
  nameOf: (workspace: Workspace, id: string) => string;
  /** Who has made the object, and so owns it; left out where its kind has no owner. Throws as `nameOf` does. */
  creatorOf?: (workspace: Workspace, id: string) => string | undefined;
  /** The type that permissions give, if it is not the name of the securable. */
  objectType?: string;
  /** What precedes the id of the object in permissions, if it is not the segment of the API's path. */
  idPrefix?: string;
}

/** Reads a numeric id. @throws HttpError 404 for any other, since no object has it */
function numericId(id: string): number {
  if (/^\d{1,19}$/.test(id)) return Number(id);
  throw doesNotExist(`${id} is not a valid ID.`);
}

/** The kind of objects with a type in the workspace tree, which have their ids from it. */
const ofWorkspace = (securable: Levelled, type: ObjectType): PermittedKind => ({
  securable,
  nameOf: ({ objects }, id) => objects.byId(numericId(id), type).path,
});

const kinds: Readonly<Record<string, PermittedKind>> = {
  notebooks: ofWorkspace("notebook", "NOTEBOOK"),
  directories: ofWorkspace("directory", "DIRECTORY"),
  files: ofWorkspace("file", "FILE"),
  repos: ofWorkspace("repo", "REPO"),
  jobs: {
    securable: "job",
    nameOf: ({ jobs }, id) => String(jobs.get(numericId(id)).job_id),
    creatorOf: ({ jobs }, id) => jobs.get(numericId(id)).creator_user_name,
  },
  clusters: {
    securable: "cluster",
    nameOf: ({ clusters }, id) => clusters.get(id).cluster_id,
  },
  warehouses: {
    securable: "warehouse",
    nameOf: ({ warehouses }, id) => warehouses.get(id).id,
    creatorOf: ({ warehouses }, id) => warehouses.get(id).creator_name,
    objectType: "warehouses",
    idPrefix: "sql/warehouses",
  },
  "serving-endpoints": {
    securable: "serving_endpoint",
    nameOf: ({ serving }, id) => serving.byId(id).name,
  },
  experiments: {
    securable: "experiment",
    nameOf: ({ mlflow }, id) => mlflow.experiment(id).experiment_id,
    objectType: "mlflowExperiment",
  },
  pipelines: {
    securable: "pipeline",
    nameOf: ({ pipelines }, id) => pipelines.get(id).pipeline_id,
    creatorOf: ({ pipelines }, id) => pipelines.get(id).creator_user_name,
    objectType: "pipelines",
  },
  "vector-search-endpoints": {
    securable: "vector_search_endpoint",
    nameOf: ({ vectorSearch }, id) => vectorSearch.endpoint(id).name ?? id,
  },
  queries: {
    securable: "query",
    nameOf: ({ queries }, id) => queries.get(id).id ?? id,
  },
  alertsv2: {
    securable: "alert",
    nameOf: ({ alerts }, id) => alerts.get(id).id ?? id,
  },
  alerts: {
    securable: "alert",
    nameOf: ({ alerts }, id) => alerts.getLegacy(id).id ?? id,
  },
  dashboards: {
    securable: "dashboard",
    nameOf: ({ dashboards }, id) => dashboards.get(id).dashboard_id ?? id,
  },
  genie: {
    securable: "genie_space",
    nameOf: ({ genie }, id) => genie.get(id).space_id,
  },
};

/** The kind that a path names. @throws HttpError 501 for one that the workspace has no permissions of */
export function permittedKind(type: string): PermittedKind {
  const kind = Object.hasOwn(kinds, type) ? kinds[type] : undefined;
  if (kind) return kind;
  throw notImplemented(`has no permissions of ${type}.`);
}

/** What has been given on one object itself. */
export function givenPermissions(
  workspace: Workspace,
  type: string,
  id: string,
  name: string,
): DirectPermission[] {
  const { identity, grants, permissions } = workspace;
  const given = permissions.on(type, id);
  if (given) return given;
  const { securable, creatorOf } = permittedKind(type);
  const isLeft = (privilege: string) =>
    !grants.isRevoked({ securable, id: normalizedId(securable, name), privilege });
  const level = levelsOf(securable).filter(isLeft).at(-1);
  if (level === undefined) return [];
  const { user, servicePrincipal } = identity;
  const isServicePrincipals = creatorOf?.(workspace, id) === servicePrincipal.user.userName;
  const ofOwner = level === "CAN_MANAGE" && creatorOf ? "IS_OWNER" : level;
  return [
    { field: "user_name", name: user.user.userName, level: isServicePrincipals ? level : ofOwner },
    {
      field: "service_principal_name",
      name: servicePrincipal.user.userName,
      level: isServicePrincipals ? ofOwner : level,
    },
  ];
}

const shown = (permission_level: string, from?: string): Permission => ({
  permission_level,
  inherited: from !== undefined,
  ...(from !== undefined && { inherited_from_object: [from] }),
});

/** The permissions on one object: administrators inherit theirs. */
export function objectPermissions(
  workspace: Workspace,
  type: string,
  id: string,
  name: string,
): ObjectPermissions {
  const direct = givenPermissions(workspace, type, id, name);
  const { securable, objectType = securable.replaceAll("_", "-"), idPrefix = type } = permittedKind(type);
  const isAdmins = (each: DirectPermission) => each.field === "group_name" && each.name === "admins";
  return {
    object_id: `/${idPrefix}/${id}`,
    object_type: objectType,
    access_control_list: [
      ...direct
        .filter((each) => !isAdmins(each))
        .map(({ field, name: principal, level }) => ({
          [field]: principal,
          ...(field !== "group_name" && {
            display_name: workspace.directory.displayName(field, principal) ?? principal,
          }),
          all_permissions: [shown(level)],
        })),
      {
        group_name: "admins",
        all_permissions: [
          ...direct.filter(isAdmins).map(({ level }) => shown(level)),
          shown("CAN_MANAGE", `/${idPrefix}/`),
        ],
      },
    ],
  };
}
