import { openEngine, type TestEngine } from "./openEngine";

let engine: TestEngine;

beforeEach(async () => {
  engine = await openEngine();
});

afterEach(() => engine.close());

describe("catalogs and schemas", () => {
  it("start with the workspace's own, main, samples and system", async () => {
    expect(await engine.rows("SHOW CATALOGS")).toEqual([["main"], ["samples"], ["system"], ["workspace"]]);
    expect(await engine.columns("SHOW CATALOGS")).toEqual(["catalog STRING"]);
    expect(await engine.rows("SHOW CATALOGS LIKE 's*'")).toEqual([["samples"], ["system"]]);
  });

  it("are created and dropped", async () => {
    await engine.rows("CREATE CATALOG `Odd-Name` COMMENT 'odd'");
    await engine.rows("CREATE CATALOG IF NOT EXISTS `odd-name`");
    await engine.rows("CREATE SCHEMA `odd-name`.s1 COMMENT 'one'");
    await engine.rows("CREATE DATABASE IF NOT EXISTS `odd-name`.s1");
    expect(await engine.rows("SHOW SCHEMAS IN `odd-name`")).toEqual([
      ["default"],
      ["information_schema"],
      ["s1"],
    ]);
    expect(await engine.rows("DESCRIBE SCHEMA `odd-name`.s1")).toContainEqual(["Comment", "one"]);
    expect(await engine.rows("DESCRIBE CATALOG `odd-name`")).toContainEqual(["Comment", "odd"]);
    await expect(engine.rows("DROP CATALOG `odd-name`")).rejects.toMatchObject({ sqlState: "2BP01" });
    await engine.rows("DROP SCHEMA `odd-name`.s1");
    await engine.rows("DROP SCHEMA IF EXISTS `odd-name`.s1 CASCADE");
    await engine.rows("DROP CATALOG `odd-name` CASCADE");
    await engine.rows("DROP CATALOG IF EXISTS `odd-name`");
    await expect(engine.rows("SHOW SCHEMAS IN `odd-name`")).rejects.toMatchObject({ sqlState: "42704" });
  });

  it("are what unqualified names are looked up in", async () => {
    await engine.rows("CREATE TABLE main.default.t AS SELECT 1 AS a");
    await engine.rows("CREATE TABLE t AS SELECT 2 AS a");
    expect(
      await engine.rows("SELECT a, current_catalog(), current_schema() FROM t", { catalog: "main" }),
    ).toEqual([["1", "main", "default"]]);
    expect(await engine.rows("SELECT t.a, default.t.a, workspace.default.t.a FROM t")).toEqual([
      ["2", "2", "2"],
    ]);
    expect(await engine.rows("SELECT a FROM default.t")).toEqual([["2"]]);
    expect(
      await engine.rows("SELECT count(*) > 0 FROM flights", { catalog: "samples", schema: "aviation" }),
    ).toEqual([["true"]]);
  });

  it("hold names that DuckDB keeps for itself", async () => {
    for (const name of ["temp", "memory", "duck", "pg_catalog", "information", "select"]) {
      await engine.rows(`CREATE CATALOG \`${name}\``);
      await engine.rows(`CREATE SCHEMA \`${name}\`.main`);
      await engine.rows(`CREATE TABLE \`${name}\`.main.\`table\` (\`order\` INT, \`rowid\` INT)`);
      await engine.rows(`INSERT INTO \`${name}\`.main.\`table\` VALUES (1, 2)`);
      expect(await engine.rows(`SELECT \`order\`, \`rowid\` FROM \`${name}\`.main.\`table\``)).toEqual([
        ["1", "2"],
      ]);
    }
  });
});

