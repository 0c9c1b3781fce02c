import { startAt } from "../../fixedStart";
import { currentUser } from "../../seed/identity";
import { catalog, catalogs, listedTables, samplesSchemas, schema, table } from "../../seed/unityCatalog";
import { catalogClient, names } from "./catalogClient";
import type { Table } from "./objects";

const { server, get, refused, sql } = catalogClient();

const own = { catalog_name: "workspace", schema_name: "default" };
const user = currentUser.userName;

describe("what a fresh workspace has", () => {
  it("is what the examples say", async () => {
    expect(await get("catalogs", { max_results: "0" })).toEqual({ catalogs });
    expect(await get("catalogs/workspace")).toEqual(catalog);
    expect(await get("schemas", { catalog_name: "samples" })).toEqual({ schemas: samplesSchemas });
    expect(await get("schemas/workspace.default")).toEqual(schema);
    const query = { catalog_name: "samples", schema_name: "aviation", omit_columns: "true" };
    expect(await get("tables", query)).toEqual({ tables: listedTables });
    expect(await get("tables/samples.aviation.flights")).toEqual(table);
  });

  it("has an information_schema in each catalog, and no empty lists", async () => {
    const { schemas } = (await get("schemas", { catalog_name: "system" })) as { schemas: object[] };
    expect(names(schemas)).toEqual(["access", "billing", "information_schema", "lakeflow", "query"]);
    expect(schemas[1]).toMatchObject({ catalog_type: "SYSTEM_CATALOG", owner: "System user" });
    const { tables } = await get("tables", { catalog_name: "main", schema_name: "information_schema" });
    expect(names(tables)).toEqual(["catalogs", "columns", "schemata", "tables", "views"]);
    expect(await get("tables", own)).toEqual({});
    expect(await get("volumes", { catalog_name: "main", schema_name: "default" })).toEqual({});
  });
});

describe("what statements make", () => {
  it("is listed with its owner, comment and times", async () => {
    await sql("CREATE CATALOG Sales COMMENT 'Deals'", "CREATE SCHEMA sales.Open");
    const made = {
      owner: user,
      metastore_id: catalog.metastore_id,
      created_at: startAt,
      created_by: user,
      updated_at: startAt,
      updated_by: user,
    };
    expect(await get("catalogs/sales")).toEqual({
      name: "sales",
      full_name: "sales",
      catalog_type: "MANAGED_CATALOG",
      isolation_mode: "OPEN",
      securable_type: "CATALOG",
      comment: "Deals",
      ...made,
    });
    server().workspace.clock.advance(1000);
    await sql("COMMENT ON SCHEMA sales.open IS 'Not closed'");
    expect(await get("schemas/SALES.OPEN")).toEqual({
      name: "open",
      catalog_name: "sales",
      full_name: "sales.open",
      catalog_type: "MANAGED_CATALOG",
      comment: "Not closed",
      ...made,
      updated_at: startAt + 1000,
    });
  });

  it("keeps a table's id when it is renamed or replaced, but not when it is made anew", async () => {
    const id = async (name: string) => (await get<Table>(`tables/workspace.default.${name}`)).table_id;
    await sql("CREATE TABLE a (x INT)");
    const first = await id("a");
    expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    await sql("ALTER TABLE a RENAME TO b", "CREATE OR REPLACE TABLE b (y INT)");
    expect(await id("b")).toBe(first);
    await sql("DROP TABLE b", "CREATE TABLE a (x INT)", "CREATE VIEW v AS SELECT x FROM a");
    const ids = [first, await id("a"), await id("v")];
    expect(new Set(ids).size).toBe(3);
  });

  it("says when a table was last changed, its rows apart", async () => {
    await sql("CREATE TABLE a (x INT)", "CREATE VIEW v AS SELECT x FROM a");
    server().workspace.clock.advance(1000);
    await sql("ALTER VIEW v SET TBLPROPERTIES ('k' = 'v')", "ALTER TABLE a ADD COLUMN y INT");
    server().workspace.clock.advance(1000);
    await sql("INSERT INTO a VALUES (1, 2)");
    const times = { created_at: startAt, updated_at: startAt + 1000, updated_by: user };
    expect(await get("tables/workspace.default.a")).toMatchObject(times);
    expect(await get("tables/workspace.default.v")).toMatchObject({ ...times, properties: { k: "v" } });
  });

  it("tells a view by its definition", async () => {
    await sql("CREATE VIEW v (a COMMENT 'One') COMMENT 'A view' AS SELECT 1 AS b");
    const view = await get("tables/workspace.default.v");
    expect(view).toMatchObject({ table_type: "VIEW", comment: "A view", view_definition: "SELECT 1 AS b" });
    expect(view).toMatchObject({ columns: [{ name: "a", type_name: "INT", comment: "One" }] });
    expect(view).not.toHaveProperty("data_source_format");
  });

  it("leaves out what a list is told to", async () => {
    await sql("CREATE TABLE a (x INT) TBLPROPERTIES ('team' = 'test')");
    const whole = await get("tables/workspace.default.a");
    expect(whole).toMatchObject({ properties: { team: "test" }, columns: [{ name: "x" }] });
    expect(await get("tables", own)).toEqual({ tables: [whole] });
    const { columns: _, properties, ...listed } = whole;
    expect(await get("tables", { ...own, omit_columns: "true" })).toEqual({
      tables: [{ ...listed, properties }],
    });
    const all = { ...own, omit_columns: "true", omit_properties: "true", omit_username: "true" };
    const { owner, created_by, updated_by, ...nameless } = listed;
    expect([owner, created_by, updated_by]).toEqual([user, user, user]);
    expect(await get("tables", all)).toEqual({ tables: [nameless] });
  });
});

