/** Conversion between instants and local times in the session's zone; `storage/zones.ts` has the macros. */
import type { DataType } from "../dataTypes";
import type { TypedSql } from "./typedSql";

/** DuckDB text of a TIMESTAMP as local time in the session's zone; other types stay as they are. */
export const toLocalTime = ({ sql, type }: Pick<TypedSql, "sql" | "type">): string =>
  type.kind === "TIMESTAMP" ? `dbx_local(${sql})` : sql;

/** DuckDB text of the value of a type for a local time in the session's zone. */
export const toInstant = (shown: string, type: DataType): string =>
  type.kind === "TIMESTAMP" ? `dbx_utc(${shown})` : shown;

/**
 * DuckDB text of a timestamp some microseconds later or earlier. Days are counted by the clock of the session's zone, what
 * is left of them by time that passes.
 */
export function addMicroseconds(start: string, type: DataType, micros: string, operator: "+" | "-"): string {
  if (type.kind !== "TIMESTAMP") {
    return `(${start} ${operator} to_microseconds(${micros}))`;
  }
  const days = `to_microseconds(${micros} // 86400000000 * 86400000000)`;
  return `(dbx_utc(dbx_local(${start}) ${operator} ${days}) ${operator} to_microseconds(${micros} % 86400000000))`;
}
