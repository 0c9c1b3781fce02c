/** Times as a clock in the session's time zone shows them; `storage/zones.ts` has the macros. */
import type { DataType } from "../dataTypes";
import type { Typed } from "./typed";

/** DuckDB text of what a clock in the session's zone shows at a time; other values are no points in time. */
export const shownOf = ({ sql, type }: Pick<Typed, "sql" | "type">): string =>
  type.kind === "TIMESTAMP" ? `dbx_local(${sql})` : sql;

/** DuckDB text of the value of a type at which a clock shows this. */
export const momentOf = (shown: string, type: DataType): string =>
  type.kind === "TIMESTAMP" ? `dbx_utc(${shown})` : shown;
