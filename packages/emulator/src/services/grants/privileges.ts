/**
 * The privileges of each kind of object, and what each of them requires.
 * https://docs.databricks.com/aws/en/security/auth/access-control/
 * https://docs.databricks.com/aws/en/data-governance/unity-catalog/manage-privileges/privileges
 */
import { invalidParameter, onlyFields, requiredText } from "../../control/requests";

const ofObjects = ["CAN_READ", "CAN_RUN", "CAN_EDIT", "CAN_MANAGE"] as const;

/** The permission levels of what is no part of Unity Catalog, each with all those before it. */
const levels = {
  warehouse: ["CAN_USE", "CAN_MONITOR", "CAN_MANAGE"],
  cluster: ["CAN_ATTACH_TO", "CAN_RESTART", "CAN_MANAGE"],
  cluster_policy: ["CAN_USE"],
  instance_pool: ["CAN_ATTACH_TO", "CAN_MANAGE"],
  job: ["CAN_VIEW", "CAN_MANAGE_RUN", "CAN_MANAGE"],
  serving_endpoint: ["CAN_VIEW", "CAN_QUERY", "CAN_MANAGE"],
  experiment: ["CAN_READ", "CAN_EDIT", "CAN_MANAGE"],
  pipeline: ["CAN_VIEW", "CAN_RUN", "CAN_MANAGE"],
  genie_space: ["CAN_VIEW", "CAN_RUN", "CAN_EDIT", "CAN_MANAGE"],
  vector_search_endpoint: ["CAN_USE", "CAN_CREATE", "CAN_MANAGE"],
  query: ["CAN_VIEW", "CAN_RUN", "CAN_EDIT", "CAN_MANAGE"],
  alert: ["CAN_VIEW", "CAN_RUN", "CAN_EDIT", "CAN_MANAGE"],
  dashboard: ofObjects,
  notebook: ofObjects,
  directory: ofObjects,
  file: ofObjects,
  repo: ofObjects,
  workspace: ["ADMIN"],
} as const;

/** What may be given on a schema. */
const ofSchemas = [
  "USE_SCHEMA",
  "SELECT",
  "MODIFY",
  "READ_VOLUME",
  "WRITE_VOLUME",
  "CREATE_TABLE",
  "CREATE_VOLUME",
  "EXECUTE",
  "APPLY_TAG",
  "MANAGE",
] as const;

/** The privileges of Unity Catalog; one that was given on a catalog or a schema holds for all that stands in it. */
const inherited = {
  catalog: ["USE_CATALOG", "CREATE_SCHEMA", ...ofSchemas],
  schema: ofSchemas,
  table: ["SELECT", "MODIFY", "APPLY_TAG", "MANAGE"],
  volume: ["READ_VOLUME", "WRITE_VOLUME", "APPLY_TAG", "MANAGE"],
  registered_model: ["EXECUTE", "MANAGE"],
} as const;

const privileges = { ...levels, ...inherited };

type Privileges = typeof privileges;

/** What a privilege is given on. */
export type Securable = keyof Privileges;

/** The privileges that there are on a kind of thing. */
export type PrivilegeOn<S extends Securable> = Privileges[S][number];

/** One privilege on one thing. */
export interface Grant {
  securable: Securable;
  /** An id, or the full name of what stands in Unity Catalog; empty for the workspace. */
  id: string;
  privilege: string;
}

/** What has levels of permission, and no privileges of Unity Catalog. */
export type Levelled = keyof typeof levels;

const isLevelled = (securable: Securable): securable is Levelled => Object.hasOwn(levels, securable);

/** The levels of permission on a kind of thing, the least first. */
export const levelsOf = (securable: Levelled): readonly string[] => levels[securable];

const below: Securable[] = ["catalog", "schema"];

