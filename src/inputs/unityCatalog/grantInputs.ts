/** Inputs of who may do what. */
import { grantChangeExample } from "../../services/unityCatalog/grantExamples";
import type { GrantChange } from "../../services/unityCatalog/grants";
import { choiceInput } from "../choice";
import { asOptional, withDefault } from "../defineInput";
import { namesInput } from "../stringList";
import { structuredRows } from "../structuredInput";
import { trimmedInput } from "../text";

const whatPrincipal =
  "a user by e-mail address, a service principal by its application ID, or a group of the account by its name";

export const grantPrincipal = asOptional(
  trimmedInput({
    label: "Principal",
    comments: `Whose grants to return: those of ${whatPrincipal}. If empty, those of all principals are returned.`,
    placeholder: "ada@example.com",
    example: "ada@example.com",
  }),
);

export const grantScope = withDefault(
  choiceInput({
    label: "Grants",
    comments:
      "Direct grants are those on the object itself. Effective ones are also those that it inherits from its schema, its catalog or the metastore; each then tells where it comes from.",
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
      "What to grant and what to revoke, one principal in each row; or the same as JSON, from an earlier step. What is granted already, or was not, is no error.",
    fields: {
      principal: trimmedInput({
        label: "Principal",
        comments: `Who it is: ${whatPrincipal}.`,
        placeholder: "analysts",
        example: grantChangeExample.principal,
      }),
      add: privilegesInput("Add", "The privileges to grant.", grantChangeExample.add),
      remove: privilegesInput(
        "Remove",
        "The privileges to revoke. ALL_PRIVILEGES takes with it the single privileges that it implies.",
        grantChangeExample.remove,
      ),
    },
  },
  ({ principal, ...given }, place): GrantChange => {
    const [add, remove] = [spelled(given.add), spelled(given.remove)];
    if (add.length + remove.length === 0) throw new Error(`${place}: Add and Remove are both empty.`);
    return { principal, add, remove };
  },
);

/**
 * The changes, those of one principal together.
 * @throws Error that names the input, if there is none, or if something is granted and revoked
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
    if (both !== undefined) throw new Error(`${changesLabel} add and remove ${both} of ${principal}.`);
  }
  return [...merged.values()];
};
