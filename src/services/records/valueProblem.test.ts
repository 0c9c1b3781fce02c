import { LosslessNumber } from "lossless-json";
import { encodedValue } from "../../../test/support/encodedValue";

const noon = new Date("2025-11-18T12:00:00.5Z");
const bytes = Uint8Array.of(251, 255, 0);

const deep = (levels: number): unknown => (levels === 0 ? 1 : [deep(levels - 1)]);

test.each<[string, unknown, string]>([
  ["BIGINT", 2 ** 53, "the number is beyond 2^53 and may have lost digits: give it as text"],
  ["BIGINT", 1.5, "a number with a fraction is not a whole number, as BIGINT takes"],
  ["BIGINT", "1.5", "a text of 3 characters is not a whole number, as BIGINT takes"],
  ["BIGINT", "1e3", "a text of 3 characters is not a whole number, as BIGINT takes"],
  ["BIGINT", "", "an empty text is not a whole number, as BIGINT takes"],
  ["BIGINT", " 7", "a text of 2 characters is not a whole number, as BIGINT takes"],
  ["BIGINT", "9223372036854775808", "a text of 19 characters is out of the range of BIGINT"],
  ["BIGINT", -(2n ** 63n) - 1n, "a whole number is out of the range of BIGINT"],
  ["BIGINT", "1".repeat(100_000), "a text of 100000 characters is out of the range of BIGINT"],
  ["BIGINT", true, "a boolean is not a whole number, as BIGINT takes"],
  ["BIGINT", Number.NaN, "NaN is not a whole number, as BIGINT takes"],
  ["BIGINT", new LosslessNumber("1.0"), "a number is not a whole number, as BIGINT takes"],
  ["INT", 2147483648, "the number is out of the range of INT"],
  ["SMALLINT", "32768", "a text of 5 characters is out of the range of SMALLINT"],
  ["TINYINT", 128, "the number is out of the range of TINYINT"],
  ["INT", [1], "a list of 1 item is not a whole number, as INT takes"],
  ["DECIMAL(10,2)", "1.005", "the number has 3 digits behind its point, and DECIMAL(10,2) takes 2"],
  ["DECIMAL(10,2)", 0.1 + 0.2, "the number has 17 digits behind its point, and DECIMAL(10,2) takes 2"],
  ["DECIMAL(5,2)", "1000", "a text of 4 characters is out of the range of DECIMAL(5,2)"],
  ["DECIMAL(5,5)", "1.5", "a text of 3 characters is out of the range of DECIMAL(5,5)"],
  ["DECIMAL(38,0)", 1e21, "the number is beyond 2^53 and may have lost digits: give it as text"],
  ["DECIMAL(38,0)", "1e39", "a text of 4 characters is out of the range of DECIMAL(38,0)"],
  ["DECIMAL(10,2)", "1e9999", "a text of 6 characters is not a number, as DECIMAL(10,2) takes"],
  ["DECIMAL(10,2)", ".", "a text of 1 character is not a number, as DECIMAL(10,2) takes"],
  ["DECIMAL(10,2)", "NaN", "a text of 3 characters is not a number, as DECIMAL(10,2) takes"],
  ["DECIMAL(10,2)", Number.POSITIVE_INFINITY, "an infinite number is not a number, as DECIMAL(10,2) takes"],
  ["DOUBLE", "1e400", "a text of 5 characters is out of the range of DOUBLE"],
  ["DOUBLE", "1e-400", "a text of 6 characters is out of the range of DOUBLE"],
  ["DOUBLE", new LosslessNumber("1e400"), "a number is out of the range of DOUBLE"],
  ["DOUBLE", "0x10", "a text of 4 characters is not a number, as DOUBLE takes"],
  ["DOUBLE", "", "an empty text is not a number, as DOUBLE takes"],
  ["FLOAT", 1e39, "a whole number is out of the range of FLOAT"],
  ["FLOAT", 1e-60, "a number with a fraction is out of the range of FLOAT"],
  ["BOOLEAN", 2, "a whole number is not a BOOLEAN"],
  ["BOOLEAN", "on", "a text of 2 characters is not a BOOLEAN"],
  [
    "DATE",
    "2025-02-29",
    "a text of 10 characters is not a day of the calendar such as 2025-11-18, as DATE takes",
  ],
  ["DATE", "2025-11-18T00:00:00Z", "the text has a time of day, which a DATE does not keep"],
  [
    "DATE",
    "18.11.2025",
    "a text of 10 characters is not a day of the calendar such as 2025-11-18, as DATE takes",
  ],
  [
    "DATE",
    "+9999999-01-01",
    "a text of 14 characters is not a day of the calendar such as 2025-11-18, as DATE takes",
  ],
  ["DATE", noon, "the date object is not at midnight UTC, and a DATE keeps no time of day"],
  ["DATE", new Date(Number.NaN), "an invalid date is not a DATE"],
  ["DATE", 20000, "a whole number is not a DATE"],
  [
    "TIMESTAMP",
    "2025-11-18T12:00:00.1234567Z",
    "the time has more than the six digits of a second's fraction that TIMESTAMP keeps",
  ],
  [
    "TIMESTAMP",
    "2025-11-18T24:00:00Z",
    "a text of 20 characters is not a time in ISO 8601 such as 2025-11-18T12:00:00Z, as TIMESTAMP takes",
  ],
  [
    "TIMESTAMP",
    "2025-11-18T12:00:00+18:01",
    "a text of 25 characters is not a time in ISO 8601 such as 2025-11-18T12:00:00Z, as TIMESTAMP takes",
  ],
  [
    "TIMESTAMP",
    "2025-11-18Z",
    "a text of 11 characters is not a time in ISO 8601 such as 2025-11-18T12:00:00Z, as TIMESTAMP takes",
  ],
  [
    "TIMESTAMP",
    "2025-02-30T00:00:00Z",
    "a text of 20 characters is not a time in ISO 8601 such as 2025-11-18T12:00:00Z, as TIMESTAMP takes",
  ],
  ["TIMESTAMP", 1763467200000, "a whole number is not a TIMESTAMP"],
  ["TIMESTAMP_NTZ", "2025-11-18T12:00:00Z", "the time has a zone, which TIMESTAMP_NTZ does not keep"],
  ["TIMESTAMP_NTZ", noon, "the date object has a zone, which TIMESTAMP_NTZ does not keep"],
  ["STRING", "a\ud800", "a text of 2 characters has half of a surrogate pair, which is no character"],
  [
    "STRING",
    { "\udc00": 1 },
    "in \ufffd, a text of 1 character has half of a surrogate pair, which is no character",
  ],
  ["STRING", 2 ** 60, "the number is beyond 2^53 and may have lost digits: give it as text"],
  ["STRING", bytes, "binary data of 3 bytes is not text"],
  ["STRING", new Map([["a", 1]]), "an object has no JSON form"],
  ["STRING", () => 1, "a function is not text"],
  ["STRING", [Number.NaN], "in [0], NaN has no JSON form: give it as text"],
  ["VARCHAR(3)", "abcd", "a text of 4 characters is longer than VARCHAR(3) takes"],
  ["BINARY", "!!!!", "a text of 4 characters is not Base64, as BINARY takes"],
  [
    "BINARY",
    "-_8A",
    "a text of 4 characters is not Base64 with padding in the standard alphabet (+ and /), as BINARY takes",
  ],
  ["BINARY", "+/8", "a text of 3 characters is not Base64, as BINARY takes"],
  ["BINARY", "+x==", "a text of 4 characters is not Base64, as BINARY takes"],
  ["BINARY", "+/8A\n", "a text of 5 characters is not Base64, as BINARY takes"],
  [
    "BINARY",
    { data: "text", contentType: "text/plain" },
    "an object is not bytes or Base64 text, as BINARY takes",
  ],
  ["BINARY", { type: "Buffer", data: [256] }, "an object is not bytes or Base64 text, as BINARY takes"],
  ["VARIANT", Number.NaN, "NaN has no JSON form: give it as text"],
  ["VARIANT", { a: bytes }, "in a, binary data of 3 bytes has no JSON form"],
  ["ARRAY<INT>", [1, "x"], "in [1], a text of 1 character is not a whole number, as INT takes"],
  ["ARRAY<INT>", "[1", "a text of 2 characters is not a list, as ARRAY takes"],
  ["ARRAY<INT>", { a: 1 }, "an object is not a list, as ARRAY takes"],
  ["ARRAY<STRUCT<a: INT>>", [{ a: 1 }, { b: 1 }], "in [1].b, the STRUCT has no such field"],
  [
    "STRUCT<a: MAP<STRING, ARRAY<INT>>>",
    { a: { k: [1.5] } },
    "in a.k[0], a number with a fraction is not a whole number, as INT takes",
  ],
  ["STRUCT<a: INT>", { a: 1, A: 2 }, "in A, the field comes twice"],
  ["STRUCT<a: INT>", [1], "a list of 1 item is not an object, as STRUCT takes"],
  ["STRUCT<a: INT>", "null", "a text of 4 characters is not an object, as STRUCT takes"],
  ["MAP<INT, INT>", { "1": 1, "01": 2 }, "in 01, the key comes twice"],
  ["MAP<INT, INT>", { x: 1 }, "in x, a text of 1 character is not a whole number, as INT takes"],
  ["MAP<BINARY, INT>", { "": 1 }, "values of the type MAP with keys of BINARY cannot be written"],
  [
    "INTERVAL DAY TO SECOND",
    "1-2",
    "a text of 3 characters is not an interval, as INTERVAL DAY TO SECOND takes",
  ],
  [
    "INTERVAL YEAR TO MONTH",
    "3 04:30:20",
    "a text of 10 characters is not an interval, as INTERVAL YEAR TO MONTH takes",
  ],
  [
    "INTERVAL DAY TO SECOND",
    "0 00:00:00.0000001",
    "a text of 18 characters is not an interval, as INTERVAL DAY TO SECOND takes",
  ],
  ["GEOGRAPHY(4326)", "POINT(1 2)", "values of the type GEOGRAPHY cannot be written"],
  ["VOID", 1, "values of the type VOID cannot be written"],
])("a %s does not take %p", (type, value, reason) => {
  expect(encodedValue(type, value)).toBe(`! ${reason}`);
});

