import { RowFingerprints } from "./fingerprint";

const first = (type: string, value: never): string =>
  new RowFingerprints([{ name: "v", type }]).of({ v: value });
const known = (type: string, value: never): string[] => [
  ...new RowFingerprints([{ name: "v", type }]).candidates({ v: value }),
];

describe("a value is the same", () => {
  it.each([
    ["INT", 5, "BIGINT", 5],
    ["BIGINT", 5, "DECIMAL(20,2)", "5.00"],
    ["BIGINT", "9007199254740993", "DECIMAL(22,2)", "9007199254740993.00"],
    ["DECIMAL(10,2)", "-1.50", "DECIMAL(14,4)", "-1.5000"],
    ["FLOAT", 0.1, "DOUBLE", 0.10000000149011612],
    ["DATE", "2025-01-01", "TIMESTAMP_NTZ", "2025-01-01T00:00:00.000"],
    ["TIMESTAMP", "2025-07-01T12:00:00.000Z", "TIMESTAMP", "2025-07-01T05:00:00.000-07:00"],
    ["ARRAY<DECIMAL(3,1)>", ["1.0", null], "ARRAY<DECIMAL(5,3)>", ["1.000", null]],
    [
      "MAP<STRING, TIMESTAMP>",
      { a: "2025-07-01T12:00:00.000Z" },
      "MAP<STRING, TIMESTAMP>",
      { a: "2025-07-01T14:00:00.000+02:00" },
    ],
    [
      "STRUCT<a: INT, b: DATE>",
      { a: 1, b: "2025-01-01" },
      "STRUCT<a: BIGINT, b: TIMESTAMP_NTZ>",
      { a: 1, b: "2025-01-01T00:00:00.000" },
    ],
  ])("as %s %j and as %s %j", (before, was, after, is) => {
    expect(known(after, is as never)).toContain(first(before, was as never));
  });
});

describe("values stay apart", () => {
  it.each([
    ["STRING", ["1.50", "1.5", "2025-01-01T00:00:00Z", "2025-01-01T01:00:00+01:00"]],
    ["DOUBLE", [1234567.81, 1234567.82, 0, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]],
    ["TIMESTAMP_NTZ", ["2025-01-01T00:00:00.000", "2025-01-01T00:00:00.001", "2025-01-01T10:00:00.000"]],
    ["DECIMAL(38,0)", ["10", "100", "9007199254740993", "9007199254740992"]],
  ])("of the type %s", (type, values) => {
    expect(new Set(values.map((value) => first(type, value as never))).size).toBe(values.length);
  });
});
