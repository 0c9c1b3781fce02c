/**
 * The messages of Check Connection: what is missing, and what an administrator can do about it.
 * https://docs.databricks.com/aws/en/security/auth/access-control/
 */

import { labels } from "../../labels";
import { quotedName } from "../sql/sqlNames";
import type { Identity, SecurableKind } from "./connectionCheck";

interface SecurableDetails {
  /** Its name. */
  noun: string;
  /** The grant without which it cannot even be read. */
  grant: string;
  /** Where its permissions are set in Databricks; if absent, a statement grants them. */
  menu?: string;
  /** How to find an existing one. */
  lookupHint: string;
}

/** The properties of each kind of object. */
export const securableDetails: Record<SecurableKind, SecurableDetails> = {
  warehouse: {
    noun: "SQL warehouse",
    grant: "CAN USE",
    menu: "SQL Warehouses",
    lookupHint: `${labels.listWarehouses} lists the existing IDs.`,
  },
  cluster: {
    noun: "cluster",
    grant: "CAN ATTACH TO",
    menu: "Compute",
    lookupHint: `${labels.listClusters} lists the existing IDs.`,
  },
  job: {
    noun: "job",
    grant: "CAN VIEW",
    menu: "Jobs & Pipelines",
    lookupHint: `${labels.listJobs} lists the existing IDs.`,
  },
  catalog: {
    noun: "catalog",
    grant: "USE CATALOG",
    lookupHint: "SHOW CATALOGS lists the visible ones.",
  },
  schema: {
    noun: "schema",
    grant: "USE SCHEMA",
    lookupHint: "SHOW SCHEMAS IN its catalog lists the visible ones.",
  },
  table: {
    noun: "table",
    grant: "SELECT",
    lookupHint: "SHOW TABLES IN its schema lists the visible ones.",
  },
};

/** The object in words, such as `the SQL warehouse 475b94ddc7cd5211`. */
export const describeSecurable = (what: SecurableKind, name: string): string =>
  `the ${securableDetails[what].noun} ${name}`;

/** The identity, as an administrator finds it. */
const identityText = (identity: Identity): string => {
  if (identity.kind === "unknown") return "The connection's identity";
  const { kind, userName, displayName } = identity;
  return kind === "service principal" && displayName !== undefined
    ? `The ${kind} ${displayName} (${userName})`
    : `The ${kind} ${userName}`;
};

/**
 * What to do about a grant that is missing.
 * @param name the object's ID or full name
 */
export const grantAdvice = (identity: Identity, grant: string, what: SecurableKind, name: string): string => {
  const lacks = `${identityText(identity)} lacks ${grant} on ${describeSecurable(what, name)}:`;
  const { noun, menu } = securableDetails[what];
  if (menu !== undefined) return `${lacks} open ${menu} > ${name} > Permissions and add it.`;
  if (identity.kind === "unknown") return `${lacks} its owner, or a metastore administrator, can grant it.`;
  const statement = `GRANT ${grant} ON ${noun.toUpperCase()} ${quotedName(name.split("."))} TO ${quotedName([identity.userName])};`;
  return `${lacks} ${statement}`;
};

/** The message if Databricks refuses without naming what is missing. */
export const unspecifiedRefusalAdvice =
  "Databricks refuses access without naming the missing grant: ask whoever manages it, or a workspace administrator.";

/** Databricks may report a missing permission for an object that does not exist, to hide what exists. */
export const mayNotExistNote = "It may also not exist: Databricks may report that in the same way.";

/** Databricks may report that a hidden object does not exist. */
export const mayBeHiddenNote = (grant: string): string =>
  `It may also be hidden: Databricks may report that in the same way, and seeing it requires ${grant}.`;

const warehouseStates: Record<string, string> = {
  STOPPED: "It starts by itself with the first statement.",
  STOPPING: "It starts by itself with the first statement.",
  STARTING: "Statements wait until it runs.",
  DELETING: "It is being deleted.",
  DELETED: "It is deleted.",
};

const clusterStates: Record<string, string> = {
  TERMINATED: "It must be started before code can run, which requires CAN RESTART.",
  TERMINATING: "It must be started before code can run, which requires CAN RESTART.",
  PENDING: "Code can run once it is RUNNING.",
  RESTARTING: "Code can run once it is RUNNING.",
};

/** What a state means for using the object. */
export const stateText = (what: "warehouse" | "cluster", state: string): string => {
  const meaning = (what === "warehouse" ? warehouseStates : clusterStates)[state];
  return `Its state is ${state}.${meaning === undefined ? "" : ` ${meaning}`}`;
};

/** States in which an object can no longer be used. */
export const deletedStates: ReadonlySet<string> = new Set(["DELETING", "DELETED"]);

/** What cannot be checked for a visible job. */
export const runPermissionNote =
  "Running it requires CAN MANAGE RUN, which can only be checked by running it.";

/** The message for a catalog whose grants the identity may not read. */
export const unreadableGrantsNote = "Its grants cannot be read.";
