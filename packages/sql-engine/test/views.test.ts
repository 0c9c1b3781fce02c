import { openEngine, type TestEngine } from "./openEngine";

let engine: TestEngine;

beforeEach(async () => {
  engine = await openEngine();
});

afterEach(() => engine.close());

describe("views", () => {
  it("show the present rows of their tables", async () => {
    await engine.rows("CREATE TABLE t AS SELECT 1 AS a");
    await engine.rows(
      "CREATE VIEW v (x COMMENT 'ex', y) COMMENT 'vee' AS WITH w AS (SELECT a, a * 2 FROM t) SELECT * FROM w",
    );
    await engine.rows("INSERT INTO t VALUES (2)");
    expect(await engine.rows("SELECT y, x FROM v ORDER BY x")).toEqual([
      ["2", "1"],
      ["4", "2"],
    ]);
    expect(await engine.rows("SELECT v.x, u.x FROM v JOIN v AS u ON v.x = u.x WHERE v.x = 1")).toEqual([
      ["1", "1"],
    ]);
    expect(await engine.rows("DESCRIBE v")).toEqual([
      ["x", "int", "ex"],
      ["y", "int", null],
    ]);
  });

  it("look names up where they were created", async () => {
    await engine.rows("CREATE TABLE main.default.t AS SELECT 'main' AS a");
    await engine.rows("CREATE VIEW main.default.v AS SELECT a FROM t", { catalog: "main" });
    await engine.rows("CREATE TABLE t AS SELECT 'workspace' AS a");
    expect(await engine.rows("SELECT * FROM main.default.v")).toEqual([["main"]]);
  });

  it("are replaced and tell when their table is gone", async () => {
    await engine.rows("CREATE TABLE t AS SELECT 1 AS a");
    await engine.rows("CREATE VIEW v AS SELECT a FROM t");
    await engine.rows("CREATE OR REPLACE VIEW v AS SELECT a + 1 AS b FROM t");
    expect(await engine.rows("SELECT b FROM v")).toEqual([["2"]]);
    await engine.rows("DROP TABLE t");
    await expect(engine.rows("SELECT * FROM v")).rejects.toMatchObject({ sqlState: "42P01" });
    await expect(engine.rows("CREATE VIEW w AS SELECT * FROM nope")).rejects.toMatchObject({
      sqlState: "42P01",
    });
    await expect(engine.rows("INSERT INTO v VALUES (1)")).rejects.toMatchObject({ sqlState: "42809" });
  });
});

describe("metadata of results", () => {
  it("names columns as Databricks does", async () => {
    await engine.rows("CREATE TABLE t (a INT, s STRUCT<f: STRING>)");
    expect(
      await engine.columns(
        "SELECT a, t.a, s.f, a + 1, -a, count(*) OVER (), upper(s.f), CAST(a AS STRING), CAST('1' AS INT), 'x', 1.5, NULL, a AS b, CASE WHEN a > 1 THEN 2 END FROM t",
      ),
    ).toEqual([
      "a INT",
      "a INT",
      "f STRING",
      "(a + 1) INT",
      "(- a) INT",
      "count(1) OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) BIGINT",
      "upper(s.f) STRING",
      "a STRING",
      "CAST(1 AS INT) INT",
      "x STRING",
      "1.5 DECIMAL(2,1)",
      "NULL VOID",
      "b INT",
      "CASE WHEN (a > 1) THEN 2 END INT",
    ]);
    expect(await engine.columns("SELECT count(*), sum(a), count(DISTINCT a), max(a + 1) FROM t")).toEqual([
      "count(1) BIGINT",
      "sum(a) BIGINT",
      "count(DISTINCT a) BIGINT",
      "max((a + 1)) INT",
    ]);
  });

  it("gives precision, scale and interval types", async () => {
    const result = await engine.run(
      "SELECT CAST(1 AS DECIMAL(12,3)) AS d, INTERVAL '1' DAY AS i, INTERVAL '1-2' YEAR TO MONTH AS y, map('a', array(1)) AS m, CAST(1 AS TINYINT) AS t",
    );
    expect(result.columns).toEqual([
      {
        name: "d",
        position: 0,
        type_name: "DECIMAL",
        type_text: "DECIMAL(12,3)",
        type_precision: 12,
        type_scale: 3,
      },
      { name: "i", position: 1, type_name: "INTERVAL", type_text: "INTERVAL DAY", type_interval_type: "DAY" },
      {
        name: "y",
        position: 2,
        type_name: "INTERVAL",
        type_text: "INTERVAL YEAR TO MONTH",
        type_interval_type: "YEAR TO MONTH",
      },
      { name: "m", position: 3, type_name: "MAP", type_text: "MAP<STRING, ARRAY<INT>>" },
      { name: "t", position: 4, type_name: "BYTE", type_text: "TINYINT" },
    ]);
    await result.close();
  });
});