test("a value that is nested too deeply is refused before the stack ends", () => {
  expect(encodedValue("VARIANT", deep(500))).toMatch(/^\[{500}1/);
  expect(encodedValue("VARIANT", deep(502))).toContain("nested more than 500 levels deep");
  expect(encodedValue("ARRAY<VARIANT>", `${"[".repeat(100_000)}`)).toContain("is not a list");
});

test("a value that refers to itself is refused", () => {
  const circle: unknown[] = [];
  circle.push(circle);
  expect(encodedValue("STRING", circle)).toContain("nested more than 500 levels deep");
});

test("a problem never tells what a value is", () => {
  const secret = "dapi-0123456789abcdef0123456789abcdef";
  const types = [
    "BIGINT",
    "DECIMAL(10,2)",
    "DOUBLE",
    "BOOLEAN",
    "DATE",
    "TIMESTAMP",
    "BINARY",
    "ARRAY<INT>",
    "VARCHAR(3)",
  ];
  for (const type of types) expect(encodedValue(type, secret)).toMatch(/^! (?!.*dapi)/);
});

test("long texts are checked in one go", () => {
  const base64 = "QUJD".repeat(1_000_000);
  expect(encodedValue("BINARY", base64)).toBe(base64);
  expect(encodedValue("BINARY", `${base64}!`)).toContain("not Base64");
  expect(encodedValue("DECIMAL(10,2)", `0.${"0".repeat(1_000_000)}`)).toContain("not a number");
  expect(encodedValue("TIMESTAMP", `2025-11-18T12:00:00.${"1".repeat(1_000_000)}`)).toContain("six digits");
});
