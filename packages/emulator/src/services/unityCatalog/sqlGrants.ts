/** The privileges of principals as SQL statements see and change them. */
import type { GrantedKind, GrantedObject, GrantStorage, ShownGrant } from "databricks-sql-engine";
import type { CatalogType } from "../../contract/wireTypes";
import type { CompleteSeed } from "../../seed/seed";
import type { PrincipalGrant } from "../grants/principalGrants";
import type { Securable } from "../grants/privileges";
import { refusal } from "../grants/refusals";
import type { GrantStore } from "../grants/store";
import type { IdentityStore } from "../identity/store";
import type { ObjectFollower } from "./followers";
import { assignmentsOn } from "./grants";
import { catalogType } from "./seedStamps";

const onSchemas = [
  "USE SCHEMA",
  "SELECT",
  "MODIFY",
  "REFRESH",
  "READ VOLUME",
  "WRITE VOLUME",
  "CREATE TABLE",
  "CREATE VOLUME",
  "CREATE FUNCTION",
  "CREATE MODEL",
  "CREATE MODEL VERSION",
  "CREATE MATERIALIZED VIEW",
  "EXTERNAL USE SCHEMA",
  "EXECUTE",
  "APPLY TAG",
  "MANAGE",
];

const privileges: Record<GrantedKind, readonly string[]> = {
  CATALOG: ["USE CATALOG", "BROWSE", "CREATE SCHEMA", ...onSchemas],
  SCHEMA: onSchemas,
  TABLE: ["SELECT", "MODIFY", "APPLY TAG", "MANAGE"],
  VOLUME: ["READ VOLUME", "WRITE VOLUME", "APPLY TAG", "MANAGE"],
};

const securables = { CATALOG: "catalog", SCHEMA: "schema", TABLE: "table", VOLUME: "volume" } as const;

const thingOf = ({ kind, name }: GrantedObject): { securable: Securable; id: string } => ({
  securable: securables[kind],
  id: name,
});

const kindOf = (type: string): GrantedKind => (type === "SCHEMA" ? "SCHEMA" : "CATALOG");

const everybody = "account users";

export class SqlGrants implements GrantStorage {
  constructor(
    private readonly grants: GrantStore,
    private readonly identity: IdentityStore,
    private readonly seed: CompleteSeed,
    private readonly follower: ObjectFollower,
  ) {}

  privilegesOn(kind: GrantedKind): readonly string[] {
    return privileges[kind];
  }

  /** The groups of the account are not known, so any name may be one; those of each workspace are none. */
  isPrincipal(name: string): boolean {
    return !/^(users|admins)$/i.test(name);
  }

  missingToManage(object: GrantedObject): string | undefined {
    const manage = { ...thingOf(object), privilege: "MANAGE" };
    return this.grants.isRevoked(manage) ? refusal(manage, "") : undefined;
  }

  grant(object: GrantedObject, given: string[], principal: string, user: string): void {
    this.grants.grant(grantsOf(object, given, principal, user));
  }

  revoke(object: GrantedObject, given: string[], principal: string, user: string): void {
    this.grants.revokeFrom(grantsOf(object, given, principal, user));
  }

  list(object: GrantedObject, user: string, principal?: string): ShownGrant[] {
    const [catalog = ""] = object.name.split(".");
    const type = catalogType(this.seed, catalog) as CatalogType;
    const { grants, identity } = this;
    const thing = { ...thingOf(object), catalogType: type };
    return assignmentsOn({ grants, identity }, thing, { principal, caller: user }).flatMap((assignment) =>
      assignment.privileges.map(({ privilege, inherited_from_type: type, inherited_from_name: name }) => ({
        principal: assignment.principal,
        privilege: privilege.replaceAll("_", " "),
        object: type !== undefined && name !== undefined ? { kind: kindOf(type), name } : object,
      })),
    );
  }

  dropped(object: GrantedObject): void {
    this.follower.forget(thingOf(object));
  }

  renamed(object: GrantedObject, name: string): void {
    this.follower.rename(thingOf(object), name);
  }
}

/** What is granted, or taken, by one statement. */
function grantsOf(object: GrantedObject, given: string[], principal: string, user: string): PrincipalGrant[] {
  const known = [user, everybody].find((name) => name.toLowerCase() === principal.toLowerCase());
  return given.map((privilege) => ({
    ...thingOf(object),
    privilege: privilege.replaceAll(" ", "_"),
    principal: known ?? principal,
    forCallers: known !== undefined,
  }));
}
