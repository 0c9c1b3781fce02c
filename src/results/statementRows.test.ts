import fc from "fast-check";
import type { StatementColumn } from "../services/sql/statements";
import { createRowReader } from "./rowReader";
import { distinctNames } from "./statementRows";

/** The row of some cells. */
const rowOf = (columns: StatementColumn[], ...cells: (string | null)[]) =>
  createRowReader(columns).read([cells])[0] ?? {};

/** Reads one cell of a type. */
const read = (typeText: string, cell: string | null, typeName = typeText) =>
  rowOf([{ name: "c", position: 0, type_name: typeName, type_text: typeText }], cell).c;

describe("a cell becomes an exact, typed value", () => {
  test.each([
    ["TINYINT", "-128", -128],
    ["SMALLINT", "32767", 32767],
    ["INT", "-2147483648", -2147483648],
    ["BIGINT", "9007199254740991", 9007199254740991],
    ["BIGINT", "9007199254740992", "9007199254740992"],
    ["BIGINT", "-9223372036854775808", "-9223372036854775808"],
    ["FLOAT", "0.1", 0.1],
    ["DOUBLE", "1.0E10", 1e10],
    ["DOUBLE", "NaN", "NaN"],
    ["DOUBLE", "Infinity", "Infinity"],
    ["DOUBLE", "-Infinity", "-Infinity"],
    ["FLOAT", "NaN", "NaN"],
    ["ARRAY<DOUBLE>", '["NaN", "Infinity", 1.5, null]', ["NaN", "Infinity", 1.5, null]],
    ["ARRAY<DOUBLE>", "[NaN,-Infinity , Infinity, 1.5]", ["NaN", "-Infinity", "Infinity", 1.5]],
    [
      'STRUCT<a: FLOAT, `b"`: STRING>',
      '{"a":NaN,"b\\"":"NaN \\" Infinity"}',
      { a: "NaN", 'b"': 'NaN " Infinity' },
    ],
    ["MAP<STRING, DOUBLE>", '{"NaN":-Infinity}', { NaN: "-Infinity" }],
    ["VARIANT", "[NaN]", ["NaN"]],
    ["VARIANT", "NaN", "NaN"],
    ["ARRAY<STRING>", "[NaNs]", "[NaNs]"],
    ["ARRAY<STRING COLLATE UTF8_LCASE>", '["a"]', ["a"]],
    ["DECIMAL(38,18)", "12345678901234567890.123456789012345678", "12345678901234567890.123456789012345678"],
    ["DECIMAL(10,2)", "-1.50", "-1.50"],
    ["BOOLEAN", "true", true],
    ["BOOLEAN", "false", false],
    ["STRING", "null", "null"],
    ["STRING", "", ""],
    ["STRING", "[1]", "[1]"],
    ["DATE", "2026-02-28", "2026-02-28"],
    ["TIMESTAMP", "2021-01-01T10:00:00.000-08:00", "2021-01-01T10:00:00.000-08:00"],
    ["TIMESTAMP_NTZ", "2021-01-01T10:00:00.123456", "2021-01-01T10:00:00.123456"],
    ["INTERVAL YEAR TO MONTH", "-1-6", "-1-6"],
    ["BINARY", "q80A", "q80A"],
    ["VOID", null, null],
    ["ARRAY<INT>", "[1,null,3]", [1, null, 3]],
    ["ARRAY<BIGINT>", "[1,9007199254740993]", [1, "9007199254740993"]],
    ["ARRAY<DECIMAL(10,2)>", "[1.50,-0.10]", ["1.50", "-0.10"]],
    ["ARRAY<STRING>", '["1","true"]', ["1", "true"]],
    ["MAP<STRING, INT>", '{"a":1,"b":null}', { a: 1, b: null }],
    ["MAP<INT, BOOLEAN>", '[{"key":1,"value":true}]', { "1": true }],
    [
      "STRUCT<a: DECIMAL(5,3), b: STRUCT<c: BIGINT>>",
      '{"a":1.250,"b":{"c":-9007199254740993}}',
      { a: "1.250", b: { c: "-9007199254740993" } },
    ],
    ["STRUCT<d: DATE, t: BOOLEAN>", '{"d":"2026-01-01","t":true}', { d: "2026-01-01", t: true }],
    [
      "VARIANT",
      '{"n":1.5,"big":12345678901234567890,"list":[null,false,"x"]}',
      { n: 1.5, big: "12345678901234567890", list: [null, false, "x"] },
    ],
    ["VARIANT", "1.23456789012345678901", "1.23456789012345678901"],
    ["VARIANT", '"text"', "text"],
  ])("%s %s", (type, cell, value) => {
    expect(read(type, cell)).toEqual(value);
  });

  test.each(["INT", "STRING", "ARRAY<INT>", "VARIANT", "SOMETHING_NEW"])("NULL of %s is null", (type) => {
    expect(read(type, null)).toBeNull();
  });

  test("the names of the manifest's own enumeration are understood where the type text is missing", () => {
    expect(read("", "5", "LONG")).toBe(5);
    expect(read("", "5", "SHORT")).toBe(5);
    expect(read("", "5", "BYTE")).toBe(5);
  });

  test("a value that does not fit its type stays Databricks' text", () => {
    expect(read("INT", "")).toBe("");
    expect(read("INT", "abc")).toBe("abc");
    expect(read("BOOLEAN", "TRUE?")).toBe("TRUE?");
    expect(read("ARRAY<INT>", "not json")).toBe("not json");
    expect(read("STRUCT<a: INT>", '{"a":1,"a":2}')).toBe('{"a":1,"a":2}');
  });

  test("every safe BIGINT is its number and every other its digits", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value) => {
        const cell = read("BIGINT", String(value));
        expect(typeof cell === "number" ? BigInt(cell) : BigInt(String(cell))).toBe(value);
        expect(typeof cell).toBe(Number.isSafeInteger(Number(value)) ? "number" : "string");
      }),
    );
  });

  test("every finite DOUBLE survives, inside nested values too", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(read("DOUBLE", String(value))).toBe(value + 0);
        expect(read("ARRAY<DOUBLE>", JSON.stringify([value]))).toEqual([value + 0]);
      }),
    );
  });

  test("every text survives, inside nested values too", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(read("STRING", text)).toBe(text);
        expect(read("STRUCT<s: STRING>", JSON.stringify({ s: text }))).toEqual({ s: text });
      }),
    );
  });
});

