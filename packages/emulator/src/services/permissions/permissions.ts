/**
 * Who may do what with the objects of a workspace: its user owns them, its service principal may manage them, as its
 * admins may, except for what a test has taken away.
 */
import { apiError } from "../../apiError";
import type { ObjectPermissions } from "../../contract/wireTypes";
import type { Workspace } from "../../workspace";
import { type Levelled, levelsOf, normalizedId } from "../grants/privileges";

/** A kind of object that has permissions. */
interface PermittedKind {
  securable: Levelled;
  /** The name by which grants know the object of an id. @throws HttpError 404 where there is none of that id */
  nameOf: (workspace: Workspace, id: string) => string;
  /** Whether one of those who may manage it is its owner. */
  isOwned: boolean;
}

const kinds: Readonly<Record<string, PermittedKind>> = {
  jobs: {
    securable: "job",
    nameOf: ({ jobs }, id) => String(jobs.get(Number(id)).job_id),
    isOwned: true,
  },
  clusters: {
    securable: "cluster",
    nameOf: ({ clusters }, id) => clusters.get(id).cluster_id,
    isOwned: false,
  },
  warehouses: {
    securable: "warehouse",
    nameOf: ({ warehouses }, id) => warehouses.get(id).id,
    isOwned: true,
  },
  "serving-endpoints": {
    securable: "serving_endpoint",
    nameOf: ({ serving }, id) => serving.byId(id).name,
    isOwned: false,
  },
  experiments: {
    securable: "experiment",
    nameOf: ({ mlflow }, id) => mlflow.experiment(id).experiment_id,
    isOwned: false,
  },
  pipelines: {
    securable: "pipeline",
    nameOf: ({ pipelines }, id) => pipelines.get(id).pipeline_id,
    isOwned: true,
  },
  "vector-search-endpoints": {
    securable: "vector_search_endpoint",
    nameOf: ({ vectorSearch }, id) => vectorSearch.endpoint(id).name ?? id,
    isOwned: false,
  },
  genie: {
    securable: "genie_space",
    nameOf: ({ genie }, id) => genie.get(id).space_id,
    isOwned: false,
  },
};

/** The kind that a path names. @throws HttpError 501 for one that the workspace has no permissions of */
export function permittedKind(type: string): PermittedKind {
  const kind = Object.hasOwn(kinds, type) ? kinds[type] : undefined;
  if (kind) return kind;
  throw apiError(501, "NOT_IMPLEMENTED", `The local workspace has no permissions of ${type}.`);
}

/** The permissions on one object. */
export function objectPermissions(
  { identity, grants }: Pick<Workspace, "identity" | "grants">,
  type: string,
  id: string,
  name: string,
): ObjectPermissions {
  const { securable, isOwned } = permittedKind(type);
  const isLeft = (privilege: string) =>
    !grants.isRevoked({ securable, id: normalizedId(securable, name), privilege });
  const level = levelsOf(securable).filter(isLeft).at(-1);
  const permissions = (permission_level: string, from?: string) => [
    {
      permission_level,
      inherited: from !== undefined,
      ...(from !== undefined && { inherited_from_object: [from] }),
    },
  ];
  const { user, servicePrincipal } = identity;
  const own = level === "CAN_MANAGE" && isOwned ? "IS_OWNER" : level;
  return {
    object_id: `/${type}/${id}`,
    object_type: securable.replaceAll("_", "-"),
    access_control_list: [
      ...(own === undefined
        ? []
        : [
            {
              user_name: user.user.userName,
              display_name: user.user.displayName,
              all_permissions: permissions(own),
            },
          ]),
      ...(level === undefined
        ? []
        : [
            {
              service_principal_name: servicePrincipal.user.userName,
              display_name: servicePrincipal.user.displayName,
              all_permissions: permissions(level),
            },
          ]),
      { group_name: "admins", all_permissions: permissions("CAN_MANAGE", `/${type}/`) },
    ],
  };
}
