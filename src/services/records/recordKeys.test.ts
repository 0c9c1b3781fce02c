import {
  columnOfType,
  linesOf,
  preparationError,
  prepare,
  tableOfColumns,
} from "../../../test/support/recordPreparation";
import type { PrepareOptions } from "./preparedRecords";

describe("keys", () => {
  const withKeys = (type: string, values: unknown[], options: Partial<PrepareOptions> = {}) =>
    prepare(
      values.map((k, index) => ({ k, n: index })),
      { keyColumns: ["K"], duplicateKeys: "lastWins", ...options },
      tableOfColumns(columnOfType("k", type), columnOfType("n", "INT")),
    );

  test.each<[string, unknown[]]>([
    ["INT", [1, "1", "01", "+1", 1n]],
    ["DECIMAL(10,2)", ["1.0", "1.00", 1, "1", "1e0"]],
    ["DOUBLE", [0, -0, "0.0", "-0"]],
    ["DOUBLE", ["NaN", Number.NaN]],
    ["FLOAT", [0.1, "0.100000001"]],
    [
      "TIMESTAMP",
      [
        "2025-11-18T12:00:00Z",
        "2025-11-18 13:00:00.000+01:00",
        "2025-11-18T12:00Z",
        new Date("2025-11-18T12:00:00Z"),
      ],
    ],
    ["TIMESTAMP", ["2025-11-18T00:00:00", "2025-11-18"]],
    ["TIMESTAMP_NTZ", ["2025-11-18T12:00:00", "2025-11-18 12:00:00.000"]],
    ["DATE", ["2025-11-18", new Date("2025-11-18T00:00:00Z")]],
    ["BOOLEAN", [true, 1, "yes"]],
    ["BINARY", ["AP8=", Uint8Array.of(0, 255)]],
    ["CHAR(3)", ["a", "a  "]],
    ["STRING", [null, null]],
    ["STRUCT<a: INT>", [{ a: 1 }, { A: "1" }]],
  ])("of %s are equal: %p", (type, values) => {
    const prepared = withKeys(type, values);
    expect(prepared.duplicateCount).toBe(values.length - 1);
    expect(linesOf(prepared).map(([, number]) => number)).toEqual([String(values.length - 1)]);
  });

  test.each<[string, unknown[]]>([
    ["STRING", ["a", "A", "a ", "", null, "null", "=", "N"]],
    ["TIMESTAMP", ["2025-11-18T12:00:00Z", "2025-11-18T12:00:00", "2025-11-18T12:00:00.000001Z"]],
    ["DECIMAL(10,2)", ["1", "-1", "10", "0.1"]],
    ["DOUBLE", [1, -1, "Infinity", "-Infinity", "NaN"]],
  ])("of %s differ: %p", (type, values) => {
    expect(withKeys(type, values, { duplicateKeys: "error" }).count).toBe(values.length);
  });

  test("that are repeated are told with the numbers of both records", () => {
    expect(preparationError([{ id: 1 }, { id: 2 }, { id: "1" }], { keyColumns: ["id"] })).toBe(
      [
        "Records: 1 problem in 1 of 3 records for main.sales.orders; nothing was sent.",
        "Record 3, field id: it has the same key as record 1.",
      ].join("\n"),
    );
    const options: Partial<PrepareOptions> = { keyColumns: ["id"], badRecords: "skip" };
    expect(preparationError([{ id: 1 }, { id: 1 }], options)).toContain(
      "Record 2, field id: it has the same key as record 1.",
    );
  });

  test("let the first or the last record win, or all", () => {
    const records = [{ id: 1, Name: "a" }, { id: 1, Name: "b" }, { id: 2 }, { id: 1, Name: "c" }];
    const names = (duplicateKeys: PrepareOptions["duplicateKeys"]) =>
      linesOf(prepare(records, { keyColumns: ["id"], duplicateKeys })).map(([, name]) => name);
    expect(names("firstWins")).toEqual(["a", null]);
    expect(names("lastWins")).toEqual([null, "c"]);
    expect(names("allow")).toEqual(["a", "b", null, "c"]);
  });

  test("of several columns are compared column by column", () => {
    const records = [
      { id: 1, Name: "1" },
      { id: 11, Name: "" },
      { id: null, Name: "1" },
      { id: null, Name: null },
      { id: 1, Name: null },
    ];
    expect(prepare(records, { keyColumns: ["Name", "id"] }).count).toBe(5);
    expect(preparationError([...records, { id: null, Name: "1" }], { keyColumns: ["Name", "id"] })).toContain(
      "Record 6, field Name, id: it has the same key as record 3.",
    );
  });

  test("must be given, and may be NULL", () => {
    expect(preparationError([{ Name: "x" }, { id: null }], { keyColumns: ["id"] })).toContain(
      "1 problem in 1 of 2 records for main.sales.orders; nothing was sent.\nRecord 1, field id: the key column is left out.",
    );
  });

  test("must be columns whose values can be compared", () => {
    expect(preparationError([], { keyColumns: ["nope"] })).toBe(
      "Key Columns names nope, which is no column of main.sales.orders.",
    );
    expect(() => withKeys("VARIANT", [])).toThrow(
      "Key Columns names k: values of VARIANT cannot be compared.",
    );
    expect(() => withKeys("ARRAY<MAP<STRING, INT>>", [])).toThrow("cannot be compared");
  });

  test("alone are read for deletes, whatever else a record has", () => {
    const records = [
      { id: 1, amount: "no number", x: 1, row_id: 4 },
      { id: 2, Name: "a" },
    ];
    const prepared = prepare(records, { keyColumns: ["id"], onlyKeys: true });
    expect(linesOf(prepared)).toEqual([["1"], ["2"]]);
    expect(prepared.ignoredFields).toEqual([]);
  });

  test("of a hundred thousand records are compared exactly", () => {
    const values = Array.from({ length: 100_000 }, (_, index) => `key ${(index * 7919) % 60_000}`);
    expect(withKeys("STRING", values).count).toBe(60_000);
  });
});
