import { openEngine, type TestEngine } from "./openEngine";

let engine: TestEngine;
let now = 0;

beforeEach(async () => {
  now = Date.UTC(2026, 0, 1);
  engine = await openEngine(() => now);
});

afterEach(() => engine.close());

const feed = "TBLPROPERTIES (delta.enableChangeDataFeed = true)";

/** Changes from a version on, without their times. */
const changes = (range: string, columns = "*") =>
  engine.rows(
    `SELECT ${columns} EXCEPT (_commit_timestamp) FROM table_changes('t', ${range}) ORDER BY _commit_version, _change_type, 1`,
  );

describe("table_changes", () => {
  beforeEach(() => engine.rows(`CREATE TABLE t (a INT, b ARRAY<STRING>) ${feed}`));

  it("tells what INSERT, UPDATE, DELETE and TRUNCATE did", async () => {
    await engine.rows("INSERT INTO t VALUES (1, array('x')), (2, NULL)");
    await engine.rows("UPDATE t SET a = a + 10, b = array('y') WHERE a = 1");
    await engine.rows("DELETE FROM t WHERE a = 2");
    await engine.rows("TRUNCATE TABLE t");
    await engine.rows("INSERT INTO t VALUES (5, NULL)");
    await engine.rows("DELETE FROM t");
    expect(await changes("0")).toEqual([
      ["1", '["x"]', "insert", "1"],
      ["2", null, "insert", "1"],
      ["11", '["y"]', "update_postimage", "2"],
      ["1", '["x"]', "update_preimage", "2"],
      ["2", null, "delete", "3"],
      ["11", '["y"]', "delete", "4"],
      ["5", null, "insert", "5"],
      ["5", null, "delete", "6"],
    ]);
    expect(await changes("2, 3", "a, *")).toHaveLength(3);
  });

  it("tells what MERGE and INSERT OVERWRITE did", async () => {
    await engine.rows("INSERT INTO t VALUES (1, array('x')), (2, NULL), (3, NULL)");
    await engine.rows(
      "MERGE INTO t USING VALUES (1, 'm'), (9, 'n') AS s(i, v) ON t.a = s.i WHEN MATCHED THEN UPDATE SET b = array(s.v) WHEN NOT MATCHED THEN INSERT (a, b) VALUES (s.i, array(s.v)) WHEN NOT MATCHED BY SOURCE AND t.a = 2 THEN DELETE WHEN NOT MATCHED BY SOURCE THEN UPDATE SET a = 33",
    );
    await engine.rows("INSERT OVERWRITE t SELECT a, b FROM t WHERE a < 5");
    expect(await changes("2")).toEqual([
      ["2", null, "delete", "2"],
      ["9", '["n"]', "insert", "2"],
      ["1", '["m"]', "update_postimage", "2"],
      ["33", null, "update_postimage", "2"],
      ["1", '["x"]', "update_preimage", "2"],
      ["3", null, "update_preimage", "2"],
      ["1", '["m"]', "delete", "3"],
      ["9", '["n"]', "delete", "3"],
      ["33", null, "delete", "3"],
      ["1", '["m"]', "insert", "3"],
    ]);
  });

  it("has the table's columns and three more, and stands where any relation stands", async () => {
    await engine.rows("INSERT INTO t VALUES (1, NULL), (2, NULL)");
    expect(await engine.columns("SELECT * FROM table_changes('t', 0)")).toEqual([
      "a INT",
      "b ARRAY<STRING>",
      "_change_type STRING",
      "_commit_version BIGINT",
      "_commit_timestamp TIMESTAMP",
    ]);
    expect(
      await engine.rows(
        "WITH w AS (SELECT 2 AS a) SELECT c.a, c._commit_timestamp FROM table_changes('`workspace`.`default`.t', 0, 1) AS c JOIN w ON c.a = w.a WHERE c._change_type = 'insert' LIMIT 5",
      ),
    ).toEqual([["2", "2026-01-01T00:00:00.001Z"]]);
    await engine.rows("CREATE VIEW v AS SELECT a FROM table_changes('t', 1)");
    await engine.rows("INSERT INTO t VALUES (3, NULL)");
    expect(await engine.rows("SELECT count(*) FROM v")).toEqual([["3"]]);
  });

  it("takes versions and times, also as parameters", async () => {
    now += 60_000;
    await engine.rows("INSERT INTO t VALUES (1, NULL)");
    now += 60_000;
    await engine.rows("INSERT INTO t VALUES (2, NULL)");
    const rows = (range: string, parameters: [string, string, string][] = []) =>
      engine.rows(`SELECT a FROM table_changes('t', ${range}) ORDER BY a`, {
        parameters: parameters.map(([name, type, value]) => ({ name, type, value })),
      });
    expect(await rows("'2026-01-01 00:00:30'")).toEqual([["1"], ["2"]]);
    expect(await rows("'2026-01-01', '2026-01-01 00:01:00.000'")).toEqual([["1"]]);
    expect(await rows("TIMESTAMP'2026-01-01T00:01:00.001Z'")).toEqual([["2"]]);
    expect(await rows("2, current_timestamp()")).toEqual([["2"]]);
    expect(await rows("timestamp_millis(1767225660000), CAST('2' AS BIGINT)")).toEqual([["1"], ["2"]]);
    expect(await rows(":s", [["s", "BIGINT", "2"]])).toEqual([["2"]]);
    expect(
      await rows(":s, :e", [
        ["s", "TIMESTAMP", "2026-01-01 00:00:00"],
        ["e", "STRING", "2026-01-01 00:01:30"],
      ]),
    ).toEqual([["1"]]);
    expect(await rows("'2026-01-01 00:01:10', '2026-01-01 00:01:20'")).toEqual([]);
  });
});

