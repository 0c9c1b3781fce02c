/**
 * Changes who may do what. https://docs.databricks.com/api/workspace/grants/update
 * https://github.com/databricks/cli/blob/main/libs/testserver/grants.go has a refusal.
 */
import { apiError, notImplemented } from "../../apiError";
import { fieldsOf, invalidParameter, requiredText } from "../../control/requests";
import type { CatalogThing } from "./followers";
import { type Grantable, grantable, isPrincipal, principalGrants } from "./grantChanges";
import { grantedThing, type PermissionSources } from "./grants";
import { catalogReadOnly } from "./names";

/** What one principal is given, and what is taken. */
interface Change {
  principal: string;
  add: string[];
  remove: string[];
}

const isGrantable = (securable: string): securable is Grantable => Object.hasOwn(grantable, securable);

/** @throws HttpError 400 for a privilege that there is not on the thing, 404 for a group of the workspace */
function readChange(given: unknown, { securable, id }: CatalogThing): Change {
  const { add = [], remove = [] } = fieldsOf(given) as Partial<Change>;
  const principal = requiredText(given, "principal");
  if (add.some((privilege) => remove.includes(privilege))) {
    throw invalidParameter(`Duplicate privileges to add and delete for principal ${principal}.`);
  }
  const all = [...add, ...remove];
  if (all.includes("ALL_PRIVILEGES")) {
    throw notImplemented("does not grant ALL_PRIVILEGES.");
  }
  const known: readonly string[] = isGrantable(securable) ? grantable[securable] : [];
  const unknown = all.find((privilege) => !known.includes(privilege));
  if (unknown !== undefined) {
    const kind = securable === "registered_model" ? "FUNCTION" : securable.toUpperCase();
    throw invalidParameter(
      `Privilege ${unknown.replaceAll("_", " ")} is not applicable to this entity [${id}:${kind}]. If this seems unexpected, please check the privilege version of the metastore in use [1.0].`,
    );
  }
  if (isPrincipal(principal)) return { principal, add, remove };
  throw apiError(404, "PRINCIPAL_DOES_NOT_EXIST", `Could not find principal with name ${principal}`);
}

/**
 * Changes the privileges on a thing: all of them or none. What is there already, or is not, is no error.
 * @param user who changes them
 * @throws HttpError 403 where the caller may not, 404 where there is no such thing or principal, 400 for a wrong change
 */
export async function changeCatalogGrants(
  sources: PermissionSources,
  type: string,
  fullName: string,
  { changes, user }: { changes: unknown[]; user: string },
): Promise<void> {
  const thing = await grantedThing(sources, type.toLowerCase(), fullName);
  if (!thing) throw notImplemented("has no other grants on a metastore.");
  sources.grants.of(user).require(thing.securable, thing.id, "MANAGE");
  if (thing.catalogType !== "MANAGED_CATALOG") {
    throw catalogReadOnly(thing.id.split(".")[0] ?? "");
  }
  for (const { principal, add, remove } of changes.map((each) => readChange(each, thing))) {
    const { securable, id } = thing;
    sources.grants.revokeFrom(principalGrants({ securable, id }, remove, principal, user));
    sources.grants.grant(principalGrants({ securable, id }, add, principal, user));
  }
}
