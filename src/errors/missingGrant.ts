/** Which grant a refusal of Databricks names. Its messages are not a contract: what they do not say stays unknown. */
import { isOfUnityCatalog, type SecurableNoun, securable } from "./securables";

/** A grant that is missing, and on what. */
interface MissingGrant {
  /** As Databricks' pages and statements spell it, such as `USE CATALOG` or `CAN MANAGE RUN`. */
  grant: string;
  /** What it is missing on, such as `catalog` or `job`, where the message says so. */
  kind?: SecurableNoun;
  /** Its name or ID, if the message has one. */
  name?: string;
}

/**
 * Levels of permission, lowest first: if a message names several, the lowest is enough. Some kinds of objects have
 * another name for a level; the first is the usual one.
 */
const levels: readonly [word: RegExp, ...grants: [string, ...string[]]][] = [
  [/^view$/i, "CAN VIEW", "CAN READ", "READ"],
  [/^read$/i, "CAN READ", "CAN VIEW", "READ"],
  [/^use$/i, "CAN USE"],
  [/^query$/i, "CAN QUERY"],
  [/^(?:attach|attach to)$/i, "CAN ATTACH TO"],
  [/^monitor$/i, "CAN MONITOR"],
  [/^run$/i, "CAN RUN"],
  [/^manage run$/i, "CAN MANAGE RUN"],
  [/^restart$/i, "CAN RESTART"],
  [/^(?:edit|write|modify)$/i, "CAN EDIT", "WRITE"],
  [/^(?:manage|admin|owner|delete|change owner)$/i, "CAN MANAGE", "MANAGE"],
];

/** What a message may call an object, and what it is called here. */
const nouns: readonly [phrase: string, kind: SecurableNoun][] = [
  ["job run", "job run"],
  ["job", "job"],
  ["run", "job run"],
  ["cluster policy", "cluster policy"],
  ["policy", "cluster policy"],
  ["cluster", "cluster"],
  ["instance pool", "instance pool"],
  ["sql warehouse", "SQL warehouse"],
  ["sql endpoint", "SQL warehouse"],
  ["warehouse", "SQL warehouse"],
  ["vector search endpoint", "vector search endpoint"],
  ["(?:model )?serving endpoint", "serving endpoint"],
  ["endpoint", "serving endpoint"],
  ["(?:mlflow )?experiment", "experiment"],
  ["notebook", "notebook"],
  ["directory", "folder"],
  ["folder", "folder"],
  ["repo", "Git folder"],
  ["git folder", "Git folder"],
  ["file", "file"],
  ["query", "query"],
  ["alert", "alert"],
  ["dashboard", "dashboard"],
  ["pipeline", "pipeline"],
  ["(?:secret )?scope", "secret scope"],
  ["genie space", "Genie space"],
  ["app", "app"],
  ["catalog", "catalog"],
  ["schema", "schema"],
  ["database", "schema"],
  ["table", "table"],
  ["streaming table", "table"],
  ["view", "view"],
  ["materialized view", "view"],
  ["volume", "volume"],
  ["routine or model", "model"],
  ["registered model", "model"],
  ["model", "model"],
  ["function", "function"],
  ["routine", "function"],
  ["external location", "external location"],
  ["storage credential", "storage credential"],
  ["service credential", "service credential"],
  ["credential", "credential"],
  ["connection", "connection"],
  ["share", "share"],
  ["recipient", "recipient"],
  ["provider", "provider"],
  ["metastore", "metastore"],
];

/** A name in quotes or not, an ID, or a job's, which is a number however it is dressed. */
const namePattern =
  "(?:\\s{1,3}(?:(?:with|named|by)\\s)?(?:the\\s)?(?:(?:id|name)\\b)?\\s?:?\\s?(?:ElasticJobId\\((?<job>\\d+)\\)|'(?<quoted>[^']+)'|\"(?<double>[^\"]+)\"|(?<ticked>`[^`]+`(?:\\.`[^`]+`)*)|(?<plain>[^\\s'\"`,;]+)))?";

const securables = nouns.map(([noun, kind]) => ({
  kind,
  // Jobs and runs have numbers; anything else behind these words belongs to the name of something.
  isNumbered: /run|job/.test(kind),
  pattern: new RegExp(`^(?:(?:the|this|that|a|an|any)\\s+)?${noun}s?(?=[\\s.:,]|$)${namePattern}`, "i"),
}));

const withoutPeriod = (text: string): string => text.replace(/[.:]$/, "");

/** The kind and the name that a phrase begins with. */
export const securableOf = (phrase: string): Pick<MissingGrant, "kind" | "name"> | undefined => {
  for (const { kind, pattern, isNumbered } of securables) {
    const found = pattern.exec(phrase);
    if (!found) continue;
    const { job, quoted, double, ticked, plain } = found.groups ?? {};
    const text = job ?? quoted ?? double ?? ticked?.replaceAll("`", "") ?? plain;
    const name = text && withoutPeriod(text);
    if (!isNumbered || !name || /^\d+$/.test(name)) return { kind, name: name || undefined };
  }
  return undefined;
};

/** A single name, such as that of a cluster or the path of a notebook, up to the end of its sentence. */
const bareName = (phrase: string): string | undefined =>
  withoutPeriod(phrase.split(/\. |\.$/, 1)[0] ?? "").trim() || undefined;

