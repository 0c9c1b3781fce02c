/** Finds one principal by one of its names. */
import type { DatabricksClient } from "../../client";
import { mapConcurrent } from "../../http/concurrency";
import { DatabricksError } from "../../http/errors";
import { labels } from "../../labels";
import { listPrincipals, type PrincipalKind, type ScimResource, scimResourceSchema } from "./principals";

/** A kind of principal: the attribute that permissions use, and the attributes to search. */
interface PrincipalAttributes {
  words: string;
  nameOf: (resource: ScimResource) => string | undefined;
  attributes: readonly string[];
}

const kinds: Record<PrincipalKind, PrincipalAttributes> = {
  user: { words: "user", nameOf: ({ userName }) => userName, attributes: ["userName", "displayName"] },
  servicePrincipal: {
    words: "service principal",
    nameOf: ({ applicationId }) => applicationId,
    attributes: ["applicationId", "displayName"],
  },
  group: { words: "group", nameOf: ({ displayName }) => displayName, attributes: ["displayName"] },
};

/** The principal, or that none was found. */
export interface FoundPrincipal {
  found: boolean;
  type?: PrincipalKind;
  /** The name that permissions and grants use: an e-mail address, an application ID, or a group's name. */
  name?: string;
  principal?: ScimResource;
}

type Match = Required<Omit<FoundPrincipal, "found">>;

/** A text in a SCIM filter, with the escapes of JSON. */
const quoted = (text: string): string => `"${text.replace(/["\\]/g, "\\$&")}"`;

const isSame = (one: string | undefined, other: string): boolean =>
  one?.toLowerCase() === other.toLowerCase();

const matchesOf = async (client: DatabricksClient, type: PrincipalKind, text: string): Promise<Match[]> => {
  const { attributes, nameOf } = kinds[type];
  const filter = attributes.map((attribute) => `${attribute} eq ${quoted(text)}`).join(" or ");
  const query = { filter, ...(type === "group" && { excludedAttributes: ["members"] }) };
  const found = await listPrincipals(client, type, scimResourceSchema, query);
  return found
    .map((principal) => ({ type, name: nameOf(principal) ?? principal.id, principal }))
    .filter(({ name, principal }) => isSame(name, text) || isSame(principal.displayName, text));
};

/** An e-mail address and an application ID are unique; several principals may have the same display name. */
const isNamedAlone = ({ type, name }: Match, text: string): boolean => type !== "group" && isSame(name, text);

/**
 * Finds the one user, group or service principal with an e-mail address, an application ID, a group's name or a display
 * name.
 * @param types the kinds to search
 * @param isRequired whether no match is an error
 * @throws DatabricksError if there are several matches, which it lists, or if none is found and one is required
 */
export const findPrincipalNamed = async (
  client: DatabricksClient,
  text: string,
  types: readonly PrincipalKind[],
  isRequired: boolean,
): Promise<FoundPrincipal> => {
  // One after the other: searches are rare, and the order of requests is always the same.
  const matches = (await mapConcurrent(types, 1, (type) => matchesOf(client, type, text))).flat();
  const alone = matches.filter((match) => isNamedAlone(match, text));
  const candidates = alone.length > 0 ? alone : matches;
  const [one, ...others] = candidates;
  if (one && others.length === 0) return { found: true, ...one };
  if (!one && !isRequired) return { found: false };
  const lists = [labels.listUsers, labels.listGroups, labels.listServicePrincipals].join(", ");
  throw new DatabricksError({
    operation: `Finding the principal "${text}"`,
    message: one
      ? `${candidates.length} principals have this name: ${candidates
          .map(({ type, name }) => `the ${kinds[type].words} ${name}`)
          .join(", ")}`
      : "no user, group or service principal of the workspace has this name",
    hint: one
      ? "Enter the e-mail address or the application ID of one of them, or select its Principal Type."
      : `See all of them with ${lists}.`,
  });
};