describe("tables", () => {
  it("are created with all of their clauses and described", async () => {
    await engine.rows(
      "CREATE TABLE IF NOT EXISTS main.default.t (id BIGINT NOT NULL COMMENT 'the id', name STRING, price DECIMAL(10,2), tags ARRAY<STRING>, code VARCHAR(5)) USING DELTA PARTITIONED BY (name) COMMENT 'things' TBLPROPERTIES ('a' = '1', 'delta.x' = 'y')",
    );
    expect(await engine.rows("DESCRIBE TABLE main.default.t")).toEqual([
      ["id", "bigint", "the id"],
      ["name", "string", null],
      ["price", "decimal(10,2)", null],
      ["tags", "array<string>", null],
      ["code", "varchar(5)", null],
      ["# Partition Information", "", ""],
      ["# col_name", "data_type", "comment"],
      ["name", "string", null],
    ]);
    const extended = await engine.rows("DESCRIBE TABLE EXTENDED main.default.t");
    expect(extended).toContainEqual(["Comment", "things", ""]);
    expect(extended).toContainEqual(["Table Properties", "[a=1,delta.x=y]", ""]);
    expect(await engine.rows("SHOW TBLPROPERTIES main.default.t")).toEqual([
      ["a", "1"],
      ["delta.x", "y"],
    ]);
    expect(await engine.rows("SHOW COLUMNS IN main.default.t")).toEqual([
      ["id"],
      ["name"],
      ["price"],
      ["tags"],
      ["code"],
    ]);
  });

  it("can be made again from SHOW CREATE TABLE", async () => {
    await engine.rows(
      "CREATE TABLE t (id BIGINT GENERATED ALWAYS AS IDENTITY (START WITH 5 INCREMENT BY 2), `a b` STRING NOT NULL DEFAULT 'it\\'s' COMMENT 'c', s STRUCT<x: INT>) CLUSTER BY (id) COMMENT 'q\\'q' TBLPROPERTIES ('k' = 'v')",
    );
    const [[text = null] = []] = await engine.rows("SHOW CREATE TABLE t");
    await engine.rows("DROP TABLE t");
    await engine.rows(text ?? "");
    expect((await engine.rows("SHOW CREATE TABLE t"))[0]?.[0]).toBe(text);
    await engine.rows("INSERT INTO t (s) VALUES (struct(1))");
    expect(await engine.rows("SELECT * FROM t")).toEqual([["5", "it's", '{"x":1}']]);
  });

  it("are made from queries and like others", async () => {
    await engine.rows("CREATE TABLE a AS SELECT id, CAST(id AS STRING) AS s, 1.50 AS d FROM range(2)");
    await engine.rows("CREATE TABLE b LIKE a");
    await engine.rows("INSERT INTO b SELECT * FROM a");
    expect(await engine.columns("SELECT * FROM b")).toEqual(["id BIGINT", "s STRING", "d DECIMAL(3,2)"]);
    expect(await engine.rows("SELECT * FROM b ORDER BY id")).toEqual([
      ["0", "0", "1.50"],
      ["1", "1", "1.50"],
    ]);
    await engine.rows("CREATE OR REPLACE TABLE a AS SELECT count(*) AS n FROM a");
    expect(await engine.rows("SELECT * FROM a")).toEqual([["2"]]);
    await expect(engine.rows("CREATE TABLE a (x INT)")).rejects.toMatchObject({ sqlState: "42P07" });
    await engine.rows("CREATE TABLE IF NOT EXISTS a (x INT)");
    expect(await engine.columns("SELECT * FROM a")).toEqual(["n BIGINT"]);
  });

  it("are not there when their query fails", async () => {
    await expect(
      engine.rows("CREATE TABLE f AS SELECT 1 / (id - 1) AS x FROM range(3)"),
    ).rejects.toMatchObject({ sqlState: "22012" });
    await expect(engine.rows("SELECT * FROM f")).rejects.toMatchObject({ sqlState: "42P01" });
    await engine.rows("CREATE TABLE f AS SELECT 1 AS x");
    await expect(engine.rows("CREATE OR REPLACE TABLE f AS SELECT 1 / 0 AS x")).rejects.toMatchObject({
      sqlState: "22012",
    });
    expect(await engine.rows("SELECT * FROM f")).toEqual([["1"]]);
  });

  it("are listed, dropped and renamed", async () => {
    await engine.rows("CREATE TABLE t1 (a INT)");
    await engine.rows("CREATE VIEW v1 AS SELECT 1 AS x");
    expect(await engine.rows("SHOW TABLES")).toEqual([
      ["default", "t1", "false"],
      ["default", "v1", "false"],
    ]);
    expect(await engine.columns("SHOW TABLES IN workspace.default")).toEqual([
      "database STRING",
      "tableName STRING",
      "isTemporary BOOLEAN",
    ]);
    expect(await engine.rows("SHOW TABLES IN default LIKE 't*|x'")).toEqual([["default", "t1", "false"]]);
    expect((await engine.rows("SHOW VIEWS")).map((row) => row[1])).toEqual(["v1"]);
    await engine.rows("ALTER TABLE t1 RENAME TO t2");
    await expect(engine.rows("SELECT * FROM t1")).rejects.toMatchObject({ sqlState: "42P01" });
    await engine.rows("DROP TABLE t2");
    await engine.rows("DROP TABLE IF EXISTS t2");
    await expect(engine.rows("DROP TABLE v1")).rejects.toMatchObject({ sqlState: "42809" });
    await engine.rows("DROP VIEW v1");
    expect(await engine.rows("SHOW TABLES")).toEqual([]);
  });

  it("gain, lose and rename columns", async () => {
    await engine.rows("CREATE TABLE t AS SELECT 1 AS a");
    await engine.rows("ALTER TABLE t ADD COLUMNS (b STRING COMMENT 'bee', c DATE)");
    await engine.rows("INSERT INTO t VALUES (2, 'x', '2024-01-05')");
    expect(await engine.rows("SELECT * FROM t ORDER BY a")).toEqual([
      ["1", null, null],
      ["2", "x", "2024-01-05"],
    ]);
    await expect(engine.rows("ALTER TABLE t ADD COLUMN a INT")).rejects.toThrow("[FIELD_ALREADY_EXISTS]");
    await expect(engine.rows("ALTER TABLE t DROP COLUMN c")).rejects.toThrow(
      "[DELTA_UNSUPPORTED_DROP_COLUMN]",
    );
    await engine.rows("ALTER TABLE t SET TBLPROPERTIES ('delta.columnMapping.mode' = 'name')");
    await engine.rows("ALTER TABLE t DROP COLUMN c");
    await engine.rows("ALTER TABLE t RENAME COLUMN b TO `b 2`");
    await engine.rows("ALTER TABLE t ALTER COLUMN a SET NOT NULL");
    await engine.rows("COMMENT ON TABLE t IS 'tee'");
    await engine.rows("COMMENT ON COLUMN t.a IS 'ay'");
    expect(await engine.rows("DESCRIBE t")).toEqual([
      ["a", "int", "ay"],
      ["b 2", "string", "bee"],
    ]);
    expect(await engine.rows("SELECT comment FROM information_schema.tables WHERE table_name = 't'")).toEqual(
      [["tee"]],
    );
    await expect(engine.rows("INSERT INTO t VALUES (NULL, 'x')")).rejects.toMatchObject({
      sqlState: "23502",
    });
  });

  it("refuse two columns of the same name and types that a table cannot hold", async () => {
    await expect(engine.rows("CREATE TABLE t (a INT, A STRING)")).rejects.toMatchObject({
      sqlState: "42711",
    });
    await expect(engine.rows("CREATE TABLE t AS SELECT NULL AS n")).rejects.toThrow(
      "[DELTA_UNSUPPORTED_DATA_TYPES]",
    );
    await expect(engine.rows("CREATE TABLE t (a INT) PARTITIONED BY (z)")).rejects.toMatchObject({
      sqlState: "42703",
    });
  });
});

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
      "count(1) OVER () BIGINT",
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
