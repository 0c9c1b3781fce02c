/** Who may do what: everybody may do everything until a test revokes a privilege. */
import { apiError, type HttpError } from "../../apiError";
import { isWithin, type PrincipalGrant, PrincipalGrants } from "./principalGrants";
import {
  type Grant,
  type Levelled,
  levelsOf,
  normalizedId,
  type PrivilegeOn,
  requiredGrants,
  revokedBy,
  type Securable,
  viewPrivileges,
} from "./privileges";
import { refusal } from "./refusals";

const keyOf = ({ securable, id, privilege }: Grant): string => JSON.stringify([securable, id, privilege]);

const denied = (text: string): HttpError => apiError(403, "PERMISSION_DENIED", text);

export class GrantStore {
  readonly #revoked = new Map<string, Grant>();
  /** What statements have granted. */
  readonly ofPrincipals = new PrincipalGrants();

  /** What has been taken away. */
  revoked(): Grant[] {
    return [...this.#revoked.values()];
  }

  /** Takes privileges away from everybody who calls. A level takes those above it along. */
  revoke(grants: Grant[]): void {
    for (const grant of grants) {
      this.#revoked.set(keyOf(grant), grant);
      this.ofPrincipals.removeFromCallers(grant);
    }
  }

  /** Grants privileges of Unity Catalog: one that holds for the caller restores what was revoked. */
  grant(grants: PrincipalGrant[]): void {
    this.ofPrincipals.add(grants);
    for (const grant of grants.filter(({ forCallers }) => forCallers)) {
      for (const [key, taken] of this.#revoked) {
        if (taken.privilege === grant.privilege && isWithin(taken, grant)) this.#revoked.delete(key);
      }
    }
  }

  /** Takes privileges from a principal: one that nothing else gives to whoever calls is taken away. */
  revokeFrom(grants: PrincipalGrant[]): void {
    for (const { principal, forCallers, ...grant } of grants) {
      this.ofPrincipals.remove(grant, principal);
      if (forCallers && !this.ofPrincipals.gives(grant)) this.#revoked.set(keyOf(grant), grant);
    }
  }

  /** Gives privileges back that were taken away. */
  restore(grants: Grant[]): void {
    for (const grant of grants) this.#revoked.delete(keyOf(grant));
  }

  /** Gives everything back. */
  restoreAll(): void {
    this.#revoked.clear();
  }

  /** The first thing that is missing for a privilege to be of use; undefined where nothing is. */
  missing(wanted: Grant): Grant | undefined {
    if (this.#revoked.size === 0) return undefined;
    return requiredGrants(wanted).find((grant) => this.isRevoked(grant));
  }

  /** Whether a privilege itself has been taken away, be it of use or not, and not been granted again on less. */
  isRevoked(grant: Grant): boolean {
    const nearest = revokedBy(grant)
      .reverse()
      .find((each) => this.#isTaken(each) || this.ofPrincipals.gives(each));
    return nearest !== undefined && this.#isTaken(nearest);
  }

  /** Whether what everybody has of a privilege has been taken away, whatever has been granted since. */
  isTakenAway(grant: Grant): boolean {
    return revokedBy(grant).some((each) => this.#isTaken(each));
  }

  #isTaken(grant: Grant): boolean {
    return this.#revoked.has(keyOf(grant));
  }

  /** The same in words, for what a statement names: a catalog, a schema, a table or a volume, by the names on the way to it. */
  missingInSql(path: string[], privilege: PrivilegeOn<"catalog">): string | undefined {
    const object = privilege === "READ_VOLUME" ? "volume" : "table";
    const securable = (["catalog", "schema"] as const)[path.length - 1] ?? object;
    const missing = this.missing({ securable, id: path.join("."), privilege });
    return missing && refusal(missing, "");
  }

  /** What one caller may do. */
  of(userName: string): CallerGrants {
    return new CallerGrants(this, userName);
  }
}

/** What one caller may do. Ids are taken as they come in requests: one that stands for nothing is granted. */
export class CallerGrants {
  constructor(
    private readonly store: GrantStore,
    private readonly userName: string,
  ) {}

  /** Whether a privilege is of use to the caller. */
  allows<S extends Securable>(
    securable: S,
    id: unknown,
    privilege: PrivilegeOn<S> = viewPrivileges[securable],
  ): boolean {
    return this.store.missing({ securable, id: normalizedId(securable, id), privilege }) === undefined;
  }

  /**
   * @param refuse what is thrown, of the text that names what is missing: API 1.2 has another shape
   * @throws HttpError 403 PERMISSION_DENIED that names what is missing for a privilege to be of use
   */
  require<S extends Securable>(
    securable: S,
    id: unknown,
    privilege: PrivilegeOn<S> = viewPrivileges[securable],
    refuse: (text: string) => HttpError = denied,
  ): void {
    const missing = this.store.missing({ securable, id: normalizedId(securable, id), privilege });
    if (missing) throw refuse(refusal(missing, this.userName));
  }

  /** The highest level of permission that the caller has; undefined where there is none. */
  levelOn(securable: Levelled, id: unknown): string | undefined {
    const isLeft = (privilege: string) =>
      !this.store.isRevoked({ securable, id: normalizedId(securable, id), privilege });
    return levelsOf(securable).filter(isLeft).at(-1);
  }

  /** What the caller may see of a list. */
  visible<T>(securable: Securable, all: T[], idOf: (item: T) => unknown): T[] {
    return all.filter((item) => this.allows(securable, idOf(item)));
  }
}
