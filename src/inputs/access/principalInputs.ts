/** Inputs of lists and searches of users, groups and service principals. */
import { otherUserExample } from "../../services/access/accessExamples";
import type { PrincipalKind } from "../../services/access/principals";
import { booleanInput, choiceInput } from "../choice";
import { asOptional, withDefault } from "../defineInput";
import { limitInput } from "../integer";
import { namesInput } from "../stringList";
import { trimmedInput } from "../text";

/** The kinds of principals as they are chosen. */
export const principalKindChoices: Record<PrincipalKind, string> = {
  user: "User",
  group: "Group",
  servicePrincipal: "Service principal",
};

/**
 * Makes the inputs of a list, in order.
 * @param what what is listed, such as "users"
 * @param filter an example of a filter
 * @param excluded an example of an attribute to omit
 */
export const principalListInputs = (what: string, filter: string, excluded = "entitlements") => ({
  filter: asOptional(
    trimmedInput({
      label: "Filter",
      comments: `Which ${what} to return, as a SCIM filter of eq, ne, co (contains) and sw (starts with), joined by and or or. If empty, all are returned.`,
      example: filter,
    }),
  ),
  attributes: namesInput({
    label: "Attributes",
    comments: "The attributes to return, such as displayName. If empty, all are returned.",
    example: "displayName",
  }),
  excludedAttributes: namesInput({
    label: "Excluded Attributes",
    comments: `The attributes to omit, such as ${excluded}.`,
    example: excluded,
  }),
  limit: limitInput(`The maximum number of ${what} to return. If empty, all are returned.`),
});

/** The inputs of a search, in order. */
export const findPrincipalInputs = {
  principal: trimmedInput({
    label: "Principal",
    comments:
      "The e-mail address of a user, the application ID of a service principal, the name of a group, or the display name of a user or service principal, not case-sensitive.",
    example: otherUserExample.userName,
  }),
  principalType: withDefault(
    choiceInput({
      label: "Principal Type",
      comments: "What to search for.",
      choices: { any: "Any", ...principalKindChoices },
    }),
    "any",
  ),
  failIfMissing: booleanInput(
    {
      label: "Fail If Missing",
      comments:
        "When true, which is the default, the step fails if there is no such principal. When false, it returns found as false.",
    },
    true,
  ),
};

/** The kinds of principals to search. */
export const searchedKinds = (type: PrincipalKind | "any"): PrincipalKind[] =>
  type === "any" ? ["user", "servicePrincipal", "group"] : [type];
