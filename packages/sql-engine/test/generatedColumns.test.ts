import { openEngine, type TestEngine } from "./openEngine";

let engine: TestEngine;
beforeEach(async () => {
  engine = await openEngine();
});
afterEach(() => engine.close());

describe("a generated column", () => {
  beforeEach(() =>
    engine.rows(
      "CREATE TABLE t (a INT, b INT GENERATED ALWAYS AS (a + 1), c STRING) TBLPROPERTIES (delta.enableChangeDataFeed = true)",
    ),
  );

  it("is computed by INSERT, UPDATE and MERGE", async () => {
    await engine.rows("INSERT INTO t (a, c) VALUES (1, 'x'), (NULL, 'y')");
    await engine.rows("INSERT INTO t VALUES (5, 6, 'z')");
    await engine.rows("UPDATE t SET a = a * 10 WHERE c = 'x'");
    await engine.rows(
      "MERGE INTO t USING (VALUES (7, 'm'), (20, 'z')) s(a, c) ON t.c = s.c WHEN MATCHED THEN UPDATE SET a = s.a WHEN NOT MATCHED THEN INSERT (a, c) VALUES (s.a, s.c)",
    );
    expect(await engine.rows("SELECT * FROM t ORDER BY c")).toEqual([
      ["7", "8", "m"],
      ["10", "11", "x"],
      [null, null, "y"],
      ["20", "21", "z"],
    ]);
    expect(
      await engine.rows("SELECT a, b, _change_type FROM table_changes('t', 3, 3) ORDER BY _change_type"),
    ).toEqual([
      ["10", "11", "update_postimage"],
      ["1", "2", "update_preimage"],
    ]);
  });

  it("takes no other value", async () => {
    await expect(engine.rows("INSERT INTO t VALUES (1, 5, 'x')")).rejects.toMatchObject({
      message: expect.stringContaining("[DELTA_VIOLATE_CONSTRAINT_WITH_VALUES]"),
      sqlState: "23001",
    });
    await engine.rows("INSERT INTO t VALUES (1, 2, 'x')");
    await expect(engine.rows("UPDATE t SET b = 3")).rejects.toMatchObject({ sqlState: "23001" });
  });

  it("is described", async () => {
    expect(engine.reader.table("workspace", "default", "t")?.columns[1]).toMatchObject({
      name: "b",
      generationExpression: "a + 1",
    });
    expect((await engine.rows("SHOW CREATE TABLE t"))[0]?.[0]).toContain("b INT GENERATED ALWAYS AS (a + 1)");
  });

  it.each([
    ["CREATE TABLE u (a INT, b BIGINT GENERATED ALWAYS AS (a + 1))", "42K09"],
    ["CREATE TABLE u (a INT, b DOUBLE GENERATED ALWAYS AS (rand()))", "42621"],
    ["CREATE TABLE u (a INT, b DATE GENERATED ALWAYS AS (current_date))", "42621"],
    ["CREATE TABLE u (a INT, b INT GENERATED ALWAYS AS (c))", "42703"],
    ["CREATE TABLE u (a INT, b INT GENERATED ALWAYS AS (a), c INT GENERATED ALWAYS AS (b))", "42703"],
    ["CREATE TABLE u LIKE t", "0A000"],
  ])("is refused in %s", async (statement, sqlState) => {
    await expect(engine.rows(statement)).rejects.toMatchObject({ sqlState });
  });
});

describe("a primary key", () => {
  const key = (table: string) => engine.reader.table("workspace", "default", table)?.primaryKey;

  it("is told by the catalog, and nothing but its columns' NOT NULL is enforced", async () => {
    await engine.rows(
      "CREATE TABLE a (x INT, Y STRING, z INT, CONSTRAINT pk PRIMARY KEY (y, X) NOT ENFORCED RELY)",
    );
    await engine.rows("CREATE TABLE b (x INT NOT NULL PRIMARY KEY, y INT)");
    await engine.rows("CREATE TABLE c (x INT CONSTRAINT one PRIMARY KEY)");
    await engine.rows("CREATE TABLE d (x INT)");
    expect(key("d")).toBeUndefined();
    await engine.rows("ALTER TABLE d ADD CONSTRAINT later PRIMARY KEY (x)");
    expect([key("a"), key("b"), key("c"), key("d")]).toEqual([
      { name: "pk", columns: ["Y", "x"] },
      { name: "b_pk", columns: ["x"] },
      { name: "one", columns: ["x"] },
      { name: "later", columns: ["x"] },
    ]);
    await engine.rows("INSERT INTO b VALUES (1, 1), (1, 2)");
    await expect(engine.rows("INSERT INTO a VALUES (1, NULL, 1)")).rejects.toMatchObject({
      sqlState: "23502",
    });
    await expect(engine.rows("INSERT INTO d VALUES (NULL)")).rejects.toMatchObject({ sqlState: "23502" });
    expect(await engine.rows("SHOW KEYS IN a")).toEqual([
      ["workspace", "default", "a", "Y", "1", "pk"],
      ["workspace", "default", "a", "x", "2", "pk"],
    ]);
    expect((await engine.rows("SHOW CREATE TABLE a"))[0]?.[0]).toContain("CONSTRAINT pk PRIMARY KEY (Y, x)");
    await engine.rows("ALTER TABLE a DROP CONSTRAINT pk");
    await engine.rows("ALTER TABLE b DROP PRIMARY KEY IF EXISTS CASCADE");
    expect([key("a"), key("b")]).toEqual([undefined, undefined]);
  });

  it.each([
    ["CREATE TABLE a (x INT PRIMARY KEY, y INT PRIMARY KEY)", "22023"],
    ["CREATE TABLE a (x INT, PRIMARY KEY (y))", "42703"],
    ["CREATE TABLE a (x INT, FOREIGN KEY (x) REFERENCES b)", "0A000"],
    ["CREATE TABLE a (x INT, CONSTRAINT c CHECK (x > 0))", "0A000"],
    ["ALTER TABLE nulls ADD PRIMARY KEY (x)", "23502"],
    ["ALTER TABLE nulls DROP CONSTRAINT none", "42704"],
  ])("is refused in %s", async (statement, sqlState) => {
    await engine.rows("CREATE TABLE nulls AS SELECT CAST(NULL AS INT) AS x");
    await expect(engine.rows(statement)).rejects.toMatchObject({ sqlState });
  });
});
