/** Catalogs, schemas, tables, volumes and functions: their lists come whole, they are made, kept and deleted. */
import { failureOf, runIn } from "./support/component";
import { runDirectly } from "./support/directStatements";
import { startVirtualTime } from "./support/virtualTime";
import { useWorkspace } from "./support/workspace";

const workspace = useWorkspace();

const run = <T = Record<string, unknown>>(key: string, parameters: object = {}): Promise<T> =>
  runIn(workspace, key, { ...parameters }) as Promise<T>;

const names = async (key: string, parameters: object = {}): Promise<string[]> =>
  (await run<{ name: string }[]>(key, parameters)).map(({ name }) => name);

const requestLines = async (): Promise<string[]> =>
  (await workspace.requests()).map(
    ({ method, path, status }) => `${method} ${path.split("/").slice(4).join("/")} ${status}`,
  );

const acme = { catalog: "acme", schema: "sales" };

describe("lists", () => {
  it("come whole, over small and empty pages", async () => {
    await runDirectly(workspace, "CREATE CATALOG acme");
    await runDirectly(workspace, "CREATE SCHEMA acme.sales");
    for (const name of ["a", "b", "c"]) {
      await runDirectly(workspace, `CREATE TABLE acme.sales.${name} (id BIGINT)`);
      await runDirectly(workspace, `CREATE VOLUME acme.sales.${name}`);
    }
    await workspace.models({ most_per_page: 1, empty_pages: 2 });
    expect(await names("listCatalogs")).toEqual(["acme", "main", "samples", "system", "workspace"]);
    expect(await names("listSchemas", acme)).toEqual(["default", "information_schema", "sales"]);
    expect(await names("listTables", acme)).toEqual(["a", "b", "c"]);
    expect(await names("listVolumes", acme)).toEqual(["a", "b", "c"]);
    expect(await names("listFunctions", acme)).toEqual([]);
  });

  it("of tables have columns only where they are wanted", async () => {
    await runDirectly(workspace, "CREATE TABLE main.default.t (id BIGINT)");
    const where = { catalog: "main", schema: "default" };
    expect((await run<object[]>("listTables", where))[0]).not.toHaveProperty("columns");
    expect((await run<object[]>("listTables", { ...where, includeColumns: true }))[0]).toMatchObject({
      columns: [{ name: "id", type_name: "LONG" }],
    });
  });

  it("that are empty for want of a grant name it, but not where what may only be discovered is wanted", async () => {
    await workspace.revoke({ securable: "schema", id: "main.default", privilege: "USE_SCHEMA" });
    const where = { catalog: "main", schema: "default" };
    const error = await failureOf(run("listTables", where));
    expect(error.message).toContain(
      "USE CATALOG on the catalog main and USE SCHEMA on the schema main.default",
    );
    expect(await run("listTables", { ...where, includeBrowse: true })).toEqual([]);
    expect((await workspace.requests()).at(-1)?.query).toMatchObject({ include_browse: "true" });
  });

  it("of a catalog that does not exist are an error", async () => {
    expect(await failureOf(run("listSchemas", { catalog: "none" }))).toMatchObject({
      status: 404,
      errorCode: "CATALOG_DOES_NOT_EXIST",
    });
  });
});

describe("names of every kind", () => {
  it.each(["kunden_größe", "50%25", "a#b?c&d", "订单🎉", "x'y\"z"])(
    "%s makes a whole life",
    async (schema) => {
      const where = { catalog: "main", schema };
      const created = await run("createSchema", {
        catalog: "main",
        schemaName: schema,
        comment: "It's ü\\n",
      });
      expect(created).toMatchObject({ full_name: `main.${schema}`, comment: "It's ü\\n" });
      const volume = { ...where, volumeName: schema };
      expect(await run("createVolume", volume)).toMatchObject({ full_name: `main.${schema}.${schema}` });
      await runDirectly(workspace, `CREATE TABLE main.\`${schema}\`.\`${schema}\` (id INT)`);
      const table = { ...where, table: `\`${schema}\`` };
      expect(await run("getTable", table)).toMatchObject({ name: schema, columns: [{ name: "id" }] });
      expect(await run("tableExists", table)).toEqual({ table_exists: true });
      expect(await run("deleteTable", table)).toEqual({
        full_name: `main.${schema}.${schema}`,
        deleted: true,
      });
      expect(await run("deleteVolume", { ...where, volume: schema })).toMatchObject({ deleted: true });
      expect(await run("deleteSchema", where)).toEqual({ full_name: `main.${schema}`, deleted: true });
    },
  );

  it.each([
    ["a.b", "Schema Name must be one name alone, without dots, slashes, backticks and control characters."],
    ["a b", "Schema Name must have no spaces."],
  ])("that are not valid, such as %s, are refused before anything is sent", async (schemaName, words) => {
    const error = await failureOf(run("createSchema", { catalog: "main", schemaName }));
    expect(error.message).toBe(words);
    expect(await workspace.requests()).toEqual([]);
  });
});

