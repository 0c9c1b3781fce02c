/** The privileges of principals as SQL statements see and change them. */
import type { GrantedKind, GrantedObject, GrantStorage, ShownGrant } from "databricks-sql-engine";
import type { CatalogType } from "../../contract/wireTypes";
import type { CompleteSeed } from "../../seed/seed";
import type { Securable } from "../grants/privileges";
import { refusal } from "../grants/refusals";
import type { GrantStore } from "../grants/store";
import type { IdentityStore } from "../identity/store";
import type { ObjectFollower } from "./followers";
import { grantable, isPrincipal, principalGrants } from "./grantChanges";
import { assignmentsOn } from "./grants";
import { catalogType } from "./seedStamps";

const securables = { CATALOG: "catalog", SCHEMA: "schema", TABLE: "table", VOLUME: "volume" } as const;

const withSpaces = (privilege: string): string => privilege.replaceAll("_", " ");
const withUnderscores = (privilege: string): string => privilege.replaceAll(" ", "_");

const thingOf = ({ kind, name }: GrantedObject): { securable: Securable; id: string } => ({
  securable: securables[kind],
  id: name,
});

const kindOf = (type: string): GrantedKind => (type === "SCHEMA" ? "SCHEMA" : "CATALOG");

export class SqlGrants implements GrantStorage {
  constructor(
    private readonly grants: GrantStore,
    private readonly identity: IdentityStore,
    private readonly seed: CompleteSeed,
    private readonly follower: ObjectFollower,
  ) {}

  privilegesOn(kind: GrantedKind): readonly string[] {
    return grantable[securables[kind]].map(withSpaces);
  }

  isPrincipal(name: string): boolean {
    return isPrincipal(name);
  }

  missingToManage(object: GrantedObject): string | undefined {
    const manage = { ...thingOf(object), privilege: "MANAGE" };
    return this.grants.isRevoked(manage) ? refusal(manage, "") : undefined;
  }

  grant(object: GrantedObject, given: string[], principal: string, user: string): void {
    this.grants.grant(principalGrants(thingOf(object), given.map(withUnderscores), principal, user));
  }

  revoke(object: GrantedObject, given: string[], principal: string, user: string): void {
    this.grants.revokeFrom(principalGrants(thingOf(object), given.map(withUnderscores), principal, user));
  }

  list(object: GrantedObject, user: string, principal?: string): ShownGrant[] {
    const [catalog = ""] = object.name.split(".");
    const type = catalogType(this.seed, catalog) as CatalogType;
    const { grants, identity } = this;
    const thing = { ...thingOf(object), catalogType: type };
    return assignmentsOn({ grants, identity }, thing, { principal, caller: user }).flatMap((assignment) =>
      assignment.privileges.map(({ privilege, inherited_from_type: type, inherited_from_name: name }) => ({
        principal: assignment.principal,
        privilege: withSpaces(privilege),
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
