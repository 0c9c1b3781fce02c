import { openEngine, type TestEngine } from "./openEngine";

let engine: TestEngine;

beforeEach(async () => {
  engine = await openEngine();
});

afterEach(() => engine.close());

const counts = async (statement: string) => {
  const result = await engine.run(statement);
  const [row = []] = await result.textRows(0, 1);
  await result.close();
  return Object.fromEntries(result.columns.map((column, index) => [column.name, row[index]]));
};

describe("INSERT", () => {
  beforeEach(() => engine.rows("CREATE TABLE t (a INT, b STRING, c DECIMAL(10,2))"));

  it("tells how many rows it has stored", async () => {
    expect(await counts("INSERT INTO t VALUES (1, 'x', 1.5), (2, NULL, NULL)")).toEqual({
      num_affected_rows: "2",
      num_inserted_rows: "2",
    });
    expect(await engine.rows("SELECT * FROM t ORDER BY a")).toEqual([
      ["1", "x", "1.50"],
      ["2", null, null],
    ]);
  });

  it("fills the columns that it does not name with NULL or their defaults", async () => {
    await engine.rows(
      "CREATE TABLE d (a INT, b STRING DEFAULT 'none', c TIMESTAMP DEFAULT current_timestamp())",
    );
    await engine.rows("INSERT INTO d (a) VALUES (1)", { now: 0 });
    await engine.rows("INSERT INTO d VALUES (2, DEFAULT, NULL)");
    expect(await engine.rows("SELECT * FROM d ORDER BY a")).toEqual([
      ["1", "none", "1970-01-01T00:00:00.000Z"],
      ["2", "none", null],
    ]);
  });

  it("takes columns in any order, queries, TABLE and BY NAME", async () => {
    await engine.rows("INSERT INTO t (c, a) SELECT id, id + 1 FROM range(2)");
    await engine.rows("INSERT INTO TABLE t BY NAME SELECT 'n' AS b, 9 AS a");
    expect(await engine.rows("SELECT * FROM t ORDER BY a")).toEqual([
      ["1", null, "0.00"],
      ["2", null, "1.00"],
      ["9", "n", null],
    ]);
  });

  it("replaces all rows with OVERWRITE, also from the table itself", async () => {
    await engine.rows("INSERT INTO t VALUES (1, 'x', 1), (2, 'y', 2)");
    await engine.rows("INSERT OVERWRITE t SELECT a + 10, b, c FROM t WHERE a = 2");
    expect(await engine.rows("SELECT * FROM t")).toEqual([["12", "y", "2.00"]]);
  });

  it("can read the table that it writes", async () => {
    await engine.rows("INSERT INTO t VALUES (1, 'x', 1)");
    await engine.rows("INSERT INTO t SELECT * FROM t");
    expect(await engine.rows("SELECT count(*) FROM t")).toEqual([["2"]]);
  });

  it("refuses values that do not fit and then stores nothing", async () => {
    await expect(engine.rows("INSERT INTO t VALUES (1, 'x', 1), (3000000000, 'x', 1)")).rejects.toThrow(
      "[CAST_OVERFLOW_IN_TABLE_INSERT]",
    );
    await expect(engine.rows("INSERT INTO t VALUES ('abc', 'x', 1)")).rejects.toThrow("[CAST_INVALID_INPUT]");
    await expect(engine.rows("INSERT INTO t VALUES (1, 'x')")).rejects.toThrow(
      "[INSERT_COLUMN_ARITY_MISMATCH.NOT_ENOUGH_DATA_COLUMNS]",
    );
    await expect(engine.rows("INSERT INTO t (a, nope) VALUES (1, 2)")).rejects.toThrow(
      "[UNRESOLVED_COLUMN.WITH_SUGGESTION]",
    );
    await expect(engine.rows("INSERT INTO t VALUES (1, 'x', 123456789.5)")).rejects.toThrow(
      "[CAST_OVERFLOW_IN_TABLE_INSERT]",
    );
    expect(await engine.rows("SELECT * FROM t")).toEqual([]);
  });

  it("stores what Spark stores of other types, and refuses the rest", async () => {
    await engine.rows("CREATE TABLE s (i INT, f FLOAT, n STRUCT<a: INT>)");
    await engine.rows("INSERT INTO s (i, f) VALUES (1.9, 1e300)");
    expect(await engine.rows("SELECT i, f FROM s")).toEqual([["1", "Infinity"]]);
    await expect(engine.rows("UPDATE s SET i = 3000000000")).rejects.toThrow(
      "[DELTA_CAST_OVERFLOW_IN_TABLE_WRITE]",
    );
    await expect(engine.rows("UPDATE s SET n = 5")).rejects.toThrow(
      "[DATATYPE_MISMATCH.CAST_WITHOUT_SUGGESTION]",
    );
    await expect(engine.rows("UPDATE s SET n.a = 5")).rejects.toThrow("a field inside a STRUCT");
    await expect(engine.rows("INSERT INTO s (i) VALUES (true)")).rejects.toThrow(
      "storing BOOLEAN in a column",
    );
  });

  it("keeps NOT NULL and the length of VARCHAR(n)", async () => {
    await engine.rows("CREATE TABLE n (a INT NOT NULL, b VARCHAR(3))");
    await expect(engine.rows("INSERT INTO n VALUES (NULL, 'x')")).rejects.toMatchObject({
      sqlState: "23502",
    });
    await expect(engine.rows("INSERT INTO n (b) VALUES ('x')")).rejects.toMatchObject({ sqlState: "23502" });
    await expect(engine.rows("INSERT INTO n VALUES (1, 'long')")).rejects.toMatchObject({
      sqlState: "22001",
    });
    await engine.rows("INSERT INTO n VALUES (1, '日本語')");
    await expect(engine.rows("UPDATE n SET a = NULL")).rejects.toMatchObject({ sqlState: "23502" });
  });

  it("counts identity columns by itself", async () => {
    await engine.rows(
      "CREATE TABLE i (id BIGINT GENERATED ALWAYS AS IDENTITY (START WITH 10 INCREMENT BY 5), v STRING)",
    );
    await engine.rows("INSERT INTO i (v) VALUES ('a'), ('b')");
    await engine.rows("INSERT INTO i VALUES ('c')");
    expect(await engine.rows("SELECT id, v FROM i ORDER BY id")).toEqual([
      ["10", "a"],
      ["15", "b"],
      ["20", "c"],
    ]);
    await expect(engine.rows("INSERT INTO i (id, v) VALUES (1, 'x')")).rejects.toThrow(
      "[DELTA_IDENTITY_COLUMNS_EXPLICIT_INSERT_NOT_SUPPORTED]",
    );
    await engine.rows("CREATE TABLE j (id BIGINT GENERATED BY DEFAULT AS IDENTITY, v STRING)");
    await engine.rows("INSERT INTO j VALUES (100, 'x')");
    await engine.rows("INSERT INTO j (v) VALUES ('y')");
    expect(await engine.rows("SELECT id FROM j ORDER BY id")).toEqual([["1"], ["100"]]);
  });

  it("stores every type and gives it back unchanged", async () => {
    await engine.rows(
      "CREATE TABLE k (a BINARY, b DATE, c TIMESTAMP, d TIMESTAMP_NTZ, e ARRAY<DECIMAL(10,2)>, f MAP<STRING, DATE>, g STRUCT<x: INT, y: ARRAY<STRING>>, h VARIANT, i BOOLEAN, j FLOAT)",
    );
    await engine.rows(
      "INSERT INTO k VALUES (X'00FF', '2024-01-05', '2024-01-05 10:00:00', '2024-01-05 10:00:00', array(1.5), map('k', DATE'2024-01-05'), struct(1, array('a', NULL)), parse_json('{\"z\":1,\"a\":1.50}'), true, 0.1)",
    );
    expect(await engine.rows("SELECT * FROM k")).toEqual([
      [
        "AP8=",
        "2024-01-05",
        "2024-01-05T10:00:00.000Z",
        "2024-01-05T10:00:00.000",
        "[1.50]",
        '{"k":"2024-01-05"}',
        '{"x":1,"y":["a",null]}',
        '{"a":1.5,"z":1}',
        "true",
        "0.1",
      ],
    ]);
  });
});

