/** Inputs of grants. */
import { grantChangeExample } from "../../services/unityCatalog/grantExamples";
import type { GrantChange } from "../../services/unityCatalog/grants";
import { choiceInput } from "../choice";
import { asOptional, withDefault } from "../defineInput";
import { namesInput } from "../stringList";
import { structuredRows } from "../structuredInput";
import { trimmedInput } from "../text";

const whatPrincipal =
  "the e-mail address of a user, the application ID of a service principal, or the name of a group of the account";

export const grantPrincipal = asOptional(
  trimmedInput({
    label: "Principal",
    comments: `The principal whose grants are returned: ${whatPrincipal}. If empty, the grants of all principals are returned.`,
    placeholder: "ada@example.com",
    example: "ada@example.com",
  }),
);

export const grantScope = withDefault(
  choiceInput({
    label: "Grants",
    comments:
      "Direct returns the grants on the object itself. Effective also returns the grants that it inherits from its schema, its catalog or the metastore, each with the object it is inherited from.",
    choices: { direct: "Direct", effective: "Effective" },
  }),
  "direct",
);

const privilegesInput = (label: string, comments: string, example: readonly string[]) =>
  namesInput({ label, comments, placeholder: example.join(", "), example: JSON.stringify(example) });

/** A privilege as the API spells it: statements have spaces. */
const apiSpelling = (privilege: string): string => privilege.toUpperCase().replace(/[\s_]+/g, "_");

const spelled = (privileges: readonly string[]): string[] => [
  ...new Set(
    privileges
      .flatMap((one) => one.split(","))
      .map((one) => one.trim())
      .filter((one) => one !== "")
      .map(apiSpelling),
  ),
];

const changesLabel = "Changes";

/** The changes, one principal in each row. */
export const grantChanges = structuredRows(
  {
    label: changesLabel,
    comments:
      "The privileges to grant and to revoke, one principal in each row, or the same as JSON from an earlier step. At least one row is required. Granting a privilege that is already granted, or revoking one that is not granted, is not an error.",
    fields: {
      principal: trimmedInput({
        label: "Principal",
        comments: `The principal: ${whatPrincipal}.`,
        placeholder: "analysts",
        example: grantChangeExample.principal,
      }),
      add: privilegesInput(
        "Add",
        "The privileges to grant, such as SELECT or USE SCHEMA. Required if Remove is empty.",
        grantChangeExample.add,
      ),
      remove: privilegesInput(
        "Remove",
        "The privileges to revoke, such as MODIFY. Required if Add is empty. Revoking ALL PRIVILEGES also revokes the single privileges that it implies.",
        grantChangeExample.remove,
      ),
    },
  },
  ({ principal, ...given }, place): GrantChange => {
    const [add, remove] = [spelled(given.add), spelled(given.remove)];
    if (add.length + remove.length === 0) throw new Error(`${place}: Add is empty, and so is Remove.`);
    return { principal, add, remove };
  },
);

/**
 * The changes, merged by principal.
 * @throws Error that names the input, if there are none, or if a privilege is both granted and revoked
 */
export const mergedGrantChanges = (changes: readonly GrantChange[] | undefined): GrantChange[] => {
  if (!changes) throw new Error(`${changesLabel} is empty.`);
  const merged = new Map<string, GrantChange>();
  for (const { principal, add, remove } of changes) {
    const known = merged.get(principal) ?? { principal, add: [], remove: [] };
    merged.set(principal, {
      principal,
      add: [...new Set([...known.add, ...add])],
      remove: [...new Set([...known.remove, ...remove])],
    });
  }
  for (const { principal, add, remove } of merged.values()) {
    const both = add.find((privilege) => remove.includes(privilege));
    if (both !== undefined) throw new Error(`${changesLabel} both add and remove ${both} for ${principal}.`);
  }
  return [...merged.values()];
};
