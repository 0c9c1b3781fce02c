import { openEngine, type TestEngine } from "./openEngine";

let engine: TestEngine;
let now = Date.UTC(2026, 0, 1);

beforeEach(async () => {
  now = Date.UTC(2026, 0, 1);
  engine = await openEngine(() => now);
});

afterEach(() => engine.close());

const history = (columns: string, table = "t") => shown(`DESCRIBE HISTORY ${table}`, columns.split(", "));

/** Columns of what a statement shows, by their names. */
async function shown(statement: string, names: string[]): Promise<(string | null)[][]> {
  const result = await engine.run(statement);
  try {
    const indexes = names.map((name) => result.columns.findIndex((column) => column.name === name));
    const rows = await result.textRows(0, result.rowCount);
    return rows.map((row) => indexes.map((index) => row[index] ?? null));
  } finally {
    await result.close();
  }
}

const feed = "TBLPROPERTIES (delta.enableChangeDataFeed = true)";

describe("DESCRIBE HISTORY", () => {
  it("has a version for each change, the newest first", async () => {
    await engine.rows("CREATE TABLE t (a INT, b STRING) COMMENT 'c' TBLPROPERTIES ('x' = 'y')");
    await engine.rows("INSERT INTO t VALUES (1, 'x'), (2, 'y')");
    await engine.rows("UPDATE t SET b = 'z' WHERE a = 1");
    await engine.rows("DELETE FROM t WHERE a = 2");
    await engine.rows(
      "MERGE INTO t USING VALUES (1), (5) AS s(id) ON t.a = s.id WHEN MATCHED AND t.b = 'z' THEN DELETE WHEN NOT MATCHED THEN INSERT (a) VALUES (id)",
    );
    await engine.rows("INSERT OVERWRITE t SELECT a + 1, b FROM t");
    await engine.rows("TRUNCATE TABLE t");
    expect(await history("version, operation, operationParameters, operationMetrics")).toEqual([
      ["6", "TRUNCATE", "{}", "{}"],
      [
        "5",
        "WRITE",
        '{"mode":"Overwrite","statsOnLoad":"false","partitionBy":"[]"}',
        '{"numOutputRows":"1"}',
      ],
      [
        "4",
        "MERGE",
        JSON.stringify({
          predicate: '["(a = id)"]',
          matchedPredicates: `[{"predicate":"(b = z)","actionType":"delete"}]`,
          statsOnLoad: "false",
          notMatchedBySourcePredicates: "[]",
          notMatchedPredicates: '[{"actionType":"insert"}]',
        }),
        '{"numSourceRows":"2","numTargetRowsInserted":"1","numTargetRowsUpdated":"0","numTargetRowsDeleted":"1"}',
      ],
      ["3", "DELETE", '{"predicate":"[\\"(a = 2)\\"]"}', '{"numDeletedRows":"1"}'],
      ["2", "UPDATE", '{"predicate":"[\\"(a = 1)\\"]"}', '{"numUpdatedRows":"1"}'],
      ["1", "WRITE", '{"mode":"Append","statsOnLoad":"false","partitionBy":"[]"}', '{"numOutputRows":"2"}'],
      [
        "0",
        "CREATE TABLE",
        JSON.stringify({
          partitionBy: "[]",
          clusterBy: "[]",
          description: "c",
          isManaged: "true",
          properties: '{"x":"y"}',
          statsOnLoad: "false",
        }),
        "{}",
      ],
    ]);
  });

  it("has the columns that Databricks has", async () => {
    await engine.rows("CREATE TABLE t (a INT)", { user: "someone@example.com" });
    expect(await engine.columns("DESCRIBE HISTORY t")).toEqual([
      "version BIGINT",
      "timestamp TIMESTAMP",
      "userId STRING",
      "userName STRING",
      "operation STRING",
      "operationParameters MAP<STRING, STRING>",
      "job STRUCT<jobId: STRING, jobName: STRING, jobRunId: STRING, runId: STRING, jobOwnerId: STRING, triggerType: STRING>",
      "notebook STRUCT<notebookId: STRING>",
      "clusterId STRING",
      "readVersion BIGINT",
      "isolationLevel STRING",
      "isBlindAppend BOOLEAN",
      "operationMetrics MAP<STRING, STRING>",
      "userMetadata STRING",
      "engineInfo STRING",
    ]);
    await engine.rows("INSERT INTO t VALUES (1)");
    await engine.rows("INSERT INTO t SELECT a FROM t");
    expect(await history("version, userName, readVersion, isBlindAppend")).toEqual([
      ["2", "local@example.com", "1", "false"],
      ["1", "local@example.com", "0", "true"],
      ["0", "someone@example.com", null, "true"],
    ]);
    expect(await engine.rows("DESCRIBE HISTORY t LIMIT 1")).toHaveLength(1);
  });

  it("goes by the time that it is given, and never backwards or twice", async () => {
    await engine.rows("CREATE TABLE t (a INT)");
    await engine.rows("INSERT INTO t VALUES (1)");
    now += 60_000;
    await engine.rows("INSERT INTO t VALUES (2)");
    now -= 30_000;
    await engine.rows("INSERT INTO t VALUES (3)");
    expect(await history("timestamp")).toEqual([
      ["2026-01-01T00:01:00.001Z"],
      ["2026-01-01T00:01:00.000Z"],
      ["2026-01-01T00:00:00.001Z"],
      ["2026-01-01T00:00:00.000Z"],
    ]);
  });

  it("has no version for a statement that failed or found no row, but one for an INSERT of none", async () => {
    await engine.rows("CREATE TABLE t (a INT NOT NULL)");
    await expect(engine.rows("INSERT INTO t VALUES (NULL)")).rejects.toThrow("DELTA_NOT_NULL");
    await engine.rows("UPDATE t SET a = 1");
    await engine.rows("DELETE FROM t");
    await engine.rows("DELETE FROM t WHERE a = 1");
    await engine.rows("MERGE INTO t USING (SELECT 1 AS i) s ON t.a = s.i WHEN MATCHED THEN DELETE");
    await expect(engine.rows("ALTER TABLE t ADD COLUMN (a INT)")).rejects.toThrow("FIELD_ALREADY_EXISTS");
    await engine.rows("INSERT INTO t SELECT id FROM range(0)");
    expect(await history("version, operation")).toEqual([
      ["1", "WRITE"],
      ["0", "CREATE TABLE"],
    ]);
  });

  it("tells what ALTER TABLE and COMMENT did", async () => {
    await engine.rows("CREATE TABLE t (a INT) TBLPROPERTIES ('delta.columnMapping.mode' = 'name')");
    await engine.rows("ALTER TABLE t SET TBLPROPERTIES ('p' = 'q')");
    await engine.rows("ALTER TABLE t UNSET TBLPROPERTIES IF EXISTS ('p', 'r')");
    await expect(engine.rows("ALTER TABLE t UNSET TBLPROPERTIES ('p')")).rejects.toThrow(
      "[DELTA_UNSET_NON_EXISTENT_PROPERTY]",
    );
    await engine.rows("ALTER TABLE t ADD COLUMNS (b STRING COMMENT 'bee', c ARRAY<BIGINT>)");
    await engine.rows("ALTER TABLE t RENAME COLUMN b TO bb");
    await engine.rows("ALTER TABLE t DROP COLUMN c");
    await engine.rows("ALTER TABLE t ALTER COLUMN a SET NOT NULL");
    await engine.rows("COMMENT ON COLUMN t.a IS 'ay'");
    await engine.rows("COMMENT ON TABLE t IS 'tee'");
    await engine.rows("ALTER TABLE t RENAME TO u");
    expect((await history("operation, operationParameters", "u")).slice(0, -1)).toEqual([
      ["SET TBLPROPERTIES", '{"properties":"{\\"comment\\":\\"tee\\"}"}'],
      ["CHANGE COLUMN", expect.stringContaining('{\\"comment\\":\\"ay\\"}')],
      ["CHANGE COLUMN", expect.stringContaining('\\"nullable\\":false')],
      ["DROP COLUMNS", '{"columns":"[\\"c\\"]"}'],
      ["RENAME COLUMN", '{"oldColumnPath":"b","newColumnPath":"bb"}'],
      ["ADD COLUMNS", expect.stringContaining('\\"elementType\\":\\"long\\"')],
      ["UNSET TBLPROPERTIES", '{"properties":"[\\"p\\",\\"r\\"]","ifExists":"true"}'],
      ["SET TBLPROPERTIES", '{"properties":"{\\"p\\":\\"q\\"}"}'],
    ]);
  });

  it("goes on when the table is replaced, and begins anew when it is dropped", async () => {
    const id = async () => (await shown("DESCRIBE DETAIL t", ["id"]))[0]?.[0];
    await engine.rows("CREATE TABLE t AS SELECT 1 AS a");
    const first = await id();
    await engine.rows("CREATE OR REPLACE TABLE t (b STRING)");
    await engine.rows("CREATE OR REPLACE TABLE t AS SELECT id FROM range(3)");
    expect(await history("version, operation, operationMetrics")).toEqual([
      ["2", "CREATE OR REPLACE TABLE AS SELECT", '{"numOutputRows":"3"}'],
      ["1", "CREATE OR REPLACE TABLE", "{}"],
      ["0", "CREATE TABLE AS SELECT", '{"numOutputRows":"1"}'],
    ]);
    const second = await id();
    await engine.rows("DROP TABLE t");
    await engine.rows("CREATE TABLE t (a INT)");
    expect(await history("version, operation")).toEqual([["0", "CREATE TABLE"]]);
    expect(new Set([first, second, await id()]).size).toBe(3);
    await expect(engine.rows("CREATE OR REPLACE TABLE t AS SELECT 1 / 0 AS a")).rejects.toThrow("DIVIDE");
    expect(await history("version")).toEqual([["0"]]);
  });

  it("is one line also when tables are replaced, changed and dropped side by side", async () => {
    await engine.rows("CREATE TABLE t AS SELECT 1 AS a");
    /** The messages of those that failed, and how many went well. */
    const together = async (statements: string[]) => {
      const results = await Promise.allSettled(statements.map((each) => engine.rows(each)));
      const failed = results.flatMap((each) => (each.status === "rejected" ? [String(each.reason)] : []));
      expect(failed.filter((message) => !/DELTA_METADATA_CHANGED|TABLE_OR_VIEW/.test(message))).toEqual([]);
      return results.length - failed.length;
    };
    const done = await together([
      "CREATE OR REPLACE TABLE t AS SELECT 2 AS a",
      "INSERT INTO t VALUES (3)",
      "CREATE OR REPLACE TABLE t AS SELECT 4 AS a",
      "INSERT INTO t VALUES (5)",
    ]);
    const versions = await history("version");
    expect(versions).toEqual(Array.from({ length: done + 1 }, (_, index) => [String(done - index)]));
    await together([
      "INSERT INTO t VALUES (6)",
      "ALTER TABLE t ADD COLUMN b INT",
      "INSERT INTO t VALUES (6)",
      "ALTER TABLE t ALTER COLUMN a SET NOT NULL",
      "INSERT INTO t (a) VALUES (NULL)",
    ]);
    expect(await engine.rows("SELECT count(*) FROM t WHERE a IS NULL")).toEqual([["0"]]);
    await together([
      "INSERT INTO t (a) VALUES (6)",
      "DROP TABLE t",
      "INSERT INTO t (a) VALUES (7)",
      "CREATE OR REPLACE TABLE t AS SELECT 8 AS a",
    ]);
  });

  it("keeps versions as long as the log is kept", async () => {
    await engine.rows("CREATE TABLE t (a INT)");
    now += 31 * 86_400_000;
    await engine.rows("INSERT INTO t VALUES (1)");
    expect(await history("version")).toEqual([["1"]]);
    await engine.rows("ALTER TABLE t SET TBLPROPERTIES ('delta.logRetentionDuration' = 'interval 2 hours')");
    now += 3 * 3_600_000;
    await engine.rows("INSERT INTO t VALUES (1)");
    expect(await history("version")).toEqual([["3"]]);
  });

  it("is of tables, not of views", async () => {
    await engine.rows("CREATE VIEW v AS SELECT 1 AS a");
    await expect(engine.rows("DESCRIBE HISTORY v")).rejects.toMatchObject({ sqlState: "42809" });
    await expect(engine.rows("DESCRIBE DETAIL v")).rejects.toThrow(
      "[DELTA_UNSUPPORTED_DESCRIBE_DETAIL_VIEW]",
    );
    await expect(engine.rows("DESCRIBE HISTORY nope")).rejects.toMatchObject({ sqlState: "42P01" });
    await engine.rows("CREATE TABLE history (detail INT)");
    expect(await engine.rows("DESCRIBE history")).toEqual([["detail", "int", null]]);
  });
});

describe("DESCRIBE DETAIL", () => {
  it("tells what is known of a table", async () => {
    await engine.rows(`CREATE TABLE t (a INT, b STRING) CLUSTER BY (b) COMMENT 'tee' ${feed}`);
    now += 1000;
    await engine.rows("INSERT INTO t VALUES (1, 'x')");
    const names = "format, name, description, createdAt, lastModified, partitionColumns, clusteringColumns";
    expect(await shown("DESCRIBE DETAIL t", [...names.split(", "), "numFiles", "properties"])).toEqual([
      [
        "delta",
        "workspace.default.t",
        "tee",
        "2026-01-01T00:00:00.000Z",
        "2026-01-01T00:00:01.000Z",
        "[]",
        '["b"]',
        null,
        '{"delta.enableChangeDataFeed":"true"}',
      ],
    ]);
  });
});