/** A privilege of Unity Catalog or of a table, in capitals, such as `USE CATALOG`; not a level of permission. */
const isPrivilege = (right: string): boolean => /^[A-Z][A-Z_ ,]*(?:(?: or | and )[A-Z_ ,]+)*$/.test(right);

const minLevel = (rights: string, kind: SecurableNoun | undefined): string | undefined => {
  const words = rights.split(/,|\bor\b|\band\b|\//).map((word) => word.trim().replace(/^can[_ ]/i, ""));
  const lowest = levels.find(([level]) => words.some((word) => level.test(word.replaceAll("_", " "))));
  const [, ...grants] = lowest ?? [];
  const own = kind === undefined ? [] : securable(kind).grants;
  return grants.find((grant) => own.includes(grant)) ?? grants[0];
};

const isClusters = (rights: string): boolean => /^(?:can[_ ])?(?:attach|restart)\b/i.test(rights);

/** The name of a permission on an object; undefined for anything else. */
const grantOn = (rights: string, kind: SecurableNoun | undefined): string | undefined => {
  const level = minLevel(rights, kind);
  if (level !== undefined && (kind === undefined || !isOfUnityCatalog(kind))) return level;
  return isPrivilege(rights) ? rights.replaceAll("_", " ") : level;
};

/** What has privileges although it is none of the kinds: every file, whichever it is. */
const anyFile = /^any file\b/i;

const thingOf = (phrase: string): Pick<MissingGrant, "kind" | "name"> | undefined =>
  anyFile.test(phrase) ? { name: "ANY FILE" } : securableOf(phrase);

/** An object by a name from inside Databricks, which no page shows. */
const internalName = /^node with aclPath\b/i;

/** The text after a permission: the object that it is missing on. */
const missingOn = (rights: string, phrase: string, mayBeBare: boolean): MissingGrant | undefined => {
  if (internalName.test(phrase)) return undefined;
  const thing = thingOf(phrase) ?? (mayBeBare ? { name: bareName(phrase) } : undefined);
  // Clusters alone are attached to and restarted; their refusals give the bare name.
  const kind = thing?.kind ?? (isClusters(rights) ? "cluster" : undefined);
  const grant = grantOn(rights, kind);
  return thing && grant !== undefined
    ? { grant, ...(kind !== undefined && { kind }), name: thing.name }
    : undefined;
};

const rightsPattern = "(?<rights>[A-Za-z][\\w ,/]{0,100}?)";
const lacks = "(?:does|do)(?: not|n't) have";

/** The sentences that name a right and what it is missing on; the first that does counts. */
const refusalForms: readonly { pattern: RegExp; mayBeBare: boolean }[] = [
  {
    pattern: new RegExp(
      `\\b${lacks} (?:the )?permissions? (?:to )?['"]?${rightsPattern}['"]? (?:on )?(?<thing>.+)`,
      "s",
    ),
    mayBeBare: false,
  },
  {
    pattern: new RegExp(
      `\\b${lacks} ${rightsPattern} (?:permissions?|privileges?|access) (?:on|to|for) (?<thing>.+)`,
      "s",
    ),
    mayBeBare: true,
  },
  {
    pattern: new RegExp(
      `\\b${lacks} (?<rights>[A-Z][A-Z_]*(?: [A-Z_,]+| or| and){0,8}) on (?<thing>.+)`,
      "s",
    ),
    mayBeBare: false,
  },
  {
    pattern: new RegExp(`\\bnot (?:authorized|allowed|permitted) to ${rightsPattern} (?<thing>.+)`, "is"),
    mayBeBare: false,
  },
];

const ownership = /\b(?:is|are) not (?:an?|the) owner of (?<thing>.+)/is;

/** Every way in which a right and its thing may be cut apart at that sentence, as `attach to | cluster x`. */
const readings = (pattern: RegExp, message: string): { rights: string; phrase: string }[] => {
  const { rights, thing } = pattern.exec(message)?.groups ?? {};
  if (rights === undefined || thing === undefined) return [];
  const [first = "", ...rest] = thing.split(" ");
  return [
    { rights, phrase: thing },
    // "attach to cluster x": the preposition belongs to the right.
    ...(/^(?:to|on)$/.test(first) ? [{ rights: `${rights} ${first}`, phrase: rest.join(" ") }] : []),
  ];
};

/** The grant that a message says is missing; undefined where it names none. */
export const missingGrant = (message: string): MissingGrant | undefined => {
  for (const { pattern, mayBeBare } of refusalForms) {
    for (const { rights, phrase } of readings(pattern, message)) {
      const missing = missingOn(rights, phrase, mayBeBare);
      if (missing) return missing;
    }
  }
  const owned = securableOf(ownership.exec(message)?.groups?.thing ?? "");
  return owned && { grant: "MANAGE or ownership", ...owned };
};

/** What to do about it, in a sentence that goes with the refusal. */
export const grantHint = ({ grant, kind, name }: MissingGrant): string => {
  const on = [kind === undefined ? "" : `the ${kind}`, name ?? ""].filter(Boolean).join(" ") || "it";
  const who =
    kind !== undefined && isOfUnityCatalog(kind)
      ? "its owner, or a metastore administrator,"
      : "whoever manages it, or a workspace administrator,";
  return `The connection's identity lacks ${grant} on ${on}: ${who} can grant it.`;
};

/** The hint that names the grant, where a message says which is missing. */
export const missingGrantHint = (message: string): string | undefined => {
  const missing = missingGrant(message);
  return missing && grantHint(missing);
};
