import { useScriptedServer } from "../../../test/support/scriptedServer";
import { failureOf, testClient, tokenConnection } from "../../../test/support/testClient";
import { fetchTargetTable } from "./targetTable";

const { server } = useScriptedServer();

const name = { catalog: "main", schema: "sales", table: "orders" };

const fetchFrom = (body: object, status = 200) => {
  server.script({ status, body });
  return fetchTargetTable(testClient(tokenConnection(server.url)).client, name);
};

const metadata = (values: object): string =>
  JSON.stringify({ name: "a", type: "long", nullable: true, metadata: values });

const columns = [
  { name: "line", type_text: "int", type_name: "INT", position: 1, nullable: false },
  { name: "id", type_text: "bigint", type_name: "LONG", position: 0, nullable: false },
  { name: "amount", type_name: "DECIMAL", type_precision: 12, type_scale: 3, position: 2 },
  {
    name: "status",
    type_text: "string",
    position: 3,
    nullable: false,
    type_json: metadata({ CURRENT_DEFAULT: "'new'" }),
  },
  { name: "row_id", type_text: "bigint", position: 4, type_json: metadata({ "delta.identity.start": 1 }) },
  { name: "address", type_text: "struct<street name:string,zips:array<int>>", position: 5 },
];

test("a table is fetched with its columns, in their order, and its primary key, in its own", async () => {
  const table = await fetchFrom({
    name: "orders",
    table_type: "MANAGED",
    columns,
    table_constraints: [
      { foreign_key_constraint: { name: "fk", child_columns: ["id"] } },
      { primary_key_constraint: { name: "pk", child_columns: ["line", "id"] } },
    ],
  });
  expect(server.arrivals[0]?.url).toBe("/api/2.1/unity-catalog/tables/main.sales.orders");
  expect(table).toMatchObject({ ...name, primaryKey: ["line", "id"] });
  expect(table.columns.map(({ type, ...column }) => column)).toEqual([
    {
      name: "id",
      typeText: "BIGINT",
      isGenerated: false,
      hasDefault: false,
      isRequired: true,
      nullable: false,
    },
    {
      name: "line",
      typeText: "INT",
      isGenerated: false,
      hasDefault: false,
      isRequired: true,
      nullable: false,
    },
    {
      name: "amount",
      typeText: "DECIMAL(12,3)",
      isGenerated: false,
      hasDefault: false,
      isRequired: false,
      nullable: true,
    },
    {
      name: "status",
      typeText: "STRING",
      isGenerated: false,
      hasDefault: true,
      isRequired: false,
      nullable: false,
    },
    {
      name: "row_id",
      typeText: "BIGINT",
      isGenerated: true,
      hasDefault: false,
      isRequired: false,
      nullable: true,
    },
    {
      name: "address",
      typeText: "STRUCT<`street name`: STRING, `zips`: ARRAY<INT>>",
      isGenerated: false,
      hasDefault: false,
      isRequired: false,
      nullable: true,
    },
  ]);
});

test.each([
  ["VIEW", "a view"],
  ["MATERIALIZED_VIEW", "a materialized view"],
  ["METRIC_VIEW", "a metric view"],
  ["STREAMING_TABLE", "a streaming table"],
  ["FOREIGN", "a foreign table"],
])("a %s is refused by its kind", async (table_type, words) => {
  const { message } = await failureOf(fetchFrom({ table_type, columns }));
  expect(message).toBe(`Table main.sales.orders is ${words} (${table_type}): rows cannot be written to it.`);
});

test.each([undefined, "EXTERNAL", "MANAGED_SHALLOW_CLONE", "A_NEW_KIND"])(
  "a table of the kind %s is taken",
  async (table_type) => {
    expect((await fetchFrom({ table_type, columns })).columns).toHaveLength(6);
  },
);

test.each([
  {},
  { columns: [], table_constraints: [] },
  { columns: null, table_constraints: "none" },
  { columns: [], table_constraints: [{ primary_key_constraint: {} }, null, { primary_key_constraint: 7 }] },
])("a table without columns or a primary key has none: %j", async (body) => {
  expect(await fetchFrom(body)).toEqual({ ...name, columns: [], primaryKey: [] });
});

test("a table that may not be seen is told with the grants that it requires", async () => {
  const refusal = {
    error_code: "TABLE_DOES_NOT_EXIST",
    message: "Table 'main.sales.orders' does not exist.",
  };
  expect((await failureOf(fetchFrom(refusal, 404))).message).toContain("USE SCHEMA on the schema main.sales");
});
