/**
 * Who may do what: everybody has all privileges, granted on the catalog or the metastore itself, except for those that a
 * test has revoked.
 * https://docs.databricks.com/aws/en/data-governance/unity-catalog/manage-privileges/privileges
 */

import { apiError, notImplemented } from "../../apiError";
import type { CatalogType } from "../../contract/wireTypes";
import { invalidParameter } from "../../control/requests";
import type { CompleteSeed } from "../../seed/seed";
import { normalizedId, revokedBy, type Securable } from "../grants/privileges";
import type { GrantStore } from "../grants/store";
import type { IdentityStore } from "../identity/store";
import type { RegisteredModel } from "../registeredModels/model";
import type { RegisteredModelStore } from "../registeredModels/store";
import type { VectorSearchStore } from "../vectorSearch/store";
import { objectPath, schemaPath } from "./names";
import { metastoreId } from "./seedStamps";
import type { UnityCatalogStore } from "./store";
import type { VolumeStore } from "./volumeStore";

/** A privilege and, where it was granted on something above, on what. */
interface EffectivePrivilege {
  privilege: string;
  inherited_from_type?: string;
  inherited_from_name?: string;
}

/** What one principal may do. */
export interface PrivilegeAssignment<P = EffectivePrivilege> {
  principal: string;
  privileges: P[];
}

/** What the answers are read from. */
export interface PermissionSources {
  readonly unityCatalog: UnityCatalogStore;
  readonly volumes: VolumeStore;
  readonly registeredModels: RegisteredModelStore;
  readonly vectorSearch: VectorSearchStore;
  readonly grants: GrantStore;
  readonly identity: IdentityStore;
  readonly options: { seed: CompleteSeed };
}

const READING = ["BROWSE", "EXECUTE", "READ_VOLUME", "SELECT", "USE_CATALOG", "USE_SCHEMA"];
const CHANGING = [
  "APPLY_TAG",
  "CREATE_FUNCTION",
  "CREATE_MATERIALIZED_VIEW",
  "CREATE_MODEL",
  "CREATE_SCHEMA",
  "CREATE_TABLE",
  "CREATE_VOLUME",
  "MANAGE",
  "MODIFY",
  "REFRESH",
  "WRITE_VOLUME",
];

/** Kinds of things that Databricks knows grants of and the workspace has not. */
const ELSEWHERE =
  /^(?:clean_room|connection|credential|external_location|external_metadata|pipeline|provider|recipient|share|staging_table|storage_credential)$/;

const privilegesOn = (type: CatalogType | undefined): string[] =>
  type === "MANAGED_CATALOG" ? [...READING, ...CHANGING].sort() : READING;

/** The model of a name: Unity Catalog takes models for functions. @throws HttpError 501 for any other function */
function modelOf({ registeredModels }: PermissionSources, fullName: string): RegisteredModel {
  const found = registeredModels
    .list(undefined, undefined)
    .find(({ full_name }) => full_name === fullName.toLowerCase());
  if (found) return found;
  throw notImplemented("has grants of models, and of no other functions.");
}

/** The catalog that a thing stands in. @throws HttpError 404 where there is no such thing */
async function catalogOf(sources: PermissionSources, type: string, fullName: string): Promise<string> {
  const { unityCatalog, volumes, vectorSearch } = sources;
  switch (type) {
    case "catalog":
      return (await unityCatalog.catalog(fullName)).name;
    case "schema":
      return (await unityCatalog.schema(schemaPath("GetSchema", fullName))).catalog_name;
    case "table":
      // Unity Catalog takes indexes for tables.
      if (vectorSearch.isIndex(fullName)) return objectPath("GetTable", fullName).catalog;
      return (await unityCatalog.table(objectPath("GetTable", fullName))).catalog_name;
    case "volume":
      return (await volumes.get(objectPath("GetVolume", fullName))).catalog_name;
    case "function":
      return modelOf(sources, fullName).catalog_name;
    default:
      if (!ELSEWHERE.test(type)) throw invalidParameter(`Invalid securable type: ${type}`);
      throw notImplemented(`has no grants of the type ${type}.`);
  }
}

/** Whose privileges are asked for. */
interface Asked {
  /** One principal, or all. */
  principal: string | undefined;
  /** Who asks: without MANAGE, only what is granted to the caller is told. */
  caller: string;
}

/** A thing of Unity Catalog, and what its catalog is. */
interface Granted {
  securable: Securable;
  id: string;
  catalogType: CatalogType | undefined;
}

/** What everybody may do with a thing, except for what has been taken away. */
function privilegesOfAll(grants: GrantStore, { securable, id, catalogType }: Granted): EffectivePrivilege[] {
  return privilegesOn(catalogType)
    .filter((privilege) => !grants.isTakenAway({ securable, id, privilege }))
    .map((privilege) => ({
      privilege,
      ...(securable !== "catalog" && {
        inherited_from_type: "CATALOG",
        inherited_from_name: id.split(".")[0],
      }),
    }));
}