describe("UPDATE and DELETE", () => {
  beforeEach(async () => {
    await engine.rows("CREATE TABLE t (a INT, b STRING)");
    await engine.rows("INSERT INTO t VALUES (1, 'x'), (2, 'y'), (3, NULL)");
  });

  it("change the rows that the condition is true for", async () => {
    expect(await counts("UPDATE t SET b = upper(b), a = a * 10 WHERE a < 3")).toEqual({
      num_affected_rows: "2",
    });
    expect(await counts("DELETE FROM t WHERE b IS NULL")).toEqual({ num_affected_rows: "1" });
    expect(await engine.rows("SELECT * FROM t ORDER BY a")).toEqual([
      ["10", "X"],
      ["20", "Y"],
    ]);
  });

  it("may use an alias and queries", async () => {
    await engine.rows(
      "UPDATE t AS u SET u.b = (SELECT max(b) FROM t) WHERE u.a IN (SELECT id FROM range(2))",
    );
    await engine.rows(
      "DELETE FROM t u WHERE EXISTS (SELECT 1 FROM range(4) r WHERE r.id = u.a AND r.id > 1)",
    );
    expect(await engine.rows("SELECT * FROM t")).toEqual([["1", "y"]]);
  });

  it("without a condition change all rows", async () => {
    expect(await counts("UPDATE t SET b = 'z'")).toEqual({ num_affected_rows: "3" });
    expect(await counts("DELETE FROM t")).toEqual({ num_affected_rows: "3" });
    await engine.rows("INSERT INTO t VALUES (1, 'x')");
    expect(await engine.rows("TRUNCATE TABLE t")).toEqual([]);
    expect(await engine.rows("SELECT * FROM t")).toEqual([]);
  });

  it("refuse unknown columns and columns set twice", async () => {
    await expect(engine.rows("UPDATE t SET nope = 1")).rejects.toMatchObject({ sqlState: "42703" });
    await expect(engine.rows("UPDATE t SET a = 1, a = 2")).rejects.toThrow("[DELTA_CONFLICT_SET_COLUMN]");
    await expect(engine.rows("DELETE FROM t WHERE nope = 1")).rejects.toMatchObject({ sqlState: "42703" });
    await expect(engine.rows("UPDATE t SET a = 1 / 0")).rejects.toMatchObject({ sqlState: "22012" });
    expect(await engine.rows("SELECT count(*) FROM t")).toEqual([["3"]]);
  });
});

