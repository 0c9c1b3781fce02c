import { catalogClient, names } from "./catalogClient";

const { server, call, get, sql } = catalogClient();

const base = "/api/2.1/unity-catalog";
const send = async (method: string, path: string, body?: object) => {
  const { status, body: answer } = await call(method, `${base}/${path}`, body);
  return status === 200 ? answer : [status, answer.error_code, answer.message];
};

describe("what requests make", () => {
  it("is there for statements, with what they do not keep", async () => {
    const properties = { customer: "acme" };
    expect(
      await send("POST", "catalogs", { name: "Acme", comment: "It's a \\ path", properties }),
    ).toMatchObject({
      name: "acme",
      comment: "It's a \\ path",
      properties,
      created_by: server().workspace.identity.user.user.userName,
    });
    const schema = { catalog_name: "ACME", name: "sales", storage_root: "s3://b/acme" };
    expect(await send("POST", "schemas", schema)).toMatchObject({
      full_name: "acme.sales",
      storage_root: "s3://b/acme",
    });
    await sql("CREATE TABLE acme.sales.orders (id INT)", "DROP SCHEMA acme.sales CASCADE");
    expect(await send("POST", "schemas", { catalog_name: "acme", name: "sales" })).not.toHaveProperty(
      "storage_root",
    );
    await sql("DROP CATALOG acme CASCADE");
    expect((await get<{ catalogs: object[] }>("catalogs")).catalogs).toHaveLength(4);
  });

  it("that two requests create at the same time is created once", async () => {
    const answers = await Promise.all(
      ["a", "a"].map((name) =>
        call("POST", "/api/2.1/unity-catalog/schemas", { catalog_name: "main", name }),
      ),
    );
    expect(answers.map(({ status, body }) => [status, body.error_code]).sort()).toEqual([
      [200, undefined],
      [400, "SCHEMA_ALREADY_EXISTS"],
    ]);
  });

  it.each([
    ["catalogs", { name: "MAIN" }, 400, "CATALOG_ALREADY_EXISTS", "Catalog 'main' already exists"],
    [
      "schemas",
      { catalog_name: "main", name: "Default" },
      400,
      "SCHEMA_ALREADY_EXISTS",
      "Schema 'default' already exists",
    ],
    [
      "schemas",
      { catalog_name: "none", name: "s" },
      404,
      "CATALOG_DOES_NOT_EXIST",
      "Catalog 'none' does not exist.",
    ],
    [
      "schemas",
      { catalog_name: "samples", name: "s" },
      403,
      "PERMISSION_DENIED",
      "Catalog 'samples' is read-only.",
    ],
    ["catalogs", {}, 400, "INVALID_PARAMETER_VALUE", "Missing required field: name"],
    [
      "catalogs",
      { name: "a.b" },
      400,
      "INVALID_PARAMETER_VALUE",
      'Invalid input: RPC CreateCatalog Field name: "a.b" is not a valid name.',
    ],
    [
      "catalogs",
      { name: "c", share_name: "s" },
      501,
      "NOT_IMPLEMENTED",
      "The local workspace makes nothing with share_name.",
    ],
  ])("is refused: %s %j", async (path, body, ...refusal) => {
    expect(await send("POST", path, body)).toEqual(refusal);
  });
});

describe("what requests delete", () => {
  it("is gone for statements, with force with all in it", async () => {
    await sql(
      "CREATE CATALOG acme",
      "CREATE SCHEMA acme.sales",
      "CREATE TABLE acme.sales.orders (id INT)",
      "CREATE VIEW acme.sales.ids AS SELECT id FROM acme.sales.orders",
      "CREATE VOLUME acme.sales.files",
    );
    expect(await send("DELETE", "schemas/acme.sales")).toEqual([
      400,
      "SCHEMA_NOT_EMPTY",
      "Schema 'acme.sales' is not empty. The schema has 2 tables(s), 0 functions(s), 1 volumes(s)",
    ]);
    expect(await send("DELETE", "tables/acme.sales.ids")).toEqual({});
    expect(await send("DELETE", "tables/acme.sales.orders")).toEqual({});
    expect(await send("DELETE", "tables/acme.sales.orders")).toEqual([
      404,
      "TABLE_DOES_NOT_EXIST",
      "Table 'acme.sales.orders' does not exist.",
    ]);
    expect(await send("DELETE", "schemas/acme.sales?force=true")).toEqual({});
    expect(await send("DELETE", "catalogs/acme")).toEqual({});
    await sql("CREATE CATALOG acme", "CREATE SCHEMA acme.sales");
    expect(await send("DELETE", "catalogs/acme")).toEqual([
      400,
      "CATALOG_NOT_EMPTY",
      "Catalog 'acme' is not empty. The catalog has 2 schemas(s)",
    ]);
    expect(await send("DELETE", "catalogs/acme?force=true")).toEqual({});
    expect(names((await get<{ catalogs: object[] }>("catalogs")).catalogs)).not.toContain("acme");
  });

  it("counts models as functions", async () => {
    expect(await send("DELETE", "schemas/workspace.default")).toEqual([
      400,
      "SCHEMA_NOT_EMPTY",
      expect.stringMatching(/has 0 tables\(s\), [1-9] functions\(s\), [1-9] volumes\(s\)/),
    ]);
  });

  it.each([
    ["catalogs/samples", { securable: "catalog", id: "samples" }],
    ["schemas/main.default", { securable: "schema", id: "main.default" }],
    ["tables/main.default.t", { securable: "table", id: "main.default.t" }],
  ] as const)("must be what the caller may manage: %s", async (path, thing) => {
    server().workspace.grants.revoke([{ ...thing, privilege: "MANAGE" }]);
    const [status, code, message] = (await send("DELETE", path)) as unknown[];
    expect([status, code]).toEqual([403, "PERMISSION_DENIED"]);
    expect(message).toContain("User does not have MANAGE on");
  });
});

it("there are no functions of users", async () => {
  expect(await get("functions", { catalog_name: "main", schema_name: "default" })).toEqual({});
  expect(await send("GET", "functions?catalog_name=main&schema_name=none")).toEqual([
    404,
    "SCHEMA_DOES_NOT_EXIST",
    "Schema 'main.none' does not exist.",
  ]);
});