/** The catalog, and the schema, that a thing of Unity Catalog stands in. */
const parents = (id: string): [Securable, string][] => {
  const parts = id.split(".");
  return below.slice(0, parts.length - 1).map((kind, index) => [kind, parts.slice(0, index + 1).join(".")]);
};

/**
 * What must be granted for a privilege to be of use, itself last: whoever is to read a table must also be allowed to
 * use its catalog and its schema. Of an information schema everybody sees what they may see.
 */
export function requiredGrants(wanted: Grant): Grant[] {
  if (isLevelled(wanted.securable)) return [wanted];
  const path: [Securable, string][] = [...parents(wanted.id), [wanted.securable, wanted.id]];
  const uses = path.flatMap(([securable, id]): Grant[] =>
    securable === "catalog" || securable === "schema"
      ? [{ securable, id, privilege: securable === "catalog" ? "USE_CATALOG" : "USE_SCHEMA" }]
      : [],
  );
  if (wanted.id.split(".")[1] === "information_schema") return uses.slice(0, 1);
  return uses.at(-1)?.privilege === wanted.privilege ? uses : [...uses, wanted];
}

/** What takes a privilege away when it is revoked: any level up to it, or the same on what the thing stands in. */
export function revokedBy(grant: Grant): Grant[] {
  if (isLevelled(grant.securable)) {
    const known: readonly string[] = levels[grant.securable];
    return known.slice(0, known.indexOf(grant.privilege) + 1).map((privilege) => ({ ...grant, privilege }));
  }
  const above = parents(grant.id).map(([securable, id]) => ({ ...grant, securable, id }));
  return [...above, grant];
}

/** The least of the privileges on a kind of thing: whoever lacks it does not see it in a list. */
export const viewPrivileges: { [S in Securable]: PrivilegeOn<S> } = {
  warehouse: "CAN_USE",
  cluster: "CAN_ATTACH_TO",
  cluster_policy: "CAN_USE",
  instance_pool: "CAN_ATTACH_TO",
  job: "CAN_VIEW",
  serving_endpoint: "CAN_VIEW",
  experiment: "CAN_READ",
  pipeline: "CAN_VIEW",
  genie_space: "CAN_VIEW",
  query: "CAN_VIEW",
  alert: "CAN_VIEW",
  dashboard: "CAN_READ",
  notebook: "CAN_READ",
  directory: "CAN_READ",
  file: "CAN_READ",
  repo: "CAN_READ",
  vector_search_endpoint: "CAN_USE",
  workspace: "ADMIN",
  catalog: "USE_CATALOG",
  schema: "USE_SCHEMA",
  table: "SELECT",
  volume: "READ_VOLUME",
  registered_model: "EXECUTE",
};

const isSecurable = (name: string): name is Securable => Object.hasOwn(privileges, name);

/** The one way in which a thing's name is kept: Unity Catalog knows no case. */
export const normalizedId = (securable: Securable, id: unknown): string =>
  isLevelled(securable) ? String(id ?? "") : String(id ?? "").toLowerCase();

/** A grant that a control request names. @throws HttpError 400 for a kind or a privilege that there is not */
export function readGrant(given: unknown): Grant {
  const fields = onlyFields(given, ["securable", "id", "privilege"]);
  const securable = requiredText(fields, "securable");
  if (!isSecurable(securable)) {
    throw invalidParameter(
      `Invalid securable: ${securable}; it is one of ${Object.keys(privileges).join(", ")}`,
    );
  }
  const privilege = requiredText(fields, "privilege");
  const known: readonly string[] = privileges[securable];
  if (!known.includes(privilege)) {
    throw invalidParameter(
      `Invalid privilege on a ${securable}: ${privilege}; it is one of ${known.join(", ")}`,
    );
  }
  if (securable === "workspace") return { securable, id: "", privilege };
  // Ids of jobs are numbers.
  const id = typeof fields.id === "number" ? String(fields.id) : requiredText(fields, "id");
  return { securable, id: normalizedId(securable, id), privilege };
}
