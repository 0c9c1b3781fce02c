import { openEngine, type TestEngine } from "./openEngine";

let engine: TestEngine;

beforeEach(async () => {
  engine = await openEngine();
  await engine.rows(
    "CREATE TABLE t (k INT, day STRING, v STRING DEFAULT 'none') TBLPROPERTIES (delta.enableChangeDataFeed = true)",
  );
  await engine.rows(
    "INSERT INTO t VALUES (1, 'mon', 'a'), (2, 'mon', 'b'), (3, 'tue', 'c'), (NULL, 'tue', 'd')",
  );
});
afterEach(() => engine.close());

const rows = () => engine.rows("SELECT * FROM t ORDER BY day, k NULLS LAST, v");

describe("INSERT … REPLACE WHERE", () => {
  it("takes away the rows that match and adds others, in one version", async () => {
    expect(
      await engine.rows(
        "INSERT INTO t REPLACE WHERE day = 'mon' SELECT k + 10, day, 'new' FROM t WHERE k = 1",
      ),
    ).toEqual([["1", "1"]]);
    expect(await rows()).toEqual([
      ["11", "mon", "new"],
      ["3", "tue", "c"],
      [null, "tue", "d"],
    ]);
    expect(await engine.rows("SELECT k, _change_type FROM table_changes('t', 2, 2) ORDER BY k")).toEqual([
      ["1", "delete"],
      ["2", "delete"],
      ["11", "insert"],
    ]);
    const [version] = await engine.rows("DESCRIBE HISTORY t LIMIT 1");
    expect([version?.[4], version?.[5]]).toEqual(["WRITE", expect.stringContaining("(day = mon)")]);
  });

  it("takes rows away also where none come, and takes names", async () => {
    await engine.rows("INSERT INTO t REPLACE WHERE day = 'mon' SELECT * FROM t WHERE false");
    expect(await rows()).toEqual([
      ["3", "tue", "c"],
      [null, "tue", "d"],
    ]);
    await engine.rows("INSERT INTO t BY NAME REPLACE WHERE day = 'tue' SELECT 'tue' AS day, 9 AS k");
    expect(await rows()).toEqual([["9", "tue", "none"]]);
  });

  it.each(["'tue'", "CAST(NULL AS STRING)"])("fails where a row does not match: %s", async (day) => {
    const before = await rows();
    await expect(
      engine.rows(`INSERT INTO t REPLACE WHERE day = 'mon' VALUES (1, 'mon', 'x'), (5, ${day}, 'x')`),
    ).rejects.toMatchObject({
      message: expect.stringContaining("[DELTA_REPLACE_WHERE_MISMATCH]"),
      sqlState: "44000",
    });
    expect(await rows()).toEqual(before);
  });
});

describe("INSERT … REPLACE USING", () => {
  it("takes away rows with the keys of those that come, which are all added", async () => {
    expect(
      await engine.rows(
        "INSERT INTO t REPLACE USING (k, day) SELECT * FROM VALUES (1, 'mon', 'x'), (1, 'mon', 'y'), (3, 'mon', 'z'), (NULL, 'tue', 'n') AS s(k, day, v)",
      ),
    ).toEqual([["4", "4"]]);
    expect(await rows()).toEqual([
      ["1", "mon", "x"],
      ["1", "mon", "y"],
      ["2", "mon", "b"],
      ["3", "mon", "z"],
      ["3", "tue", "c"],
      [null, "tue", "d"],
      [null, "tue", "n"],
    ]);
  });

  it("takes nothing away where no rows come", async () => {
    const before = await rows();
    await engine.rows("INSERT INTO t REPLACE USING (k) SELECT * FROM t WHERE false");
    expect(await rows()).toEqual(before);
  });

  it("needs the key in the query", async () => {
    await expect(
      engine.rows("INSERT INTO t REPLACE USING (k) SELECT 1 AS a, 'mon' AS day, 'x' AS v"),
    ).rejects.toMatchObject({ sqlState: "42703" });
  });
});

describe("INSERT … REPLACE ON", () => {
  it("takes any condition of both sides", async () => {
    await engine.rows(
      "INSERT INTO t AS old REPLACE ON old.k <=> new.k (SELECT CAST(NULL AS INT) AS k, 'wed' AS day, 'n' AS v) AS new",
    );
    await engine.rows("INSERT INTO t old REPLACE ON old.k = s.k (SELECT 2 AS k, 'wed' AS day, 'm' AS v) s");
    expect(await rows()).toEqual([
      ["1", "mon", "a"],
      ["3", "tue", "c"],
      ["2", "wed", "m"],
      [null, "wed", "n"],
    ]);
  });
});

describe("INSERT BY NAME", () => {
  it("finds columns by their names", async () => {
    await engine.rows("INSERT OVERWRITE t BY NAME SELECT 'x' AS DAY, 5 AS k");
    expect(await rows()).toEqual([["5", "x", "none"]]);
  });

  it.each([
    ["INSERT INTO t BY NAME SELECT 1 AS k, 2 AS K", "DELTA_DUPLICATE_COLUMNS_ON_INSERT", "42701"],
    ["INSERT INTO t BY NAME SELECT 1 AS nothing", "UNRESOLVED_COLUMN.WITH_SUGGESTION", "42703"],
    ["INSERT INTO strict (b) VALUES (1)", "DELTA_MISSING_NOT_NULL_COLUMN_VALUE", "23502"],
    ["INSERT INTO strict BY NAME SELECT 1 AS b", "DELTA_MISSING_NOT_NULL_COLUMN_VALUE", "23502"],
    [
      "INSERT INTO t (k, day) REPLACE WHERE k = 1 VALUES (1, 'x')",
      "UNSUPPORTED_FEATURE.LOCAL_WORKSPACE",
      "0A000",
    ],
    ["INSERT WITH SCHEMA EVOLUTION INTO t VALUES (1)", "UNSUPPORTED_FEATURE.LOCAL_WORKSPACE", "0A000"],
  ])("refuses %s", async (statement, condition, sqlState) => {
    await engine.rows("CREATE TABLE strict (a INT NOT NULL, b INT)");
    await expect(engine.rows(statement)).rejects.toMatchObject({
      message: expect.stringContaining(`[${condition}]`),
      sqlState,
    });
  });
});