describe("what exists already", () => {
  const given = { catalog: "main", schemaName: "default", comment: "mine" };

  it("is an error that says what to do", async () => {
    const error = await failureOf(run("createSchema", given));
    expect(error).toMatchObject({ status: 400, errorCode: "SCHEMA_ALREADY_EXISTS" });
    expect(error.message).toContain("Schema 'default' already exists.");
    expect(error.message).toContain("Choose another name, or set If It Exists to keep the existing one.");
  });

  it("is kept and returned on request, whether Databricks says 400 or 409", async () => {
    const keep = { ...given, ifItExists: "keep" };
    expect(await run("createSchema", keep)).toMatchObject({ comment: "Default schema" });
    await workspace.fault({
      method: "POST",
      status: 409,
      body: { error_code: "ALREADY_EXISTS", message: "There." },
    });
    expect(await run("createSchema", keep)).toMatchObject({ full_name: "main.default" });
  });

  it("and may not be seen, stays an error", async () => {
    await workspace.fault({
      method: "GET",
      status: 403,
      body: { error_code: "PERMISSION_DENIED", message: "No." },
    });
    const error = await failureOf(run("createSchema", { ...given, ifItExists: "keep" }));
    expect(error.message).toContain("already exists");
    expect(error.message).toContain("the connection's identity must be able to see it");
  });

  it("is made once though the answer was lost, where it may be kept; else nobody knows", async () => {
    const lost = { method: "POST", path: "^/api/", phase: "after", drop: true } as const;
    await workspace.fault(lost);
    const kept = await run("createCatalog", { catalogName: "acme", ifItExists: "keep" });
    expect(kept).toMatchObject({ full_name: "acme" });
    expect(await requestLines()).toEqual([
      "POST catalogs null",
      "POST catalogs 400",
      "GET catalogs/acme 200",
    ]);
    await workspace.fault(lost);
    const error = await failureOf(run("createCatalog", { catalogName: "other" }));
    expect(error.message).toContain("It is not known whether the request was carried out.");
  });
});

describe("deletion", () => {
  beforeEach(async () => {
    await run("createCatalog", { catalogName: "acme" });
    await run("createSchema", { catalog: "acme", schemaName: "sales" });
    await runDirectly(workspace, "CREATE TABLE acme.sales.orders (id INT)");
    await workspace.forget();
  });

  it("of what is not empty is refused in words, and done on request", async () => {
    const hint = "Delete its contents first, or set Force to true to delete it with everything in it.";
    const ofSchema = await failureOf(run("deleteSchema", acme));
    expect(ofSchema.message).toContain(`Schema 'acme.sales' is not empty.`);
    expect(ofSchema.message).toContain(hint);
    expect((await failureOf(run("deleteCatalog", acme))).message).toContain(hint);
    expect(await run("deleteSchema", { ...acme, force: true })).toMatchObject({ deleted: true });
    expect(await run("deleteCatalog", { ...acme, force: true })).toMatchObject({ deleted: true });
    expect((await workspace.requests()).map(({ query }) => query)).toEqual([
      {},
      {},
      { force: "true" },
      { force: "true" },
    ]);
  });

  it("of what is missing is an error, or none on request", async () => {
    const table = { ...acme, table: "none" };
    expect(await failureOf(run("deleteTable", table))).toMatchObject({ status: 404 });
    expect(await run("deleteTable", { ...table, ignoreMissing: true })).toEqual({
      full_name: "acme.sales.none",
      deleted: false,
    });
    const none = { catalog: "none", schema: "none", volume: "none", ignoreMissing: true };
    expect(await run("deleteVolume", none)).toMatchObject({ deleted: false });
    expect(await run("deleteSchema", none)).toMatchObject({ deleted: false });
    expect(await run("deleteCatalog", none)).toMatchObject({ deleted: false });
  });

  it("where nothing of Databricks answers is never taken for done", async () => {
    await workspace.fault({ status: 404, body: "<html>Not here</html>", times: 9 });
    expect(await failureOf(run("deleteCatalog", { ...acme, ignoreMissing: true }))).toMatchObject({
      status: 404,
    });
    expect(await failureOf(run("tableExists", { ...acme, table: "t" }))).toMatchObject({ status: 404 });
    const error = await failureOf(run("getTable", { ...acme, table: "t" }));
    expect(error.message).not.toContain("the identity may not see it");
  });

  it("that gets no response may have been carried out, and the error says so", async () => {
    await workspace.fault({ method: "DELETE", phase: "after", drop: true, times: 1000 });
    const time = startVirtualTime();
    const error = await failureOf(run("deleteCatalog", { catalog: "acme", force: true }));
    time.stop();
    expect(error.message).toContain("It is not known whether the request was carried out.");
  });

  it("that was first throttled is an error if there was nothing", async () => {
    const tooMany = { error_code: "REQUEST_LIMIT_EXCEEDED", message: "Slow down." };
    await workspace.fault({ method: "DELETE", status: 429, body: tooMany });
    const none = { ...acme, table: "none" };
    expect(await failureOf(run("deleteTable", none))).toMatchObject({ errorCode: "TABLE_DOES_NOT_EXIST" });
  });

  it("whose answer was lost is done once", async () => {
    await workspace.fault({ method: "DELETE", path: "^/api/", phase: "after", drop: true });
    expect(await run("deleteTable", { ...acme, table: "orders" })).toMatchObject({ deleted: true });
    expect(await requestLines()).toEqual([
      "DELETE tables/acme.sales.orders null",
      "DELETE tables/acme.sales.orders 404",
    ]);
  });
});

describe("a table", () => {
  it.each(["main.default.none", "main.none.none", "none.none.none"])("%s does not exist", async (table) => {
    expect(await run("tableExists", { table })).toEqual({ table_exists: false });
  });

  it("that may not be seen is an error that names the grant", async () => {
    await workspace.revoke({ securable: "table", id: "samples.aviation.flights", privilege: "SELECT" });
    const table = "samples.aviation.flights";
    for (const key of ["tableExists", "getTable"]) {
      expect((await failureOf(run(key, { table }))).message).toContain(
        "SELECT on the table samples.aviation.flights",
      );
    }
  });
});

it("a list ends at the deadline, and says so", async () => {
  await workspace.fault({ method: "GET", status: 503, times: 1000 });
  const time = startVirtualTime();
  const error = await failureOf(run("listCatalogs"));
  time.stop();
  expect(error).toMatchObject({ status: 503 });
});
