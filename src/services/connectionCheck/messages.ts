/** The messages of Check Connection: what was found, what is missing, and what an administrator can do about it. */

import { securable } from "../../errors/securables";
import { quotedName } from "../sql/sqlNames";
import { type CheckRule, nounOf } from "./checkRules";
import type { Certainty, Check, Identity, SecurableKind } from "./connectionCheck";

/** The object in words, such as `the SQL warehouse 475b94ddc7cd5211`. */
export const describeSecurable = (what: SecurableKind, name: string): string => `the ${nounOf(what)} ${name}`;

/** The same at the beginning of a sentence. */
export const capitalized = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** The identity, as an administrator finds it. */
const identityText = (identity: Identity): string => {
  if (identity.kind === "unknown") return "The connection's identity";
  const { kind, userName, displayName } = identity;
  return kind === "service principal" && displayName !== undefined
    ? `The ${kind} ${displayName} (${userName})`
    : `The ${kind} ${userName}`;
};

/** Messages may name two ways to have a right; a statement grants one. */
const grantable = (grant: string): string => grant.replace(/ or ownership$/, "");

/**
 * What to do about a grant that is missing, and the statement that does it, where one can: nobody may have to find it
 * between names, which can look like a statement themselves.
 * @param name the object's ID or full name
 */
export const grantAdvice = (
  identity: Identity,
  grant: string,
  what: SecurableKind,
  name: string,
): Pick<Check, "advice" | "statement"> => {
  const lacks = `${identityText(identity)} lacks ${grant} on ${describeSecurable(what, name)}:`;
  const { menu, keyword } = securable(nounOf(what));
  if (keyword === undefined) return { advice: `${lacks} open ${menu} > ${name} > Permissions and add it.` };
  if (identity.kind === "unknown") {
    return { advice: `${lacks} its owner, or a metastore administrator, can grant it.` };
  }
  const statement = `GRANT ${grantable(grant)} ON ${keyword} ${quotedName(name.split("."))} TO ${quotedName([identity.userName])};`;
  return { advice: `${lacks} ${statement}`, statement };
};

/** The message if Databricks refuses without naming what is missing. */
export const unspecifiedRefusalAdvice =
  "Databricks refuses access without naming the missing grant: ask whoever manages it, or a workspace administrator.";

/** The message if the workspace has no API for a kind of object, so that no object of it can be used there. */
export const unknownApiAdvice = (what: SecurableKind): string =>
  `The workspace has no API for a ${nounOf(what)}: it may not be available there.`;

/** Databricks may report a missing permission for an object that does not exist, to hide what exists. */
export const mayNotExistNote = "It may also not exist: Databricks may report that in the same way.";

/** Databricks may report that a hidden object does not exist. */
export const mayBeHiddenNote = (grant: string): string =>
  `It may also be hidden: Databricks may report that in the same way, and seeing it requires ${grant}.`;

const notShown = "its grants cannot be read or do not show it";

/** What is known about reading and writing, in sentences after the object. */
export const certaintyText = (
  { read, write, readWords, writeWords }: CheckRule,
  canRead: Certainty,
  canWrite: Certainty,
): string => {
  if (canRead === "not known" && canWrite === "not known") {
    return `Whether it can be ${readWords} (${read.grant}) or ${writeWords} (${write.grant}) is not known: ${notShown}.`;
  }
  const reading =
    canRead === "not known"
      ? `Whether it can be ${readWords} (${read.grant}) is not known: ${notShown}. `
      : "";
  if (canWrite === true) return `${reading}It can also be ${writeWords}.`;
  return canWrite === false
    ? `${reading}It cannot be ${writeWords}: that requires ${write.grant}.`
    : `Whether it can be ${writeWords} (${write.grant}) is not known: ${notShown}.`;
};

/** Why the rows of a table cannot be changed by anyone. */
export const readOnlyText = (tableType: string): string =>
  `It is a ${tableType.toLowerCase().replaceAll("_", " ")}, whose rows cannot be changed.`;

const warehouseStates: Record<string, string> = {
  STOPPED: "It starts by itself with the first statement.",
  STOPPING: "It starts by itself with the first statement.",
  STARTING: "Statements wait until it runs.",
  DELETING: "It is being deleted.",
  DELETED: "It is deleted.",
};

const clusterStates: Record<string, string> = {
  TERMINATED: "It must be started before code can run.",
  TERMINATING: "It must be started before code can run.",
  PENDING: "Code can run once it is RUNNING.",
  RESTARTING: "Code can run once it is RUNNING.",
};

const pipelineStates: Record<string, string> = { DELETED: "It is deleted." };

const vectorEndpointStates: Record<string, string> = {
  PROVISIONING: "Its indexes can be queried once it is ONLINE.",
  OFFLINE: "Its indexes cannot be queried until it is ONLINE.",
  DELETED: "It is deleted.",
};

const stateMeanings = {
  warehouse: warehouseStates,
  cluster: clusterStates,
  pipeline: pipelineStates,
  vectorSearchEndpoint: vectorEndpointStates,
};

/** What a state means for using the object. */
export const stateText = (what: keyof typeof stateMeanings, state: string): string => {
  const meaning = stateMeanings[what][state];
  return `Its state is ${state}.${meaning === undefined ? "" : ` ${meaning}`}`;
};

/** States in which an object can no longer be used. */
export const deletedStates: ReadonlySet<string> = new Set(["DELETING", "DELETED"]);