describe("what the feed has recorded", () => {
  it("begins with the version that turns it on and ends with the one that turns it off", async () => {
    await engine.rows("CREATE TABLE t (a INT)");
    await engine.rows("INSERT INTO t VALUES (1)");
    await expect(changes("0")).rejects.toThrow(
      "[DELTA_MISSING_CHANGE_DATA] Error getting change data for range [0 , 1] as change data was not\nrecorded for version [0]. If",
    );
    await engine.rows("ALTER TABLE t SET TBLPROPERTIES ('delta.enableChangeDataFeed' = 'true')");
    expect(await changes("2")).toEqual([]);
    await engine.rows("INSERT INTO t VALUES (2)");
    expect(await changes("2")).toEqual([["2", "insert", "3"]]);
    await engine.rows("ALTER TABLE t UNSET TBLPROPERTIES ('delta.enableChangeDataFeed')");
    await engine.rows("INSERT INTO t VALUES (3)");
    expect(await changes("2, 3")).toHaveLength(1);
    await expect(changes("2")).rejects.toMatchObject({
      message: expect.stringContaining("recorded for version [4]"),
      sqlState: "KD002",
    });
    await engine.rows("ALTER TABLE t SET TBLPROPERTIES (delta.enableChangeDataFeed = true)");
    await engine.rows("DELETE FROM t WHERE a < 3");
    expect(await changes("6")).toEqual([
      ["1", "delete", "7"],
      ["2", "delete", "7"],
    ]);
  });

  it("goes on over a table that is replaced by one with the same columns", async () => {
    await engine.rows(`CREATE TABLE t ${feed} AS SELECT 1 AS a`);
    await engine.rows(`CREATE OR REPLACE TABLE t ${feed} AS SELECT 2 AS a, 'x' AS b`);
    await engine.rows("UPDATE t SET b = 'y'");
    expect(await changes("0")).toEqual([
      ["1", null, "insert", "0"],
      ["1", null, "delete", "1"],
      ["2", "x", "insert", "1"],
      ["2", "y", "update_postimage", "2"],
      ["2", "x", "update_preimage", "2"],
    ]);
    await expect(
      engine.rows(`CREATE OR REPLACE TABLE t ${feed} AS SELECT CAST(1 / 0 AS INT) AS a, 'x' AS b`),
    ).rejects.toThrow("DIVIDE_BY_ZERO");
    expect(await changes("0")).toHaveLength(5);
    await engine.rows("CREATE OR REPLACE TABLE t (a INT, b STRING)");
    await expect(changes("0")).rejects.toThrow("recorded for version [3]");
  });

  it("has NULL in columns that were added later", async () => {
    await engine.rows(`CREATE TABLE t (a INT) ${feed}`);
    await engine.rows("INSERT INTO t VALUES (1)");
    await engine.rows("ALTER TABLE t ADD COLUMN b STRING");
    await engine.rows("INSERT INTO t VALUES (2, 'x')");
    expect(await changes("1")).toEqual([
      ["1", null, "insert", "1"],
      ["2", "x", "insert", "3"],
    ]);
    expect(await changes("1, 1")).toEqual([["1", null, "insert", "1"]]);
  });

  it("cannot be read over a column that was renamed, dropped or given another type", async () => {
    await engine.rows(
      "CREATE TABLE t (a INT, b STRING, c INT) TBLPROPERTIES (delta.enableChangeDataFeed = true, 'delta.columnMapping.mode' = 'name')",
    );
    await engine.rows("INSERT INTO t VALUES (1, 'x', 3)");
    await engine.rows("ALTER TABLE t RENAME COLUMN b TO bb");
    await engine.rows("INSERT INTO t VALUES (2, 'y', 3)");
    await engine.rows("ALTER TABLE t DROP COLUMN c");
    await engine.rows("INSERT INTO t VALUES (4, 'z')");
    const incompatible = (kind: string, version: string) => ({
      message: expect.stringMatching(
        new RegExp(`^\\[DELTA_CHANGE_DATA_FEED_INCOMPATIBLE_${kind}\\][\\s\\S]*at version ${version}\\.\n`),
      ),
      sqlState: "0AKDC",
    });
    await expect(changes("0")).rejects.toMatchObject(incompatible("SCHEMA_CHANGE", "2"));
    expect(await changes("0, 1")).toEqual([["1", "x", "3", "insert", "1"]]);
    await expect(changes("0, 3")).rejects.toMatchObject(incompatible("DATA_SCHEMA", "0"));
    expect(await changes("2, 3")).toEqual([["2", "y", "3", "insert", "3"]]);
    expect(await changes("4")).toEqual([["4", "z", "insert", "5"]]);
    await engine.rows(
      "CREATE OR REPLACE TABLE t (a STRING) TBLPROPERTIES (delta.enableChangeDataFeed = true)",
    );
    await engine.rows("CREATE OR REPLACE TABLE t (a INT) TBLPROPERTIES (delta.enableChangeDataFeed = true)");
    await engine.rows(
      "CREATE OR REPLACE TABLE t (a STRING) TBLPROPERTIES (delta.enableChangeDataFeed = true)",
    );
    await expect(changes("6")).rejects.toMatchObject(incompatible("SCHEMA_CHANGE", "7"));
  });

  it("refuses columns of its own names", async () => {
    await expect(engine.rows(`CREATE TABLE t (_change_type STRING) ${feed}`)).rejects.toMatchObject({
      message: expect.stringContaining("reserved columns [_change_type]"),
      sqlState: "42711",
    });
    await engine.rows("CREATE TABLE t (_commit_version INT)");
    await expect(
      engine.rows("ALTER TABLE t SET TBLPROPERTIES (delta.enableChangeDataFeed = true)"),
    ).rejects.toThrow("[DELTA_TABLE_ALREADY_CONTAINS_CDC_COLUMNS]");
    await engine.rows("INSERT INTO t VALUES (1)");
  });

  it("keeps nothing of a statement that failed", async () => {
    await engine.rows(`CREATE TABLE t (a INT NOT NULL) ${feed}`);
    await engine.rows("INSERT INTO t VALUES (1), (2)");
    await expect(engine.rows("UPDATE t SET a = 1 / (a - 2)")).rejects.toThrow("DIVIDE_BY_ZERO");
    await expect(
      engine.rows(
        "MERGE INTO t USING VALUES (1, NULL) AS s(i, v) ON t.a = s.i WHEN MATCHED THEN UPDATE SET a = s.v",
      ),
    ).rejects.toThrow("NOT_NULL");
    expect(await engine.rows("SELECT a FROM t ORDER BY a")).toEqual([["1"], ["2"]]);
    expect(await changes("0")).toHaveLength(2);
  });
});
