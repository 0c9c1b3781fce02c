/** Inputs of lists and searches of users, groups and service principals. */
import { otherUserExample } from "../../services/access/accessExamples";
import type { PrincipalKind } from "../../services/access/principals";
import { booleanInput, choiceInput } from "../choice";
import { asOptional, withDefault } from "../defineInput";
import { limitInput } from "../integer";
import { namesInput } from "../stringList";
import { trimmedInput } from "../text";

/** The choices of kinds of principals. */
export const principalKindChoices: Record<PrincipalKind, string> = {
  user: "User",
  group: "Group",
  servicePrincipal: "Service principal",
};

/**
 * Makes the inputs of a list, in order.
 * @param what the items of the list, such as "users"
 * @param filter an example of a filter
 * @param excluded an example of an attribute to omit
 */
export const principalListInputs = (what: string, filter: string, excluded = "entitlements") => ({
  filter: asOptional(
    trimmedInput({
      label: "Filter",
      comments: `A SCIM filter for the ${what} to return, with the operators eq (equals), ne (not equal), co (contains) and sw (starts with), combined by and or or. If empty, all ${what} are returned.`,
      example: filter,
    }),
  ),
  attributes: namesInput({
    label: "Attributes",
    comments: "The attributes to return, such as displayName. If empty, all attributes are returned.",
    example: "displayName",
  }),
  excludedAttributes: namesInput({
    label: "Excluded Attributes",
    comments: `The attributes to omit, such as ${excluded}. If empty, none are omitted.`,
    example: excluded,
  }),
  limit: limitInput(`The maximum number of ${what} to return. If empty, all ${what} are returned.`),
});

/** The inputs of a search, in order. */
export const findPrincipalInputs = {
  principal: trimmedInput({
    label: "Principal",
    comments:
      "The e-mail address of a user, the application ID of a service principal, the name of a group, or the display name of a user or service principal. Not case-sensitive.",
    example: otherUserExample.userName,
  }),
  principalType: withDefault(
    choiceInput({
      label: "Principal Type",
      comments: "The type of principal to search for.",
      choices: { any: "Any", ...principalKindChoices },
    }),
    "any",
  ),
  failIfMissing: booleanInput(
    {
      label: "Fail If Missing",
      comments:
        "When true, which is the default, the step fails if no principal is found. When false, the result has found set to false.",
    },
    true,
  ),
};

/** The kinds of principals to search. */
export const searchedKinds = (type: PrincipalKind | "any"): PrincipalKind[] =>
  type === "any" ? ["user", "servicePrincipal", "group"] : [type];
