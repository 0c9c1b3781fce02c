/** The users, groups and service principals of a workspace: those who may sign in, and those it was seeded with. */
import type { ComplexValue, Group, ServicePrincipal } from "../../contract/wireTypes";
import type { CompleteSeed } from "../../seed/seed";
import type { Principal } from "./principal";
import type { IdentityStore } from "./store";
import type { UserResource } from "./user";

/** The field of an access control that names a principal of each kind. */
export type PrincipalField = "user_name" | "group_name" | "service_principal_name";

type Seeded = Pick<CompleteSeed, "user" | "users" | "groups" | "service_principals">;

/** A service principal in a list: unlike in Me, its application ID is in a field of its own. */
const servicePrincipalOf = ({ user }: Principal): ServicePrincipal => {
  const { userName, schemas: _user, ...others } = user;
  return {
    ...others,
    applicationId: userName,
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:ServicePrincipal"],
  };
};

interface Member {
  id?: string;
  displayName?: string;
  groups?: ComplexValue[];
}

const membersOf = (groupId: string, members: Member[], kind: string): ComplexValue[] =>
  members
    .filter(({ groups = [] }) => groups.some(({ value }) => value === groupId))
    .map(({ id, displayName }) => ({
      ...(displayName !== undefined && { display: displayName }),
      type: "direct",
      value: id ?? "",
      $ref: `${kind}/${id}`,
    }));

export class Directory {
  constructor(
    private readonly identity: IdentityStore,
    private readonly seed: Seeded,
  ) {}

  users(): UserResource[] {
    return [this.seed.user, ...this.seed.users];
  }

  servicePrincipals(): ServicePrincipal[] {
    const own = this.identity.principals.filter(({ kind }) => kind === "servicePrincipal");
    return [...own.map(servicePrincipalOf), ...this.seed.service_principals];
  }

  /** Every group with its members, as far as there are any: who is in a group says so itself. */
  groups(): Group[] {
    return this.seed.groups.map((group) => {
      const members = [
        ...membersOf(group.id ?? "", this.users(), "Users"),
        ...membersOf(group.id ?? "", this.servicePrincipals(), "ServicePrincipals"),
      ];
      return { ...group, ...(members.length > 0 && { members }) };
    });
  }

  /** The display name of a principal; its name where it has no other, undefined where there is none of that name. */
  displayName(field: PrincipalField, name: string): string | undefined {
    const isNamed = (own: string | undefined) => own?.toLowerCase() === name.toLowerCase();
    if (field === "group_name") {
      const isGroup = isNamed("admins") || isNamed("users");
      return isGroup ? name : this.seed.groups.find((group) => isNamed(group.displayName))?.displayName;
    }
    const found =
      field === "user_name"
        ? this.users().find(({ userName }) => isNamed(userName))
        : this.servicePrincipals().find(({ applicationId }) => isNamed(applicationId));
    return found && (found.displayName ?? name);
  }
}
