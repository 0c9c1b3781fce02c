/** Queries of literal rows, for SHOW and DESCRIBE. */
import { type DataType, physicalType } from "../dataTypes";
import { quoteText } from "../duckdbSql";
import type { AnalyzedQuery } from "./environment";

/** A cell: a value, or DuckDB text for types without a literal here. */
export type LiteralCell = string | bigint | boolean | null | { sql: string };

function valueText(value: Exclude<LiteralCell, null>): string {
  if (typeof value === "object") {
    return value.sql;
  }
  return typeof value === "string" ? quoteText(value) : String(value);
}

/** A cell of a MAP of texts. */
export function mapCell(entries: [string, string | null][]): LiteralCell {
  const texts = (index: 0 | 1) =>
    entries.map((entry) => (entry[index] === null ? "NULL" : quoteText(entry[index] ?? ""))).join(", ");
  return { sql: `MAP(CAST([${texts(0)}] AS VARCHAR[]), CAST([${texts(1)}] AS VARCHAR[]))` };
}

/** A cell of an ARRAY of texts. */
export const listCell = (texts: string[]): LiteralCell => ({ sql: `[${texts.map(quoteText).join(", ")}]` });

/** A cell of a TIMESTAMP, of milliseconds since the epoch. */
export const timeCell = (millis: number): LiteralCell => ({
  sql: `make_timestamp(CAST(${millis} AS BIGINT) * 1000)`,
});

/** A query of literal rows. */
export function literalRows(
  columns: { name: string; type: DataType }[],
  rows: LiteralCell[][],
): AnalyzedQuery {
  const cell = (value: LiteralCell | undefined, type: DataType) =>
    value === null || value === undefined
      ? `CAST(NULL AS ${physicalType(type)})`
      : `CAST(${valueText(value)} AS ${physicalType(type)})`;
  const names = columns.map((_, index) => `o${index}`).join(", ");
  const lines = rows.map((row) => `(${columns.map(({ type }, index) => cell(row[index], type)).join(", ")})`);
  const none = `(${columns.map(({ type }) => cell(null, type)).join(", ")})`;
  return {
    sql: `SELECT * FROM (VALUES ${lines.length > 0 ? lines.join(", ") : none}) AS t(${names})${lines.length > 0 ? "" : " WHERE false"}`,
    columns,
  };
}
