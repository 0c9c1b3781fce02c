import type { AccessCheck } from "../src/catalog/permission";
import { createSqlEngine } from "../src/duckdbEngine";
import type { SqlEngine } from "../src/engine";
import { SqlError } from "../src/errors";

let engine: SqlEngine;
const denied = new Set<string>();
/** Denies what a test says, such as `SELECT main.default.t`. */
const access: AccessCheck = (path, privilege) =>
  denied.has(`${privilege} ${path.join(".")}`) ? `No ${privilege} on ${path.join(".")}.` : undefined;

beforeEach(async () => {
  denied.clear();
  engine = await createSqlEngine(undefined, access);
  await run(
    "CREATE TABLE t (a INT) TBLPROPERTIES (delta.enableChangeDataFeed = true)",
    "CREATE TABLE other (a INT)",
    "INSERT INTO t VALUES (1), (2)",
    "CREATE VIEW v AS SELECT a FROM t",
    "CREATE SCHEMA side",
  );
});
afterEach(() => engine.close());

async function run(...statements: string[]): Promise<(string | null)[][]> {
  let rows: (string | null)[][] = [];
  for (const statement of statements) {
    const result = await engine.run(statement);
    rows = await result.textRows(0, result.rowCount);
    await result.close();
  }
  return rows;
}

const refused = async (statement: string): Promise<string> => {
  const error = await run(statement).catch((reason: unknown) => reason);
  if (!(error instanceof SqlError)) throw new Error(`${statement} was not refused: ${String(error)}`);
  expect(error.sqlState).toBe("42501");
  return error.message;
};

const lacking = (privilege: string, name: string) =>
  `[INSUFFICIENT_PERMISSIONS] Insufficient privileges:\nNo ${privilege} on ${name}. SQLSTATE: 42501`;

it.each([
  "SELECT * FROM t",
  "SELECT * FROM `Workspace`.DEFAULT.`T`",
  "SELECT 1 WHERE EXISTS (SELECT 1 FROM other JOIN t USING (a))",
  "WITH w AS (SELECT a FROM t) SELECT * FROM w",
  "INSERT INTO other SELECT a FROM t",
  "CREATE TABLE copy AS SELECT * FROM t",
  "CREATE TABLE copy LIKE t",
  "CREATE VIEW w AS SELECT * FROM t",
  "SELECT * FROM table_changes('t', 0)",
  "DELETE FROM t",
  "UPDATE t SET a = 1",
  "MERGE INTO t USING other ON t.a = other.a WHEN MATCHED THEN DELETE",
  "DESCRIBE TABLE t",
  "SHOW COLUMNS IN t",
  "DESCRIBE HISTORY t",
])("whoever may not read a table cannot: %s", async (statement) => {
  denied.add("SELECT workspace.default.t");
  expect(await refused(statement)).toBe(lacking("SELECT", "workspace.default.t"));
});

it.each([
  "INSERT INTO t VALUES (3)",
  "UPDATE t SET a = 1",
  "DELETE FROM t WHERE a = 1",
  "MERGE INTO t USING other ON t.a = other.a WHEN MATCHED THEN DELETE",
  "TRUNCATE TABLE t",
  "ALTER TABLE t ADD COLUMN b INT",
  "ALTER TABLE t RENAME TO u",
  "COMMENT ON TABLE t IS 'x'",
  "VACUUM t",
])("whoever may not change a table cannot: %s", async (statement) => {
  denied.add("MODIFY workspace.default.t");
  expect(await refused(statement)).toBe(lacking("MODIFY", "workspace.default.t"));
  expect(await run("SELECT * FROM t")).toEqual([["1"], ["2"]]);
});

it("to insert rows takes no right to read them", async () => {
  denied.add("SELECT workspace.default.t");
  await run("INSERT INTO t VALUES (3)");
  denied.clear();
  expect(await run("SELECT count(*) FROM t")).toEqual([["3"]]);
});

it("a view is read by whoever may read the view", async () => {
  denied.add("SELECT workspace.default.t");
  expect(await run("SELECT * FROM v")).toEqual([["1"], ["2"]]);
  denied.add("SELECT workspace.default.v");
  expect(await refused("SELECT * FROM v")).toBe(lacking("SELECT", "workspace.default.v"));
});

it.each([
  "SELECT * FROM t",
  "SELECT * FROM missing",
  "CREATE TABLE n (a INT)",
  "DROP TABLE t",
  "USE SCHEMA default",
  "SHOW TABLES",
  "DESCRIBE SCHEMA default",
])("what stands in a schema that may not be used is out of reach: %s", async (statement) => {
  denied.add("USE_SCHEMA workspace.default");
  expect(await refused(statement)).toBe(lacking("USE_SCHEMA", "workspace.default"));
});

it.each([
  "USE CATALOG workspace",
  "CREATE SCHEMA workspace.s",
  "DESCRIBE CATALOG workspace",
  "SHOW SCHEMAS IN workspace",
])("a catalog that may not be used is out of reach: %s", async (statement) => {
  denied.add("USE_CATALOG workspace");
  expect(await refused(statement)).toBe(lacking("USE_CATALOG", "workspace"));
});

it("lists leave out what may not be seen", async () => {
  for (const each of ["USE_CATALOG main", "USE_SCHEMA workspace.side", "SELECT workspace.default.t"])
    denied.add(each);
  expect(await run("SHOW CATALOGS")).toEqual([["samples"], ["system"], ["workspace"]]);
  expect(await run("SHOW SCHEMAS")).toEqual([["default"], ["information_schema"]]);
  expect((await run("SHOW TABLES")).map(([, name]) => name)).toEqual(["other", "v"]);
  expect(await run("SELECT table_name FROM information_schema.tables ORDER BY 1")).toEqual([
    ["other"],
    ["v"],
  ]);
  expect(await run("SELECT schema_name FROM information_schema.schemata ORDER BY 1")).toEqual([
    ["default"],
    ["information_schema"],
  ]);
  expect(await run("SELECT catalog_name FROM system.information_schema.catalogs ORDER BY 1")).toEqual([
    ["samples"],
    ["system"],
    ["workspace"],
  ]);
});