describe("column names", () => {
  test.each([
    [
      ["a", "b"],
      ["a", "b"],
    ],
    [
      ["id", "id", "id"],
      ["id", "id_2", "id_3"],
    ],
    [
      ["a", "a", "a_2"],
      ["a", "a_3", "a_2"],
    ],
    [
      ["a_2", "a", "a"],
      ["a_2", "a", "a_3"],
    ],
    [
      ["", ""],
      ["column_1", "column_2"],
    ],
    [
      ["column_2", ""],
      ["column_2", "column_2_2"],
    ],
  ])("%j become %j", (given, told) => {
    expect(distinctNames(given)).toEqual(told);
  });

  test("names are always as many as columns, and different", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("a", "a_2", "a_3", "", "column_1", "__proto__")), (given) => {
        const names = distinctNames(given);
        expect(new Set(names).size).toBe(given.length);
      }),
    );
  });

  test("a column named like a prototype is an ordinary field", () => {
    const column = (name: string, position: number) => ({
      name,
      position,
      type_name: "INT",
      type_text: "INT",
    });
    const row = rowOf([column("__proto__", 0), column("constructor", 1)], "1", "2");
    expect(Object.keys(row)).toEqual(["__proto__", "constructor"]);
    expect(JSON.stringify(row)).toBe('{"__proto__":1,"constructor":2}');
  });
});
