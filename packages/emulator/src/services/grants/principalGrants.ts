/** What statements have granted to principals, in addition to what everybody may do. */
import type { Grant } from "./privileges";

/** A privilege that was granted to one principal. */
export interface PrincipalGrant extends Grant {
  principal: string;
  /** Whether it holds for the caller, and so restores what was revoked. */
  forCallers: boolean;
}

const sameName = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** Whether a thing is another, or stands in it. */
export const isWithin = (
  one: Pick<Grant, "securable" | "id">,
  other: Pick<Grant, "securable" | "id">,
): boolean => (one.id === other.id ? one.securable === other.securable : one.id.startsWith(`${other.id}.`));

const isSame = (one: Grant, other: Grant): boolean =>
  one.securable === other.securable && one.id === other.id && one.privilege === other.privilege;

export class PrincipalGrants {
  #all: PrincipalGrant[] = [];

  /** Adds grants; what is there already stays as it is. */
  add(grants: PrincipalGrant[]): void {
    for (const grant of grants) {
      const isThere = this.#all.some(
        (each) => isSame(each, grant) && sameName(each.principal, grant.principal),
      );
      if (!isThere) this.#all.push(grant);
    }
  }

  /** Takes a grant from its principal. */
  remove(grant: Grant, principal: string): void {
    this.#all = this.#all.filter((each) => !(isSame(each, grant) && sameName(each.principal, principal)));
  }

  /** Takes a privilege on a thing, and on all that stands in it, from whoever calls. */
  removeFromCallers(grant: Grant): void {
    this.#all = this.#all.filter(
      (each) => !(each.forCallers && each.privilege === grant.privilege && isWithin(each, grant)),
    );
  }

  /** Whether whoever calls has been granted a privilege on this very thing. */
  gives(grant: Grant): boolean {
    return this.#all.some((each) => each.forCallers && isSame(each, grant));
  }

  /** The grants on one thing itself, in the order in which they were made. */
  on({ securable, id }: Pick<Grant, "securable" | "id">): PrincipalGrant[] {
    return this.#all.filter((each) => each.securable === securable && each.id === id);
  }

  /** Whether a principal has been granted anything. */
  knows(principal: string): boolean {
    return this.#all.some((each) => sameName(each.principal, principal));
  }

  /** An object was dropped, with everything in it. */
  forget(thing: Pick<Grant, "securable" | "id">): void {
    this.#all = this.#all.filter((each) => !isWithin(each, thing));
  }

  /** A table or a volume has another name. */
  rename(thing: Pick<Grant, "securable" | "id">, id: string): void {
    this.#all = this.#all.map((each) => (isWithin(each, thing) ? { ...each, id } : each));
  }
}
