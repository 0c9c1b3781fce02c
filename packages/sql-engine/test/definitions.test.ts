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

  it("are looked for by USE, which leaves it to a session to keep them", async () => {
    for (const statement of [
      "USE CATALOG main",
      "USE SCHEMA default",
      "USE main.default",
      "USE default",
      "USE DATABASE main.default;",
      "USE CATALOG 'main'",
    ]) {
      expect(await engine.rows(statement)).toEqual([]);
    }
    expect(await engine.rows("SELECT current_catalog()")).toEqual([["workspace"]]);
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
    await engine.rows("INSERT INTO t (s) VALUES (named_struct('x', 1))");
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
