import type { Table, TableColumn } from "../../../src/api/unityCatalog";
import { catalogClient } from "./catalogClient";

const { get, sql } = catalogClient();

const columnsOf = async (definition: string): Promise<TableColumn[]> => {
  await sql(`CREATE OR REPLACE TABLE t (${definition})`);
  return (await get<Table>("tables/workspace.default.t")).columns ?? [];
};

it.each<[string, string, string, unknown, number?, number?]>([
  ["BOOLEAN", "boolean", "BOOLEAN", "boolean"],
  ["TINYINT", "tinyint", "BYTE", "byte"],
  ["SMALLINT", "smallint", "SHORT", "short"],
  ["INT", "int", "INT", "integer"],
  ["BIGINT", "bigint", "LONG", "long"],
  ["FLOAT", "float", "FLOAT", "float"],
  ["DOUBLE", "double", "DOUBLE", "double"],
  ["DECIMAL(10, 2)", "decimal(10,2)", "DECIMAL", "decimal(10,2)", 10, 2],
  ["STRING", "string", "STRING", "string"],
  ["BINARY", "binary", "BINARY", "binary"],
  ["DATE", "date", "DATE", "date"],
  ["TIMESTAMP", "timestamp", "TIMESTAMP", "timestamp"],
  ["TIMESTAMP_NTZ", "timestamp_ntz", "TIMESTAMP_NTZ", "timestamp_ntz"],
  ["VARIANT", "variant", "VARIANT", "variant"],
  ["ARRAY<INT>", "array<int>", "ARRAY", { type: "array", elementType: "integer", containsNull: true }],
  [
    "MAP<STRING, DECIMAL(5, 0)>",
    "map<string,decimal(5,0)>",
    "MAP",
    { type: "map", keyType: "string", valueType: "decimal(5,0)", valueContainsNull: true },
  ],
  [
    "STRUCT<a: BIGINT>",
    "struct<a:bigint>",
    "STRUCT",
    { type: "struct", fields: [{ name: "a", type: "long", nullable: true, metadata: {} }] },
  ],
])("a column of the type %s has its text, its name and its form in Spark", async (...given) => {
  const [declared, type_text, type_name, spark, type_precision = 0, type_scale = 0] = given;
  const [column] = await columnsOf(`c ${declared}`);
  const { type_json = "", ...rest } = column ?? {};
  expect(rest).toEqual({
    name: "c",
    type_text,
    type_name,
    type_precision,
    type_scale,
    position: 0,
    nullable: true,
  });
  expect(JSON.parse(type_json)).toEqual({ name: "c", type: spark, nullable: true, metadata: {} });
});

it("a column says where it stands, whether it may be empty, and what was said of it", async () => {
  const [first, second] = await columnsOf(
    "a INT NOT NULL DEFAULT 1 COMMENT 'one', b VARCHAR(3)) PARTITIONED BY (b",
  );
  expect(first).toMatchObject({ name: "a", position: 0, nullable: false, comment: "one" });
  expect(JSON.parse(first?.type_json ?? "")).toEqual({
    name: "a",
    type: "integer",
    nullable: false,
    metadata: { comment: "one", CURRENT_DEFAULT: "1" },
  });
  expect(second).toMatchObject({
    position: 1,
    type_text: "varchar(3)",
    type_name: "STRING",
    partition_index: 0,
  });
  expect(JSON.parse(second?.type_json ?? "")).toMatchObject({
    type: "string",
    metadata: { __CHAR_VARCHAR_TYPE_STRING: "varchar(3)" },
  });
});

it("a view's column may be an interval", async () => {
  await sql("CREATE VIEW v AS SELECT INTERVAL '1' DAY AS a, INTERVAL '1-2' YEAR TO MONTH AS b");
  const { columns = [] } = await get<Table>("tables/workspace.default.v");
  expect(
    columns.map(({ type_text, type_name, type_interval_type }) => [type_text, type_name, type_interval_type]),
  ).toEqual([
    ["interval day", "INTERVAL", "DAY"],
    ["interval year to month", "INTERVAL", "YEAR TO MONTH"],
  ]);
});
