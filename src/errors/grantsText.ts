/** Grants in words. */
import { type RequiredGrant, workspaceAdministrator } from "./requiredGrant";
import type { SecurableNoun } from "./securables";

/** Names of objects by their kinds, where they are known. */
type Names = Partial<Record<SecurableNoun, string>>;

type Show = (grant: string) => string;

/** One grant in words, whenever it is needed, such as `CAN USE on the SQL warehouse`. */
const grantText = ({ grant, on }: RequiredGrant, names: Names, show: Show): string => {
  if (grant === workspaceAdministrator.grant) return `the role ${show(grant)}`;
  if (on === "workspace") return `the entitlement ${show(grant)}`;
  const name = names[on];
  return `${show(grant)} on the ${on}${name === undefined ? "" : ` ${name}`}`;
};

const inWords = (texts: readonly string[]): string =>
  texts.length < 2 ? texts.join("") : `${texts.slice(0, -1).join(", ")} and ${texts.at(-1)}`;

/**
 * Grants in words, those of one condition together, such as `CAN ATTACH TO on the cluster; if Start Cluster is on: CAN
 * RESTART on the cluster`.
 * @param show how a grant is written
 */
export const grantsText = (
  grants: readonly RequiredGrant[],
  names: Names = {},
  show: Show = (grant) => grant,
): string => {
  const conditions = [...new Set(grants.map(({ when = "" }) => when))].sort((one, other) =>
    one === "" ? -1 : other === "" ? 1 : 0,
  );
  return conditions
    .map((condition) => {
      const group = grants.filter(({ when = "" }) => when === condition);
      const text = inWords(group.map((each) => grantText(each, names, show)));
      return condition === "" ? text : `${condition}: ${text}`;
    })
    .join("; ");
};
