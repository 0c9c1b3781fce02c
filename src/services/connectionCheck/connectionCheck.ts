/** The result of Check Connection: the identity, and what it can do with each object. */

/** What can be checked. */
export type SecurableKind =
  | "warehouse"
  | "catalog"
  | "schema"
  | "table"
  | "cluster"
  | "job"
  | "volume"
  | "servingEndpoint"
  | "registeredModel"
  | "experiment"
  | "pipeline"
  | "genieSpace"
  | "vectorSearchEndpoint"
  | "vectorIndex";

/** Whether something is so; unknown where the identity may not look. */
export type Certainty = boolean | "not known";

/** What the identity can do with one object. */
export interface Check {
  what: SecurableKind;
  /** Its ID, or its full name. */
  id: string;
  /** Whether it can be used; for writing, if that is asked for. What is not known counts as possible. */
  ok: boolean;
  /** Whether it can be read or used. */
  canRead: Certainty;
  /** Whether it can be changed, run or queried, as its kind has it. */
  canWrite: Certainty;
  /** The grant that is missing, such as `CAN USE`. */
  missing?: string;
  /** What an administrator can do about it. */
  advice?: string;
  /** The statement at its end that grants what is missing, where a statement can. */
  statement?: string;
  /** What was found, or Databricks' message. */
  detail: string;
}

/** The identity; unknown if the connection's token may not read it. */
export type Identity =
  | { kind: "user" | "service principal"; userName: string; displayName?: string }
  | { kind: "unknown"; detail: string };

/** The results of all checks. */
export interface ConnectionCheck {
  identity: Identity;
  /** The workspace's host. */
  host: string;
  /** Whether every check is. */
  ok: boolean;
  checks: Check[];
}