describe("MERGE", () => {
  beforeEach(async () => {
    await engine.rows("CREATE TABLE t (id INT, v STRING, n INT)");
    await engine.rows("INSERT INTO t VALUES (1, 'a', 1), (2, 'b', 2)");
    await engine.rows("CREATE TABLE s (id INT, v STRING, n INT)");
    await engine.rows("INSERT INTO s VALUES (2, 'B', 20), (3, 'C', 30)");
  });

  it("updates what matches, inserts what does not and deletes what the source lacks", async () => {
    expect(
      await counts(
        "MERGE INTO t USING s ON t.id = s.id WHEN MATCHED THEN UPDATE SET t.v = s.v, t.n = t.n + s.n WHEN NOT MATCHED THEN INSERT (id, v) VALUES (s.id, lower(s.v)) WHEN NOT MATCHED BY SOURCE THEN DELETE",
      ),
    ).toEqual({
      num_affected_rows: "3",
      num_updated_rows: "1",
      num_deleted_rows: "1",
      num_inserted_rows: "1",
    });
    expect(await engine.rows("SELECT * FROM t ORDER BY id")).toEqual([
      ["2", "B", "22"],
      ["3", "c", null],
    ]);
  });

  it("takes UPDATE SET * and INSERT *", async () => {
    await engine.rows(
      "MERGE INTO t AS x USING (SELECT * FROM s) AS y ON x.id = y.id WHEN MATCHED THEN UPDATE SET * WHEN NOT MATCHED THEN INSERT *",
    );
    expect(await engine.rows("SELECT * FROM t ORDER BY id")).toEqual([
      ["1", "a", "1"],
      ["2", "B", "20"],
      ["3", "C", "30"],
    ]);
  });

  it("takes the first clause whose condition is true", async () => {
    await engine.rows(
      "MERGE INTO t USING s ON t.id = s.id WHEN MATCHED AND s.n > 100 THEN DELETE WHEN MATCHED AND s.n > 10 THEN UPDATE SET v = 'big' WHEN MATCHED THEN UPDATE SET v = 'small' WHEN NOT MATCHED BY SOURCE AND t.n = 1 THEN UPDATE SET v = 'alone'",
    );
    expect(await engine.rows("SELECT id, v FROM t ORDER BY id")).toEqual([
      ["1", "alone"],
      ["2", "big"],
    ]);
  });

  it("refuses a target row that several source rows would change, and changes nothing", async () => {
    await expect(
      engine.rows(
        "MERGE INTO t USING VALUES (1, 'p'), (1, 'q') AS s(id, v) ON t.id = s.id WHEN MATCHED THEN UPDATE SET v = s.v",
      ),
    ).rejects.toMatchObject({ sqlState: "21506" });
    expect(await engine.rows("SELECT v FROM t WHERE id = 1")).toEqual([["a"]]);
  });

  it("lets several source rows match for a lone DELETE or when conditions tell them apart", async () => {
    await engine.rows("MERGE INTO t USING VALUES (1), (1) AS s(id) ON t.id = s.id WHEN MATCHED THEN DELETE");
    await engine.rows(
      "MERGE INTO t USING VALUES (2, 'p'), (2, 'q') AS s(id, v) ON t.id = s.id WHEN MATCHED AND s.v = 'q' THEN UPDATE SET v = s.v",
    );
    expect(await engine.rows("SELECT id, v FROM t")).toEqual([["2", "q"]]);
  });
});

describe("statements side by side", () => {
  it("write one table in turns, and none is lost", async () => {
    await engine.rows("CREATE TABLE t (a INT)");
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => engine.rows(`INSERT INTO t VALUES (${index})`)),
    );
    await Promise.all(Array.from({ length: 10 }, () => engine.rows("UPDATE t SET a = a + 1")));
    expect(await engine.rows("SELECT count(*), sum(a) FROM t")).toEqual([["20", "390"]]);
  });

  it("create a table once when two try", async () => {
    const results = await Promise.allSettled([
      engine.rows("CREATE TABLE t AS SELECT 1 AS a"),
      engine.rows("CREATE TABLE t AS SELECT 2 AS a"),
    ]);
    expect(results.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await engine.rows("SELECT count(*) FROM t")).toEqual([["1"]]);
  });

  it("keep a result readable while its table is changed and dropped", async () => {
    await engine.rows("CREATE TABLE t AS SELECT id FROM range(3)");
    const result = await engine.run("SELECT * FROM t ORDER BY id");
    await engine.rows("DELETE FROM t");
    await engine.rows("DROP TABLE t");
    expect(await result.textRows(1, 5)).toEqual([["1"], ["2"]]);
    await result.close();
  });
});
