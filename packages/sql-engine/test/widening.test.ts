import { openEngine, type TestEngine } from "./openEngine";

let engine: TestEngine;

beforeEach(async () => {
  engine = await openEngine();
});

afterEach(() => engine.close());

const create = (type: string, more = "") =>
  engine.rows(
    `CREATE TABLE t (a ${type}) TBLPROPERTIES (delta.enableChangeDataFeed = true, 'delta.enableTypeWidening' = 'true'${more})`,
  );

const changes = (range: string) =>
  engine.rows(
    `SELECT * EXCEPT (_commit_timestamp) FROM table_changes('t', ${range}) ORDER BY _commit_version`,
  );

describe("ALTER COLUMN ... TYPE", () => {
  it.each([
    ["INT", "BIGINT", "5", "5"],
    ["TINYINT", "DOUBLE", "5", "5.0"],
    ["INT", "DECIMAL(12,2)", "5", "5.00"],
    ["BIGINT", "DECIMAL(22,2)", "5", "5.00"],
    ["DECIMAL(10,2)", "DECIMAL(14,4)", "1.50", "1.5000"],
    ["FLOAT", "DOUBLE", "0.1F", "0.10000000149011612"],
    ["DATE", "TIMESTAMP_NTZ", "DATE'2025-01-01'", "2025-01-01T00:00:00.000"],
    ["VARCHAR(3)", "STRING", "'abc'", "abc"],
  ])("widens %s to %s", async (from, to, literal, told) => {
    await create(from);
    await engine.rows(`INSERT INTO t VALUES (${literal})`);
    await engine.rows(`ALTER TABLE t ALTER COLUMN a TYPE ${to}`);
    expect(await engine.columns("SELECT a FROM t")).toEqual([`a ${to}`]);
    expect(await engine.rows("SELECT a FROM t")).toEqual([[told]]);
  });

  it.each([
    ["BIGINT", "INT"],
    ["BIGINT", "DOUBLE"],
    ["INT", "DECIMAL(9,0)"],
    ["DECIMAL(10,2)", "DECIMAL(11,4)"],
    ["INT", "STRING"],
    ["DATE", "TIMESTAMP"],
    ["STRING", "VARCHAR(3)"],
  ])("refuses to make %s a %s", async (from, to) => {
    await create(from);
    await expect(engine.rows(`ALTER TABLE t ALTER COLUMN a TYPE ${to}`)).rejects.toMatchObject({
      message: expect.stringContaining("[DELTA_UNSUPPORTED_ALTER_TABLE_CHANGE_COL_OP]"),
      sqlState: "0AKDC",
    });
  });

  it("needs a table that widens types", async () => {
    await engine.rows("CREATE TABLE t (a INT)");
    await expect(engine.rows("ALTER TABLE t ALTER COLUMN a TYPE BIGINT")).rejects.toThrow(
      "from INT to BIGINT",
    );
  });

  it("leaves the changes of each side readable, and not of both together", async () => {
    await create("INT", ", 'delta.columnMapping.mode' = 'name'");
    await engine.rows("INSERT INTO t VALUES (1)");
    await engine.rows("ALTER TABLE t ALTER COLUMN a TYPE BIGINT");
    await engine.rows("INSERT INTO t VALUES (3000000000)");
    expect(await changes("1, 1")).toEqual([["1", "insert", "1"]]);
    expect(await changes("3, 3")).toEqual([["3000000000", "insert", "3"]]);
    await expect(changes("1, 3")).rejects.toThrow("[DELTA_CHANGE_DATA_FEED_INCOMPATIBLE");
    expect(await engine.columns("SELECT a FROM table_changes('t', 1, 1)")).toEqual(["a INT"]);
  });
});
