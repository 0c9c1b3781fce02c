/** The result of Check Connection: the identity, and whether each object can be used. */

/** What can be checked. */
export type SecurableKind = "warehouse" | "catalog" | "schema" | "table" | "cluster" | "job";

/** Whether one object can be used. */
export interface Check {
  what: SecurableKind;
  /** Its ID, or its full name. */
  id: string;
  ok: boolean;
  /** The grant that is missing, such as `CAN USE`. */
  missing?: string;
  /** What an administrator can do about it. */
  advice?: string;
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
  /** Whether everything that was checked can be used. */
  ok: boolean;
  checks: Check[];
}
