/** What requests do to the permissions on an object. */
import { doesNotExist } from "../../apiError";
import { fieldsOf, invalidParameter, requiredText } from "../../control/requests";
import type { Workspace } from "../../workspace";
import { levelsOf } from "../grants/privileges";
import type { PrincipalField } from "../identity/directory";
import { permittedKind } from "./permissions";
import type { DirectPermission } from "./store";

const owner = "IS_OWNER";

const principalFields: PrincipalField[] = ["user_name", "group_name", "service_principal_name"];

/** What Databricks calls a principal that it does not know. https://github.com/databricks/cli/issues/4488 */
const principalWords: Record<PrincipalField, string> = {
  user_name: "UserName",
  group_name: "GroupName",
  service_principal_name: "ServicePrincipalName",
};

function readEntry({ directory }: Workspace, type: string, given: unknown): DirectPermission {
  const fields = fieldsOf(given);
  const named = principalFields.filter((field) => fields[field] !== undefined);
  const [field] = named;
  if (field === undefined || named.length > 1) {
    throw invalidParameter(`Exactly one of ${principalFields.join(", ")} must be specified.`);
  }
  const name = requiredText(fields, field);
  const level = requiredText(fields, "permission_level");
  const { securable, creatorOf } = permittedKind(type);
  const known = [...levelsOf(securable), ...(creatorOf ? [owner] : [])];
  if (!known.includes(level)) {
    throw invalidParameter(`${level} is not a valid permission level for ${type}: ${known.join(", ")}`);
  }
  if (level === owner && field === "group_name") {
    throw invalidParameter("The owner must be a user or a service principal, not a group.");
  }
  if (directory.displayName(field, name) !== undefined) return { field, name, level };
  throw doesNotExist(`Principal: ${principalWords[field]}(${name}) does not exist`);
}

/** The entries of a request. Throws 400 for one that is wrong, 404 for a principal that does not exist. */
export const readEntries = (workspace: Workspace, type: string, body: unknown): DirectPermission[] => {
  const { access_control_list: list = [] } = fieldsOf(body);
  if (!Array.isArray(list)) throw invalidParameter("access_control_list must be a list");
  return list.map((each) => readEntry(workspace, type, each));
};

const isOf =
  ({ field, name }: DirectPermission) =>
  (other: DirectPermission): boolean =>
    other.field === field && other.name.toLowerCase() === name.toLowerCase();

/** What there is after entries were added: each principal has one level, and a new owner takes the place of the old. */
export function added(direct: DirectPermission[], entries: DirectPermission[]): DirectPermission[] {
  let result = direct;
  for (const entry of entries) {
    const kept = entry.level === owner ? result.filter(({ level }) => level !== owner) : result;
    result = kept.some(isOf(entry))
      ? kept.map((each) => (isOf(entry)(each) ? { ...each, level: entry.level } : each))
      : [...kept, entry];
  }
  return result;
}

/**
 * Adds entries to what was given on an object.
 * @param base what of that stays
 * @throws HttpError 400 where an object that has an owner would have none
 */
export function changePermissions(
  { permissions }: Pick<Workspace, "permissions">,
  type: string,
  id: string,
  base: DirectPermission[],
  entries: DirectPermission[],
): void {
  const direct = added(base, entries);
  if (permittedKind(type).creatorOf && direct.filter(({ level }) => level === owner).length !== 1) {
    throw invalidParameter(`The ${permittedKind(type).securable} must have exactly one owner.`);
  }
  permissions.set(type, id, direct);
}
