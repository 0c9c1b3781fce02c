/** https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-names-identifier-clause */
import { openEngine, type TestEngine } from "./openEngine";

let engine: TestEngine;

beforeEach(async () => {
  engine = await openEngine();
  await engine.rows("CREATE SCHEMA shop");
  await engine.rows("CREATE TABLE shop.orders (id INT, `the note` STRING)");
  await engine.rows("INSERT INTO shop.orders VALUES (1, 'x')");
});

afterEach(() => engine.close());

const parameters = [
  { name: "t", value: "workspace.`shop`.orders" },
  { name: "s", value: "shop", type: "STRING" },
  { name: "c", value: "`the note`" },
  { name: "f", value: "upper" },
  { name: "none", value: null },
  { name: "n", value: "1", type: "INT" },
];

describe("IDENTIFIER()", () => {
  it.each([
    ["SELECT id FROM IDENTIFIER(:t)", [["1"]]],
    ["SELECT id FROM IDENTIFIER(:s || '.' || 'orders') AS o WHERE o.IDENTIFIER('id') = 1", [["1"]]],
    ["SELECT IDENTIFIER(:c) FROM shop.orders", [["x"]]],
    ["SELECT IDENTIFIER(:f)(IDENTIFIER(:c)) FROM shop.orders", [["X"]]],
    ["SELECT * FROM IDENTIFIER(concat('ra', 'nge'))(2)", [["0"], ["1"]]],
    ["SELECT :n AS identifier", [["1"]]],
  ])("%s stands for a name", async (statement, rows) => {
    expect(await engine.rows(statement, { parameters })).toEqual(rows);
  });

  it("names what is changed and defined", async () => {
    for (const statement of [
      "INSERT INTO IDENTIFIER(:t) (IDENTIFIER('id')) VALUES (2)",
      "UPDATE IDENTIFIER(:t) SET IDENTIFIER(:c) = 'y' WHERE id = 2",
      "MERGE INTO IDENTIFIER(:t) o USING (SELECT 2 AS id) n ON o.id = n.id WHEN MATCHED THEN UPDATE SET IDENTIFIER(:c) = 'z'",
      "DELETE FROM IDENTIFIER(:t) WHERE id = 1",
      "CREATE TABLE IDENTIFIER(:s || '.copy') AS SELECT * FROM IDENTIFIER(:t)",
      "CREATE VIEW IDENTIFIER(:s || '.seen') AS SELECT id FROM IDENTIFIER('shop.copy')",
      "ALTER TABLE IDENTIFIER('shop.copy') ADD COLUMN IDENTIFIER('more') INT",
      "COMMENT ON TABLE IDENTIFIER('shop.copy') IS 'c'",
      "CREATE SCHEMA IDENTIFIER(:s || '2')",
      "DROP SCHEMA IDENTIFIER('shop2')",
      "TRUNCATE TABLE IDENTIFIER(:t)",
    ]) {
      await engine.rows(statement, { parameters });
    }
    expect(await engine.rows("SELECT * FROM shop.copy")).toEqual([["2", "z", null]]);
    expect(await engine.rows("SELECT * FROM shop.seen")).toEqual([["2"]]);
    expect(await engine.rows("DESCRIBE IDENTIFIER(:t)", { parameters })).toHaveLength(2);
    expect(await engine.rows("SHOW TABLES IN IDENTIFIER(:s)", { parameters })).toHaveLength(3);
  });

  it("takes question marks, which count on behind it", async () => {
    const positional = [
      { name: "", ordinal: 1, value: "id" },
      { name: "", ordinal: 2, value: "shop.orders" },
      { name: "", ordinal: 3, value: "1", type: "INT" },
    ];
    const statement = "SELECT IDENTIFIER(?) FROM IDENTIFIER(?) WHERE id = ?";
    expect(await engine.rows(statement, { parameters: positional })).toEqual([["1"]]);
  });

  it.each([
    ["SELECT * FROM IDENTIFIER(:none)", "NOT_A_CONSTANT_STRING.NULL"],
    ["SELECT * FROM IDENTIFIER(NULL)", "NOT_A_CONSTANT_STRING.NULL"],
    ["SELECT * FROM IDENTIFIER(orders)", "NOT_A_CONSTANT_STRING.NOT_CONSTANT"],
    ["SELECT * FROM IDENTIFIER(1)", "NOT_A_CONSTANT_STRING.WRONG_TYPE"],
    ["SELECT * FROM IDENTIFIER(:missing)", "UNBOUND_SQL_PARAMETER"],
    ["SELECT * FROM IDENTIFIER('a b')", "PARSE_SYNTAX_ERROR"],
    ["SELECT * FROM IDENTIFIER('')", "PARSE_SYNTAX_ERROR"],
    ["SELECT * FROM IDENTIFIER(current_user())", "UNSUPPORTED_FEATURE.LOCAL_WORKSPACE"],
    ["SELECT * FROM IDENTIFIER('shop.none')", "TABLE_OR_VIEW_NOT_FOUND"],
  ])("%s is refused", async (statement, condition) => {
    await expect(engine.rows(statement, { parameters })).rejects.toThrow(`[${condition}]`);
  });
});

it.each([
  ["USE shop", { catalog: "workspace", schema: "shop" }],
  ["-- go\nUSE SCHEMA `shop`;", { catalog: "workspace", schema: "shop" }],
  ["USE CATALOG main", { catalog: "main", schema: undefined }],
  ["USE CATALOG 'main'", { catalog: "main", schema: undefined }],
  ["USE samples.aviation", { catalog: "samples", schema: "aviation" }],
  ["USE IDENTIFIER('samples.' || 'aviation')", { catalog: "samples", schema: "aviation" }],
  ["SELECT 1", undefined],
])("%s leaves the session with %j", async (statement, session) => {
  const result = await engine.run(statement);
  await result.close();
  expect(result.session).toEqual(session);
});

it("named and positional markers do not go together", async () => {
  await expect(engine.rows("SELECT :s, ?", { parameters })).rejects.toMatchObject({
    sqlState: "42613",
    message: expect.stringContaining("[INVALID_QUERY_MIXED_QUERY_PARAMETERS]"),
  });
});
