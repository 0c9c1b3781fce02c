import { parseSqlType } from "./sqlTypes";

const scalar = (name: string) => ({ kind: "scalar", name });

test.each([
  ["BIGINT", scalar("BIGINT")],
  ["DECIMAL(10,2)", scalar("DECIMAL")],
  ["VARCHAR(20)", scalar("VARCHAR")],
  ["STRING COLLATE UTF8_LCASE", scalar("STRING")],
  ["INTERVAL DAY TO SECOND", scalar("INTERVAL")],
  ["TIMESTAMP_NTZ", scalar("TIMESTAMP_NTZ")],
  ["ARRAY<INT>", { kind: "array", element: scalar("INT") }],
  ["MAP<STRING, DECIMAL(5,1)>", { kind: "map", key: scalar("STRING"), value: scalar("DECIMAL") }],
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
])("%s is taken apart", (text, type) => {
  expect(parseSqlType(text)).toEqual(type);
});

test.each(["ARRAY<INT", "MAP<STRING>", "STRUCT<a>", "", "GEOGRAPHY(OGC:CRS84) AND MORE", "<>"])(
  "a type text that is not understood (%s) stays one opaque type",
  (text) => {
    expect(parseSqlType(text)).toEqual(scalar(text));
  },
);

it("takes a text that is nested beyond every table's types as one opaque type", () => {
  const text = `${"ARRAY<".repeat(150_000)}INT${">".repeat(150_000)}`;
  expect(parseSqlType(text)).toEqual({ kind: "scalar", name: text });
});
