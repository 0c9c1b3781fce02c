import { sparkType } from "./sparkTypes";

it.each([
  ["TINYINT", "byte"],
  ["SMALLINT", "short"],
  ["INT", "integer"],
  ["BIGINT", "long"],
  ["STRING", "string"],
  ["VOID", "void"],
  ["TIMESTAMP_NTZ", "timestamp_ntz"],
  ["DECIMAL(10, 2)", "decimal(10,2)"],
  ["INTERVAL DAY TO SECOND", "interval day to second"],
  ["VARIANT", "variant"],
])("writes %s as %s", (typeText, expected) => {
  expect(sparkType(typeText)).toBe(expected);
});

it("writes nested types, whatever their fields are called", () => {
  const text = "MAP<STRING, STRUCT<a: DECIMAL(5,2), `b: c``,>`: ARRAY<INT> NOT NULL, d:STRUCT<>>>";
  expect(sparkType(text)).toEqual({
    type: "map",
    keyType: "string",
    valueType: {
      type: "struct",
      fields: [
        { name: "a", type: "decimal(5,2)", nullable: true, metadata: {} },
        {
          name: "b: c`,>",
          type: { type: "array", elementType: "integer", containsNull: true },
          nullable: true,
          metadata: {},
        },
        { name: "d", type: { type: "struct", fields: [] }, nullable: true, metadata: {} },
      ],
    },
    valueContainsNull: true,
  });
});
