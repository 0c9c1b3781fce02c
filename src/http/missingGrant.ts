/** Which grant a refusal of Databricks names. Its messages are no contract: what they do not tell stays unknown. */

/** A grant that is missing, and on what. */
export interface MissingGrant {
  /** As Databricks' pages and statements spell it, such as `USE CATALOG` or `CAN MANAGE RUN`. */
  grant: string;
  /** What it is missing on, such as `catalog` or `job`. */
  kind: string;
  /** The name or the ID of it, where the message has one. */
  name?: string;
}

const levels: Record<string, string> = {
  attach: "CAN ATTACH TO",
  restart: "CAN RESTART",
  manage: "CAN MANAGE",
};

const ofJob = (rights: string): string => {
  if (/\bview\b/i.test(rights)) return "CAN VIEW";
  return /manage run/i.test(rights) ? "CAN MANAGE RUN" : "CAN MANAGE";
};

const catalogKinds: Record<string, string> = { "routine or model": "model" };

interface Form {
  said: RegExp;
  read: (parts: string[]) => MissingGrant;
}

const forms: readonly Form[] = [
  {
    said: /does not have ([A-Z][A-Z ]*[A-Z]) on (Catalog|Schema|Table|View|Volume|Routine or Model) '([^']+)'/,
    read: ([grant = "", kind = "", name]) => {
      const word = kind.toLowerCase();
      return { grant, kind: catalogKinds[word] ?? word, name };
    },
  },
  {
    said: /does not have ([\w ]{1,60}) permissions on job (\d+)/,
    read: ([rights = "", name]) => ({ grant: ofJob(rights), kind: "job", name }),
  },
  {
    said: /does not have (Attach|Restart|Manage) permissions on ([^.]{1,200})\. Please contact/,
    read: ([level = "", name]) => ({ grant: levels[level.toLowerCase()] ?? level, kind: "cluster", name }),
  },
  {
    said: /You do not have permission to attach to cluster ([\w-]+)/,
    read: ([name]) => ({ grant: "CAN ATTACH TO", kind: "cluster", name }),
  },
  {
    said: /permission to (use|manage) the SQL Warehouse|not authorized to (use|manage) this SQL Endpoint/,
    read: ([one, other]) => ({ grant: `CAN ${(one ?? other ?? "").toUpperCase()}`, kind: "SQL warehouse" }),
  },
  {
    said: /does not have permission '(View|Query|Manage)' on Endpoint ([^\s.]+)/,
    read: ([level = "", name]) => ({ grant: `CAN ${level.toUpperCase()}`, kind: "serving endpoint", name }),
  },
];

/** The grant that a message says is missing; undefined where it names none. */
export const missingGrant = (message: string): MissingGrant | undefined => {
  for (const { said, read } of forms) {
    const found = said.exec(message);
    if (found) return read(found.slice(1));
  }
  return undefined;
};

/** What lies in Unity Catalog, whose grants its owner gives; an administrator gives the others. */
const ofUnityCatalog = new Set(["catalog", "schema", "table", "view", "volume", "model"]);

/** What to do about it, in a sentence that goes with the refusal. */
export const grantHint = ({ grant, kind, name }: MissingGrant): string => {
  const on = `the ${kind}${name === undefined ? "" : ` ${name}`}`;
  const who = ofUnityCatalog.has(kind)
    ? "its owner, or a metastore administrator,"
    : "whoever manages it, or a workspace administrator,";
  return `The connection's identity lacks ${grant} on ${on}: ${who} can grant it.`;
};