it("finds tables by patterns of their names", async () => {
  await sql("CREATE SCHEMA s_1", "CREATE TABLE s_1.a (x INT)", "CREATE VIEW s_1.b AS SELECT 1 AS x");
  const find = (schema_name_pattern: string, table_name_pattern: string) =>
    get("table-summaries", { catalog_name: "workspace", schema_name_pattern, table_name_pattern });
  const a = { full_name: "workspace.s_1.a", table_type: "MANAGED" };
  const b = { full_name: "workspace.s_1.b", table_type: "VIEW" };
  expect(await find("s%", "%")).toEqual({ tables: [a, b] });
  expect(await find("S\\_1", "_")).toEqual({ tables: [a, b] });
  expect(await find("%_1", "B")).toEqual({ tables: [b] });
  expect(await find("s\\%", "%")).toEqual({});
});

it("says whether a table exists", async () => {
  expect(await get("tables/samples.aviation.flights/exists")).toEqual({ table_exists: true });
  expect(await get("tables/samples.aviation.none/exists")).toEqual({ table_exists: false });
});

describe("a refusal", () => {
  const missing = (kind: string, name: string) => [
    404,
    `${kind.toUpperCase()}_DOES_NOT_EXIST`,
    `${kind} '${name}' does not exist.`,
  ];

  it.each([
    ["catalogs/none", missing("Catalog", "none")],
    ["schemas?catalog_name=none", missing("Catalog", "none")],
    ["schemas/none.default", missing("Catalog", "none")],
    ["schemas/main.none", missing("Schema", "main.none")],
    ["tables?catalog_name=main&schema_name=none", missing("Schema", "main.none")],
    ["tables/main.default.none", missing("Table", "main.default.none")],
    ["tables/main.none.t/exists", missing("Schema", "main.none")],
    ["table-summaries?catalog_name=none", missing("Catalog", "none")],
    ["volumes?catalog_name=main&schema_name=none", missing("Schema", "main.none")],
    [
      "volumes/main.default.none",
      [404, "RESOURCE_DOES_NOT_EXIST", "Volume 'main.default.none' does not exist."],
    ],
  ])("of %s says what is missing", async (path, refusal) => {
    expect(await refused(path)).toEqual(refusal);
  });

  it.each([
    ["schemas", "Missing required field: catalog_name"],
    ["tables?schema_name=default", "Missing required field: catalog_name"],
    ["tables?catalog_name=main", "Missing required field: schema_name"],
    ["volumes?catalog_name=main", "Missing required field: schema_name"],
    ["table-summaries", "Missing required field: catalog_name"],
    ["catalogs?max_results=-1", "Invalid max_results: -1"],
    ["schemas?catalog_name=main&max_results=x", "Invalid max_results: x"],
    ["catalogs?page_token=x", "Invalid page token: x"],
    ["catalogs?include_browse=yes", "Invalid include_browse: yes"],
    ["tables?catalog_name=main&schema_name=default&omit_columns=1", "Invalid omit_columns: 1"],
    ["schemas/main", 'Invalid input: RPC GetSchema Field full_name_arg: "main" is not a valid name.'],
    ["tables/main.t", 'Invalid input: RPC GetTable Field full_name_arg: "main.t" is not a valid name.'],
    ["volumes/main..v", 'Invalid input: RPC GetVolume Field full_name_arg: "main..v" is not a valid name.'],
  ])("of %s says what is wrong", async (path, message) => {
    expect(await refused(path)).toEqual([400, "INVALID_PARAMETER_VALUE", message]);
  });
});
