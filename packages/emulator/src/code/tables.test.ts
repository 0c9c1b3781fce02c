import type { SqlResult } from "databricks-sql-engine";
import { stringify } from "lossless-json";
import { nothing } from "./contextFixtures";
import { TABLE_BYTES, TABLE_ROWS, tableOf } from "./tables";

const oneRow = (...cells: [string, string, string | null][]): SqlResult => ({
  ...nothing,
  columns: cells.map(([type_name, type_text], position) => ({
    name: `c${position}`,
    position,
    type_name,
    type_text,
  })),
  rowCount: 1,
  textRows: async () => [cells.map(([, , cell]) => cell)],
});

/** A result of so many rows of one text. */
const rows = (rowCount: number, cell: string): SqlResult => ({
  ...oneRow(["STRING", "STRING", null]),
  rowCount,
  textRows: async (offset, count) => Array.from({ length: Math.min(count, rowCount - offset) }, () => [cell]),
});

it("writes each cell as the JSON value of its type, no digit lost", async () => {
  const result = oneRow(
    ["BYTE", "TINYINT", "-1"],
    ["LONG", "BIGINT", "9223372036854775807"],
    ["DOUBLE", "DOUBLE", "1.0E10"],
    ["DOUBLE", "DOUBLE", "-Infinity"],
    ["DECIMAL", "DECIMAL(38,2)", "123456789012345678901234567890.10"],
    ["BOOLEAN", "BOOLEAN", "false"],
    ["STRING", "STRING", "null"],
    ["STRING", "STRING", null],
    ["TIMESTAMP", "TIMESTAMP", "2024-02-29T12:00:00.000Z"],
    ["ARRAY", "ARRAY<BIGINT>", "[9223372036854775807,null]"],
    ["STRUCT", "STRUCT<a: DECIMAL(3,2)>", '{"a":1.10}'],
    ["VARIANT", "VARIANT", '{"a":1}'],
  );
  expect(stringify((await tableOf(result)).data)).toBe(
    '[[-1,9223372036854775807,10000000000,"-Infinity","123456789012345678901234567890.10",false,"null",null,' +
      '"2024-02-29T12:00:00.000Z",[9223372036854775807,null],{"a":1.10},"{\\"a\\":1}"]]',
  );
});

it("is cut at 10,000 rows and says so", async () => {
  const whole = await tableOf(rows(TABLE_ROWS, "x"));
  const cut = await tableOf(rows(TABLE_ROWS + 1, "x"));
  expect([whole.truncated, cut.truncated]).toEqual([false, true]);
  expect(cut.data).toEqual(whole.data);
});

it("is cut at 2 MB, whole rows only, and says so", async () => {
  const { data, truncated } = await tableOf(rows(3, "é".repeat(TABLE_BYTES / 4)));
  expect([(data as unknown[]).length, truncated]).toEqual([1, true]);
  expect((await tableOf(rows(1, "x".repeat(TABLE_BYTES)))).data).toEqual([]);
});

it("takes the first rows that are asked for, and does not call that cut", async () => {
  const { data, truncated } = await tableOf(rows(5, "x"), 2);
  expect([data, truncated]).toEqual([[["x"], ["x"]], false]);
});