/** What has been granted on a thing, and on what it stands in, beside what everybody may do. */
function grantedPrivileges(
  grants: GrantStore,
  { securable, id }: Granted,
): { principal: string; privilege: EffectivePrivilege }[] {
  return revokedBy({ securable, id, privilege: "" })
    .reverse()
    .flatMap((from) => grants.ofPrincipals.on(from))
    .filter(({ forCallers, privilege }) => !(forCallers && grants.isRevoked({ securable, id, privilege })))
    .map(({ principal, privilege, ...from }) => ({
      principal,
      privilege: {
        privilege,
        ...(from.id !== id && {
          inherited_from_type: from.securable.toUpperCase(),
          inherited_from_name: from.id,
        }),
      },
    }));
}

const isSame = (one: EffectivePrivilege, other: EffectivePrivilege): boolean =>
  one.privilege === other.privilege && one.inherited_from_name === other.inherited_from_name;

/**
 * What every principal, or one, may do with a thing that is there, with what it inherits from above.
 * @param thing the metastore where left out
 */
export function assignmentsOn(
  { grants, identity }: Pick<PermissionSources, "grants" | "identity">,
  thing: Granted | undefined,
  { principal, caller }: Asked,
): PrivilegeAssignment[] {
  const ofAll = thing ? privilegesOfAll(grants, thing) : [{ privilege: "CREATE_CATALOG" }];
  const granted = thing ? grantedPrivileges(grants, thing) : [];
  const own = [identity.user, identity.servicePrincipal].map(({ user: { userName } }) => userName);
  const isCaller = (name: string) => name === caller;
  const seesAll = ofAll.some(({ privilege }) => privilege === "MANAGE");
  return [...new Set([...own, ...granted.map((each) => each.principal)])]
    .filter((holder) => principal === undefined || holder.toLowerCase() === principal.toLowerCase())
    .filter((holder) => seesAll || isCaller(holder))
    .map((holder) => {
      const base = own.includes(holder) ? ofAll : [];
      const more = granted.filter((each) => each.principal === holder).map(({ privilege }) => privilege);
      const added = more.filter((each) => !base.some((known) => isSame(known, each)));
      return { principal: holder, privileges: [...base, ...added] };
    });
}

/** The thing of a name; undefined for the metastore. @throws HttpError where there is no such thing */
export async function grantedThing(
  sources: PermissionSources,
  type: string,
  fullName: string,
): Promise<Granted | undefined> {
  if (type === "metastore") {
    if (fullName === metastoreId(sources.options.seed)) return undefined;
    throw apiError(404, "METASTORE_DOES_NOT_EXIST", `Metastore '${fullName}' does not exist.`);
  }
  const name = await catalogOf(sources, type, fullName);
  const { catalog_type } = await sources.unityCatalog.catalog(name);
  // A thing of another kind was refused before.
  const securable = type === "function" ? "registered_model" : (type as Securable);
  return { securable, id: normalizedId(securable, fullName), catalogType: catalog_type };
}

/**
 * What every principal, or one, may do with a thing, with what it inherits from above.
 * @throws HttpError 404 where there is no such thing or principal, 400 for an unknown type
 */
export async function effectivePermissions(
  sources: PermissionSources,
  type: string,
  fullName: string,
  asked: Asked,
): Promise<PrivilegeAssignment[]> {
  const thing = await grantedThing(sources, type.toLowerCase(), fullName);
  const { user, servicePrincipal } = sources.identity;
  const isKnown = (name: string) =>
    sources.grants.ofPrincipals.knows(name) ||
    [user, servicePrincipal].some(({ user: { userName } }) => userName === name);
  if (asked.principal !== undefined && !isKnown(asked.principal)) {
    throw apiError(404, "PRINCIPAL_DOES_NOT_EXIST", `Could not find principal with name ${asked.principal}`);
  }
  return assignmentsOn(sources, thing, asked);
}

/** The same without what it inherits from above. Throws as `effectivePermissions` does. */
export async function directPermissions(
  sources: PermissionSources,
  type: string,
  fullName: string,
  asked: Asked,
): Promise<PrivilegeAssignment<string>[]> {
  const assignments = await effectivePermissions(sources, type, fullName, asked);
  return assignments
    .map(({ principal: holder, privileges }) => ({
      principal: holder,
      privileges: privileges.flatMap(({ privilege, inherited_from_type }) =>
        inherited_from_type === undefined ? [privilege] : [],
      ),
    }))
    .filter(({ privileges }) => privileges.length > 0);
}
