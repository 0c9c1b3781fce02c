import { createSqlEngine } from "../src/duckdbEngine";
import type { SqlEngine } from "../src/engine";
import type { GrantedObject, GrantStorage, ShownGrant } from "../src/grantStorage";
import { MemoryVolumes } from "./memoryVolumes";

/** Remembers what it is told. */
class MemoryGrants implements GrantStorage {
  readonly told: unknown[] = [];
  shown: ShownGrant[] = [];
  readonly privilegesOn = () => ["USE SCHEMA", "SELECT"];
  readonly isPrincipal = (name: string) => name !== "nobody";
  readonly missingToManage = ({ name }: GrantedObject) =>
    name === "main.default" ? "No MANAGE." : undefined;
  readonly grant = (...given: unknown[]) => this.told.push(["grant", ...given]);
  readonly revoke = (...given: unknown[]) => this.told.push(["revoke", ...given]);
  readonly dropped = (object: GrantedObject) => this.told.push(["dropped", object]);
  readonly renamed = (object: GrantedObject, name: string) => this.told.push(["renamed", object, name]);
  list(...asked: unknown[]): ShownGrant[] {
    this.told.push(["list", ...asked]);
    return this.shown;
  }
}

let engine: SqlEngine;
let volumes: MemoryVolumes;
let grants: MemoryGrants;

const run = async (statement: string) => {
  const result = await engine.run(statement, { user: "me" });
  const rows = await result.textRows(0, result.rowCount);
  await result.close();
  return { rows, columns: result.columns.map(({ name }) => name) };
};

beforeEach(async () => {
  volumes = new MemoryVolumes();
  grants = new MemoryGrants();
  engine = await createSqlEngine(undefined, undefined, volumes, undefined, grants);
  for (const statement of ["CREATE TABLE t (a INT)", "CREATE VIEW v AS SELECT * FROM t", "CREATE VOLUME vol"])
    await run(statement);
});
afterEach(async () => {
  await engine.close();
  volumes.close();
});

const table = { kind: "TABLE", name: "workspace.default.t" };

it.each([
  ["GRANT SELECT ON TABLE T TO x", ["grant", table, ["SELECT"], "x", "me"]],
  ["GRANT SELECT ON IDENTIFIER('default.t') TO x;", ["grant", table, ["SELECT"], "x", "me"]],
  [
    "grant use schema, select on schema `Workspace`.Default to `account users`",
    ["grant", { kind: "SCHEMA", name: "workspace.default" }, ["USE SCHEMA", "SELECT"], "account users", "me"],
  ],
  [
    "GRANT SELECT ON VIEW v TO x",
    ["grant", { kind: "TABLE", name: "workspace.default.v" }, ["SELECT"], "x", "me"],
  ],
  [
    "REVOKE SELECT ON CATALOG Main FROM x",
    ["revoke", { kind: "CATALOG", name: "main" }, ["SELECT"], "x", "me"],
  ],
  [
    "REVOKE SELECT ON VOLUME default.Vol FROM x",
    ["revoke", { kind: "VOLUME", name: "workspace.default.vol" }, ["SELECT"], "x", "me"],
  ],
])("%s", async (statement, told) => {
  expect(await run(statement)).toEqual({ rows: [], columns: [] });
  expect(grants.told).toEqual([told]);
});

it("SHOW GRANTS gives what there is, of one principal or of all", async () => {
  grants.shown = [
    { principal: "x", privilege: "USE SCHEMA", object: { kind: "SCHEMA", name: "workspace.default" } },
  ];
  expect(await run("SHOW GRANTS `x` ON TABLE t")).toEqual({
    columns: ["Principal", "ActionType", "ObjectType", "ObjectKey"],
    rows: [["x", "USE SCHEMA", "SCHEMA", "workspace.default"]],
  });
  await run("SHOW GRANT ON t");
  expect(grants.told).toEqual([
    ["list", table, "me", "x"],
    ["list", table, "me", undefined],
  ]);
});

it("the grants are told what is dropped and renamed", async () => {
  for (const statement of ["ALTER TABLE t RENAME TO u", "DROP TABLE u", "CREATE SCHEMA s", "DROP SCHEMA s"])
    await run(statement);
  expect(grants.told).toEqual([
    ["renamed", table, "workspace.default.u"],
    ["dropped", table],
    ["dropped", { kind: "TABLE", name: "workspace.default.u" }],
    ["dropped", { kind: "SCHEMA", name: "workspace.s" }],
  ]);
});

it.each([
  ["GRANT SELECT, MODIFY ON TABLE t TO x", "INVALID_PARAMETER_VALUE", "22023"],
  ["GRANT SELECT ON TABLE t TO nobody", "PRINCIPAL_DOES_NOT_EXIST", "42704"],
  ["GRANT SELECT ON SCHEMA main.default TO x", "INSUFFICIENT_PERMISSIONS", "42501"],
  ["REVOKE SELECT ON SCHEMA samples.aviation FROM x", "INSUFFICIENT_PERMISSIONS", "42501"],
  ["GRANT SELECT ON CATALOG none TO x", "NO_SUCH_CATALOG_EXCEPTION", "42704"],
  ["GRANT SELECT ON SCHEMA none TO x", "SCHEMA_NOT_FOUND", "42704"],
  ["SHOW GRANTS ON TABLE none", "TABLE_OR_VIEW_NOT_FOUND", "42P01"],
  ["GRANT SELECT ON VIEW t TO x", "EXPECT_VIEW_NOT_TABLE.NO_ALTERNATIVE", "42809"],
  ["GRANT SELECT ON VOLUME none TO x", "UC_VOLUME_NOT_FOUND", "42704"],
  ["GRANT SELECT ON TABLE t FROM x", "PARSE_SYNTAX_ERROR", "42601"],
  ["GRANT ON TABLE t TO x", "PARSE_SYNTAX_ERROR", "42601"],
  ["GRANT SELECT ON TABLE t TO 'x'", "PARSE_SYNTAX_ERROR", "42601"],
  ["GRANT ALL PRIVILEGES ON TABLE t TO x", "UNSUPPORTED_FEATURE.LOCAL_WORKSPACE", "0A000"],
  ["GRANT EXECUTE ON FUNCTION f TO x", "UNSUPPORTED_FEATURE.LOCAL_WORKSPACE", "0A000"],
  ["GRANT CREATE CATALOG ON METASTORE TO x", "UNSUPPORTED_FEATURE.LOCAL_WORKSPACE", "0A000"],
  ["GRANT USE CATALOG ON CATALOG TO x", "UNSUPPORTED_FEATURE.LOCAL_WORKSPACE", "0A000"],
  ["GRANT SELECT ON SCHEMA information_schema TO x", "UNSUPPORTED_FEATURE.LOCAL_WORKSPACE", "0A000"],
  ["SHOW GRANTS TO RECIPIENT r", "UNSUPPORTED_FEATURE.LOCAL_WORKSPACE", "0A000"],
  ["DENY SELECT ON TABLE t TO x", "UNSUPPORTED_FEATURE.LOCAL_WORKSPACE", "0A000"],
])("%s is refused, and nothing is changed", async (statement, condition, sqlState) => {
  await expect(run(statement)).rejects.toMatchObject({
    message: expect.stringContaining(`[${condition}]`),
    sqlState,
  });
  expect(grants.told).toEqual([]);
});
