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

describe("ranges that table_changes refuses", () => {
  beforeEach(async () => {
    await engine.rows(`CREATE TABLE t (a INT) ${feed}`);
    now += 60_000;
    await engine.rows("INSERT INTO t VALUES (1)");
  });

  it.each([
    ["1, 0", "DELTA_INVALID_CDC_RANGE", "CDC range from start 1 to end 0 was invalid.", "22003"],
    ["2", "DELTA_CDC_START_VERSION_AFTER_LATEST", "Start version 2", "22003"],
    ["0, 9", "DELTA_VERSION_NOT_FOUND", "to version 9. Available versions: [0, 1].", "22003"],
    ["-1", "DELTA_EMPTY_DIRECTORY", "No file found", "42K03"],
    ["NULL", "DELTA_CDC_READ_NULL_RANGE_BOUNDARY", "cannot be null", "22004"],
    ["1.5", "DELTA_UNSUPPORTED_EXPRESSION", "Unsupported expression type(DECIMAL(2,1))", "0A000"],
    ["'soon'", "DELTA_TIMESTAMP_INVALID", "('soon')", "42816"],
    [
      "'2026-01-01 00:01:00.5'",
      "DELTA_TIMESTAMP_GREATER_THAN_COMMIT",
      "The provided timestamp (2026-01-01 00:01:00.5) is after the latest version available to this\ntable (2026-01-01 00:01:00.0). Please use a timestamp before or at 2026-01-01 00:01:00.",
      "42816",
    ],
    ["0, '2027-01-01'", "DELTA_TIMESTAMP_GREATER_THAN_COMMIT", "(2027-01-01 00:00:00.0) is after", "42816"],
    [
      "0, '2025-01-01'",
      "DELTA_TIMESTAMP_EARLIER_THAN_COMMIT_RETENTION",
      "is before the earliest version available to\nthis table (2026-01-01 00:00:00.0)",
      "42816",
    ],
    ["'2026-01-01 00:00:10', '2026-01-01 00:00:09'", "DELTA_INVALID_CDC_RANGE", "start 1 to end 0", "22003"],
    ["(SELECT 1)", "UNSUPPORTED_FEATURE.LOCAL_WORKSPACE", "no literals or parameters", "0A000"],
    ["0, 1, 2", "INCORRECT_NUMBER_OF_ARGUMENTS", "too many args", "42605"],
  ])("%s fails with %s", async (range, condition, text, sqlState) => {
    await expect(changes(range)).rejects.toMatchObject({
      message: expect.stringMatching(new RegExp(`^\\[${condition.replace(".", "\\.")}\\] `)),
      sqlState,
    });
    await expect(changes(range)).rejects.toThrow(text);
  });

  it("are also those of no table, of a view and of a version that the log has forgotten", async () => {
    await expect(engine.rows("SELECT * FROM table_changes('nope', 0)")).rejects.toThrow(
      "[TABLE_OR_VIEW_NOT_FOUND]",
    );
    await engine.rows("CREATE VIEW v AS SELECT * FROM t");
    await expect(engine.rows("SELECT * FROM table_changes('v', 0)")).rejects.toMatchObject({
      sqlState: "42809",
    });
    now += 31 * 86_400_000;
    await engine.rows("INSERT INTO t VALUES (2)");
    await expect(changes("1")).rejects.toThrow("to version 1. Available versions: [2, 2].");
    expect(await changes("2")).toEqual([["2", "insert", "2"]]);
  });
});

describe("VACUUM", () => {
  beforeEach(async () => {
    await engine.rows(`CREATE TABLE t (a INT) ${feed}`);
    await engine.rows("INSERT INTO t VALUES (1)");
    now += 100 * 3_600_000;
    await engine.rows("UPDATE t SET a = 2");
  });

  it("forgets what was changed longer ago than the retention, and leaves the table as it is", async () => {
    now += 100 * 3_600_000;
    await engine.rows("VACUUM t RETAIN 200.5 HOURS");
    expect(await changes("0")).toHaveLength(3);
    await engine.rows("VACUUM t");
    await expect(changes("0")).rejects.toMatchObject({
      message: expect.stringContaining("[DELTA_CHANGE_DATA_FILE_NOT_FOUND]"),
      sqlState: "42K03",
    });
    expect(await changes("2")).toHaveLength(2);
    expect(await changes("0, 0")).toEqual([]);
    expect(await engine.rows("SELECT * FROM t")).toEqual([["2"]]);
    expect(await engine.rows("DESCRIBE HISTORY t")).toHaveLength(3);
    now += 200 * 3_600_000;
    await engine.rows("VACUUM t FULL");
    await expect(changes("2")).rejects.toThrow("[DELTA_CHANGE_DATA_FILE_NOT_FOUND]");
  });

  it("refuses to keep less than the table says", async () => {
    await expect(engine.rows("VACUUM t RETAIN 167 HOURS")).rejects.toMatchObject({
      message: expect.stringContaining("at least 168 hours"),
      sqlState: "22003",
    });
    await expect(engine.rows("VACUUM t RETAIN soon HOURS")).rejects.toMatchObject({ sqlState: "42601" });
    await engine.rows("ALTER TABLE t SET TBLPROPERTIES ('delta.deletedFileRetentionDuration' = '1 hour')");
    await engine.rows("VACUUM t RETAIN 1 HOURS");
    await expect(changes("0")).rejects.toThrow("[DELTA_CHANGE_DATA_FILE_NOT_FOUND]");
    expect(await changes("2")).toHaveLength(2);
  });
});
