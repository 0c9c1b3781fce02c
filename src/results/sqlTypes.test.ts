import fc from "fast-check";
import { parseSqlType, type ScalarType, type SqlType } from "./sqlTypes";

const scalar = (name: string, parameters: Partial<ScalarType> = {}) => ({
  kind: "scalar",
  name,
  ...parameters,
});

test.each([
  ["BIGINT", scalar("BIGINT")],
  ["DECIMAL(10,2)", scalar("DECIMAL", { precision: 10, scale: 2 })],
  ["decimal( 38 )", scalar("DECIMAL", { precision: 38, scale: 0 })],
  ["DECIMAL", scalar("DECIMAL")],
  ["VARCHAR(20)", scalar("VARCHAR", { length: 20 })],
  ["char(5)", scalar("CHAR", { length: 5 })],
  ["STRING COLLATE UTF8_LCASE", scalar("STRING")],
  ["INTERVAL DAY TO SECOND", scalar("INTERVAL", { units: "DAY TO SECOND" })],
  ["TIMESTAMP_NTZ", scalar("TIMESTAMP_NTZ")],
  ["ARRAY<INT>", { kind: "array", element: scalar("INT") }],
  [
    "MAP<STRING, DECIMAL(5,1)>",
    { kind: "map", key: scalar("STRING"), value: scalar("DECIMAL", { precision: 5, scale: 1 }) },
  ],
  [
    "STRUCT<street: STRING, zips: ARRAY<BIGINT>>",
    {
      kind: "struct",
      fields: [
        { name: "street", type: scalar("STRING") },
        { name: "zips", type: { kind: "array", element: scalar("BIGINT") } },
      ],
    },
  ],
  [
    "struct<a:int,b:string>",
    {
      kind: "struct",
      fields: [
        { name: "a", type: scalar("INT") },
        { name: "b", type: scalar("STRING") },
      ],
    },
  ],
  [
    "STRUCT<`odd, na``me>`: INT NOT NULL COMMENT 'it''s, > this', größe: DOUBLE>",
    {
      kind: "struct",
      fields: [
        { name: "odd, na`me>", type: scalar("INT") },
        { name: "größe", type: scalar("DOUBLE") },
      ],
    },
  ],
  ["ARRAY<STRUCT<m: MAP<INT, ARRAY<STRING>>>>", expect.objectContaining({ kind: "array" })],
  ["STRUCT<>", { kind: "struct", fields: [] }],
  ["ARRAY<STRING COLLATE UTF8_LCASE>", { kind: "array", element: scalar("STRING") }],
  [
    "ARRAY<ARRAY<VARCHAR(20) COLLATE UNICODE_CI_AI>>",
    { kind: "array", element: { kind: "array", element: scalar("VARCHAR", { length: 20 }) } },
  ],
  [
    "MAP<STRING COLLATE SYSTEM.BUILTIN.UTF8_LCASE, STRING COLLATE `my coll>`>",
    { kind: "map", key: scalar("STRING"), value: scalar("STRING") },
  ],
  [
    'STRUCT<a: STRING COLLATE de NOT NULL COMMENT "it\\"s, <this>", `b``c`: INTERVAL DAY(3) TO SECOND(6), not: DECIMAL(10, 2) NOT NULL, d: TIMESTAMP WITHOUT TIME ZONE>',
    {
      kind: "struct",
      fields: [
        { name: "a", type: scalar("STRING") },
        { name: "b`c", type: scalar("INTERVAL", { units: "DAY TO SECOND" }) },
        { name: "not", type: scalar("DECIMAL", { precision: 10, scale: 2 }) },
        { name: "d", type: scalar("TIMESTAMP") },
      ],
    },
  ],
  ["ARRAY<INT NOT NULL>", { kind: "array", element: scalar("INT") }],
  [
    "array < map < string , int > >",
    { kind: "array", element: { kind: "map", key: scalar("STRING"), value: scalar("INT") } },
  ],
  ["GEOGRAPHY(OGC:CRS84)", scalar("GEOGRAPHY")],
  ["ARRAY<GEOMETRY(4326)>", { kind: "array", element: scalar("GEOMETRY") }],
  ["INTERVAL YEAR TO MONTH", scalar("INTERVAL", { units: "YEAR TO MONTH" })],
  ["INTERVAL", scalar("INTERVAL")],
  ["STRING COLLATE UTF8_BINARY", scalar("STRING")],
])("%s is taken apart", (text, type) => {
  expect(parseSqlType(text)).toEqual(type);
});

