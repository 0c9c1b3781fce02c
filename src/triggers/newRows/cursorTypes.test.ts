import fc from "fast-check";
import { cursorType } from "./cursorTypes";

const of = (typeText: string) => cursorType(typeText, "Cursor Column");

describe("what a person types for a cursor", () => {
  it.each([
    ["BIGINT", "-9223372036854775808", "-9223372036854775808"],
    ["BIGINT", "1.0", undefined],
    ["LONG", "7", "7"],
    ["DECIMAL(20,4)", "12345678901234.5678", "12345678901234.5678"],
    ["DECIMAL(20,4)", "1.23456", undefined],
    ["DECIMAL(5)", "12345", "12345"],
    ["DATE", "2024-02-29", "2024-02-29"],
    ["DATE", "2025-02-29", undefined],
    ["DATE", "tomorrow", undefined],
    ["TIMESTAMP", "1970-01-01T00:00:00.000001Z", "1"],
    ["TIMESTAMP", "1970-01-01T01:00:00+01:00", "0"],
    ["TIMESTAMP", "1969-12-31T23:59:59.999999Z", "-1"],
    ["TIMESTAMP", "1970-01-01", undefined],
    ["TIMESTAMP", "1970-01-01T25:00:00Z", undefined],
    ["TIMESTAMP_NTZ", "2025-11-18T12:00:00.5", "2025-11-18 12:00:00.5"],
    ["TIMESTAMP_NTZ", "2025-11-18", "2025-11-18"],
    ["TIMESTAMP_NTZ", "2025-11-18T12:00:00Z", undefined],
    ["VARCHAR(10)", "k-1", "k-1"],
  ])("%s reads %s as %s", (type, typed, read) => {
    expect(of(type).read(typed)).toBe(read);
  });
});

describe("the steps of a cursor", () => {
  const comesBack = <T>(type: string, values: fc.Arbitrary<T>, textOf: (value: T) => string): void => {
    const { steps } = of(type);
    if (!steps) throw new Error(`${type} has no steps`);
    fc.assert(
      fc.property(values, (value) => {
        const text = textOf(value);
        const count = steps.toSteps(text);
        expect(steps.toSteps(steps.fromSteps(count))).toBe(count);
        expect(steps.toSteps(steps.fromSteps(count - steps.perUnit))).toBe(count - steps.perUnit);
      }),
    );
  };
  const day = fc.date({
    min: new Date("0001-01-03T00:00:00Z"),
    max: new Date("9999-12-30T00:00:00Z"),
    noInvalidDate: true,
  });

  it("keep every digit", () => {
    comesBack("BIGINT", fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), String);
    comesBack(
      "DECIMAL(38,6)",
      fc.bigInt({ min: -(10n ** 31n), max: 10n ** 31n }),
      (value) => `${value}.000001`,
    );
    comesBack("DATE", day, (value) => value.toISOString().slice(0, 10));
    comesBack("TIMESTAMP_NTZ", day, (value) => `${value.toISOString().slice(0, -1).replace("T", " ")}001`);
    comesBack("TIMESTAMP", fc.maxSafeInteger(), String);
  });

  it.each([
    ["DECIMAL(10,2)", "-0.05", -5n],
    ["DECIMAL(10,2)", "1.5", 150n],
    ["DATE", "1970-01-02", 1n],
    ["TIMESTAMP_NTZ", "1970-01-01 00:00:00.000001", 1n],
    ["TIMESTAMP_NTZ", "1969-12-31 23:59:59.9", -100_000n],
  ])("are counted: %s %s", (type, text, count) => {
    expect(of(type).steps?.toSteps(text)).toBe(count);
  });
});

it.each([
  "BOOLEAN",
  "DOUBLE",
  "FLOAT",
  "BINARY",
  "ARRAY<INT>",
  "STRUCT<a: INT>",
  "INTERVAL DAY TO SECOND",
  "VARIANT",
])("%s is refused as a cursor, by the name of the input", (type) => {
  expect(() => of(type)).toThrow(`Cursor Column has the type ${type}.`);
});
