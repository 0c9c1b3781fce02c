/** DuckDB text of rows that are known beforehand, for SHOW and DESCRIBE. */
import { type DataType, storedType } from "../dataTypes";
import type { AnalysedQuery } from "./environment";
import { quoteText } from "./typed";

export type KnownCell = string | bigint | boolean | null;

/** A query of known rows. */
export function knownRows(columns: { name: string; type: DataType }[], rows: KnownCell[][]): AnalysedQuery {
  const cell = (value: KnownCell | undefined, type: DataType) =>
    value === null || value === undefined
      ? `CAST(NULL AS ${storedType(type)})`
      : `CAST(${typeof value === "string" ? quoteText(value) : value} AS ${storedType(type)})`;
  const names = columns.map((_, index) => `o${index}`).join(", ");
  const lines = rows.map((row) => `(${columns.map(({ type }, index) => cell(row[index], type)).join(", ")})`);
  const none = `(${columns.map(({ type }) => cell(null, type)).join(", ")})`;
  return {
    sql: `SELECT * FROM (VALUES ${lines.length > 0 ? lines.join(", ") : none}) AS t(${names})${lines.length > 0 ? "" : " WHERE false"}`,
    columns,
  };
}