test.each([
  "ARRAY<INT",
  "ARRAY<STRING COLLATE",
  "ARRAY<STRING COLLATE >",
  "STRUCT<a: INT COMMENT x>",
  "STRUCT<`a: INT>",
  "ARRAY<INT>>",
  "ARRAY<>",
  "MAP<STRING>",
  "STRUCT<a>",
  "",
  "GEOGRAPHY(OGC:CRS84) AND MORE",
  "<>",
])("a type text that is not understood (%s) stays one opaque type", (text) => {
  expect(parseSqlType(text)).toEqual(scalar(text));
});

const name = fc.oneof(
  fc.constantFrom("a", "größe", "NOT", "COMMENT"),
  fc.string({ minLength: 1, maxLength: 8 }),
);
const scalarText = fc.constantFrom<[string, SqlType]>(
  ["STRING", { kind: "scalar", name: "STRING" }],
  ["STRING COLLATE UTF8_LCASE", { kind: "scalar", name: "STRING" }],
  ["STRING COLLATE `a>b`", { kind: "scalar", name: "STRING" }],
  ["DECIMAL(10,2)", { kind: "scalar", name: "DECIMAL", precision: 10, scale: 2 }],
  ["INTERVAL DAY TO SECOND", { kind: "scalar", name: "INTERVAL", units: "DAY TO SECOND" }],
  ["VARIANT", { kind: "scalar", name: "VARIANT" }],
);
const comment = fc.option(fc.string({ maxLength: 8 }));
const { type } = fc.letrec<{ type: [string, SqlType] }>((tie) => ({
  type: fc.oneof(
    { depthSize: "small" },
    scalarText,
    tie("type").map(([text, element]): [string, SqlType] => [`ARRAY<${text}>`, { kind: "array", element }]),
    fc
      .tuple(tie("type"), tie("type"))
      .map(([[one, key], [other, value]]): [string, SqlType] => [
        `MAP<${one}, ${other}>`,
        { kind: "map", key, value },
      ]),
    fc
      .array(fc.tuple(name, tie("type"), fc.boolean(), comment), { maxLength: 3 })
      .map((fields): [string, SqlType] => [
        `STRUCT<${fields
          .map(
            ([field, [text], isRequired, words]) =>
              `\`${field.replaceAll("`", "``")}\`: ${text}${isRequired ? " NOT NULL" : ""}${words === null ? "" : ` COMMENT '${words.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`}`,
          )
          .join(", ")}>`,
        { kind: "struct", fields: fields.map(([field, [, inner]]) => ({ name: field, type: inner })) },
      ]),
  ),
}));

test("whatever is nested, every name and type is found", () => {
  fc.assert(
    fc.property(type, ([text, expected]) => {
      expect(parseSqlType(text)).toEqual(expected);
    }),
    { numRuns: 500, seed: 20251129 },
  );
});

test("a type text that is long or deep is read before the test's time is up", () => {
  expect(parseSqlType(`STRUCT<${"a".repeat(2_000_000)}`)).toMatchObject({ kind: "scalar" });
  expect(parseSqlType("ARRAY<".repeat(200_000))).toMatchObject({ kind: "scalar" });
  expect(parseSqlType(`STRING${" COLLATE a".repeat(200_000)}`)).toEqual(scalar("STRING"));
  expect(
    parseSqlType(`STRUCT<${Array.from({ length: 20_000 }, (_, index) => `f${index}: INT`).join(", ")}>`),
  ).toMatchObject({ kind: "struct" });
});

test("takes a text that is nested beyond every table's types as one opaque type", () => {
  const text = `${"ARRAY<".repeat(150_000)}INT${">".repeat(150_000)}`;
  expect(parseSqlType(text)).toEqual({ kind: "scalar", name: text });
});
