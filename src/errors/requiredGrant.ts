/** What an identity needs before Databricks lets it do something. */

/** The kind of object that a grant is on, such as "SQL warehouse" or "table". */
export type SecurableNoun = string;

/** A grant that an action needs, and on what. */
export interface RequiredGrant {
  /** As Databricks spells it, such as `CAN USE` or `SELECT`. */
  grant: string;
  /** The kind of object. */
  on: SecurableNoun;
  /** Label of the input that names the object, or when it is needed, if not always. */
  when?: string;
}
