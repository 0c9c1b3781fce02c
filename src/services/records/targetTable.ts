/** The table that records are written to, as Unity Catalog describes it. */

import type { SqlType } from "../../results/sqlTypes";

/** A column of a table that records are written to. */
export interface TargetColumn {
  name: string;
  type: SqlType;
  /** The type as SQL spells it. */
  typeText: string;
  /** Whether Databricks generates its values: an identity column, or one that is computed from others. */
  isGenerated: boolean;
  hasDefault: boolean;
  /** Whether it takes no NULL and has no default. */
  isRequired: boolean;
}

/** A table that records are written to. */
export interface TargetTable {
  catalog: string;
  schema: string;
  table: string;
  /** In the table's order. */
  columns: TargetColumn[];
  /** The names of the primary key's columns, in its order. */
  primaryKey: string[];
}
