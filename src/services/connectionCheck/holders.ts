/** Who holds which grants on an object, and what follows from that for the identity of the connection. */
import { type SecurableNoun, securable } from "../../errors/securables";
import type { SignedInUser } from "../users/users";
import type { Certainty } from "./connectionCheck";

/** A principal with its grants on an object. */
export interface Holder {
  /** A user's name, a service principal's application ID, or a group's name. */
  name: string;
  /** Whether it may be a group, to which the identity may belong without the lists saying so. */
  mayBeGroup: boolean;
  /** Its grants in the spelling of pages, such as `CAN USE`. */
  grants: readonly string[];
}

/** Groups of all users of the account, or of the workspace. */
const everyone = ["account users", "users"];

/** The group of the workspace's administrators, which Databricks names on every object: no other group is in it. */
const administrators = "admins";

/** The level of the one who owns an object of the workspace. */
const owner = "IS OWNER";

/** The grants any of which gives a grant: a level has those before it, `ALL PRIVILEGES` all but MANAGE. */
const grantsThatGive = (grant: string, noun: SecurableNoun): string[] => {
  const { grants, keyword } = securable(noun);
  if (keyword === undefined) return [...grants.slice(grants.indexOf(grant)), owner];
  return grant === "MANAGE" ? [grant] : [grant, "ALL PRIVILEGES"];
};

/** Whether a level is none of those that are known: it may give any of them. A privilege gives itself alone. */
const hasNewLevel = (noun: SecurableNoun, { grants }: Holder): boolean => {
  const { grants: known, keyword } = securable(noun);
  return keyword === undefined && grants.some((grant) => grant !== owner && !known.includes(grant));
};

/**
 * Whether the identity has a grant on an object.
 * @param holders who is known to hold which grants on it
 * @returns `not known` if it may have it through a group that is not listed, or in a way that grants do not show
 */
export const holdsGrant = (
  grant: string,
  noun: SecurableNoun,
  holders: readonly Holder[],
  user: SignedInUser,
): Certainty => {
  const groups = (user.groups ?? []).flatMap(({ display }) => display ?? []);
  const own = new Set([user.userName, ...everyone, ...groups].map((name) => name.toLowerCase()));
  const isOwn = ({ name }: Holder): boolean => own.has(name.toLowerCase());
  const giving = new Set(grantsThatGive(grant, noun));
  const gives = ({ grants }: Holder): boolean => grants.some((each) => giving.has(each));
  if (holders.some((holder) => isOwn(holder) && gives(holder))) return true;
  const mayGive = holders.some((holder) =>
    isOwn(holder)
      ? hasNewLevel(noun, holder)
      : holder.mayBeGroup && holder.name !== administrators && gives(holder),
  );
  const isNamed = holders.some((holder) => isOwn(holder) && holder.grants.length > 0);
  return mayGive || !isNamed ? "not known" : false;
};
