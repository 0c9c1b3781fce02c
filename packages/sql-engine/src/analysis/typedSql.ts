/** An analyzed expression: its DuckDB text and its Databricks type. */
import type { DataType } from "../dataTypes";

export interface TypedSql {
  /** DuckDB text, safe to put anywhere an expression may stand. */
  sql: string;
  type: DataType;
  /** What Databricks calls a result column of this expression. */
  name: string;
  /** The value of a literal or parameter: its text, `null` for NULL. Absent for anything else. */
  literal?: string | null;
}
