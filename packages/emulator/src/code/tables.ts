/** Results of SQL as the tables of command execution: native JSON values and a Spark schema. */

import type { ColumnMetadata, SqlResult } from "databricks-sql-engine";
import { isSafeNumber, LosslessNumber, parse, stringify } from "lossless-json";
import type { CommandResults } from "../services/commands/command";
import { sparkType } from "./sparkTypes";

/**
 * How much of a table a command gives: 10,000 rows or 2 MB, whichever is less.
 * https://docs.databricks.com/aws/en/notebooks/notebook-limitations
 */
export const TABLE_ROWS = 10_000;
export const TABLE_BYTES = 2 * 1024 * 1024;

const integers = new Set(["BYTE", "SHORT", "INT", "LONG"]);
const floats = new Set(["FLOAT", "DOUBLE"]);
const nested = new Set(["ARRAY", "MAP", "STRUCT"]);

const exact = (digits: string): unknown =>
  isSafeNumber(digits) ? Number(digits) : new LosslessNumber(digits);

/**
 * A cell as a JSON value. Integers beyond 2^53 keep their digits. Text stays what JSON has no form for: DECIMAL
 * (its scale would be lost), NaN and the infinities, dates, timestamps, intervals and binary.
 */
function nativeCell(cell: string | null, { type_name: type }: ColumnMetadata): unknown {
  if (cell === null) return null;
  if (integers.has(type)) return exact(cell);
  if (floats.has(type)) return Number.isFinite(Number(cell)) ? Number(cell) : cell;
  if (type === "BOOLEAN") return cell === "true";
  if (nested.has(type)) return parse(cell);
  return cell;
}

/** Rows from `offset` on, at most `count`, their cells as JSON values. */
export async function nativeRows(result: SqlResult, offset: number, count: number): Promise<unknown[][]> {
  const { columns } = result;
  const rows = await result.textRows(offset, count);
  return rows.map((row) => columns.map((column, index) => nativeCell(row[index] ?? null, column)));
}

/** The longest beginning of `rows` that stays within `TABLE_BYTES` of JSON. */
function withinBytes(rows: unknown[][]): unknown[][] {
  let left = TABLE_BYTES;
  const end = rows.findIndex((row) => {
    left -= Buffer.byteLength(stringify(row) ?? "") + 1;
    return left < 0;
  });
  return end === -1 ? rows : rows.slice(0, end);
}

/** The first `count` rows of a result as a command's result, cut where Databricks cuts it. */
export async function tableOf(result: SqlResult, count: number = result.rowCount): Promise<CommandResults> {
  const data = withinBytes(await nativeRows(result, 0, Math.min(count, TABLE_ROWS)));
  return {
    resultType: "table",
    data,
    schema: result.columns.map(({ name, type_text }) => ({
      name,
      type: JSON.stringify(sparkType(type_text)),
      metadata: "{}",
    })),
    truncated: data.length < count,
    isJsonSchema: true,
  };
}
