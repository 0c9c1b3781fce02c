import { openEngine, type TestEngine } from "./openEngine";

let engine: TestEngine;

beforeEach(async () => {
  engine = await openEngine();
  await engine.rows(
    "CREATE TABLE t (n BIGINT GENERATED ALWAYS AS IDENTITY, k INT, a STRING DEFAULT 'da', b STRING DEFAULT 'db')",
  );
  await engine.rows("INSERT INTO t (k, a, b) VALUES (1, 'a1', 'b1'), (NULL, 'an', 'bn')");
});
afterEach(() => engine.close());

const records = (text: string) =>
  `(SELECT r[0] AS p, CAST(r[1] AS INT) AS k, r[2] AS a, r[3] AS b FROM (SELECT explode(from_json('${text}', 'ARRAY<ARRAY<STRING>>', map('mode', 'FAILFAST'))) AS r)) AS s`;
const rows = () => engine.rows("SELECT * FROM t ORDER BY n");

describe("MERGE", () => {
  it("changes what the source has, and gives defaults to what it leaves out", async () => {
    const source = records(
      '[["11","1","x","y"],["01",null,null,"z"],["10","2","c",null],["01","3",null,"d"]]',
    );
    expect(
      await engine.rows(`MERGE INTO t USING ${source} ON t.k <=> s.k
        WHEN MATCHED THEN UPDATE SET
          a = CASE WHEN substring(s.p, 1, 1) = '1' THEN s.a ELSE t.a END,
          t.b = CASE WHEN substring(s.p, 2, 1) = '1' THEN s.b ELSE t.b END
        WHEN NOT MATCHED AND s.p = '11' THEN INSERT (k, a, b) VALUES (s.k, s.a, s.b)
        WHEN NOT MATCHED AND s.p = '10' THEN INSERT (k, a) VALUES (s.k, s.a)
        WHEN NOT MATCHED AND s.p = '01' THEN INSERT (k, a, b) VALUES (s.k, DEFAULT, s.b)`),
    ).toEqual([["4", "2", "0", "2"]]);
    expect(await rows()).toEqual([
      ["1", "1", "x", "y"],
      ["2", null, "an", "z"],
      ["3", "2", "c", "db"],
      ["4", "3", "da", "d"],
    ]);
    expect(
      await engine.columns("MERGE INTO t USING (SELECT 9 AS k) s ON t.k = s.k WHEN MATCHED THEN DELETE"),
    ).toEqual([
      "num_affected_rows BIGINT",
      "num_updated_rows BIGINT",
      "num_deleted_rows BIGINT",
      "num_inserted_rows BIGINT",
    ]);
  });

  it("only inserts where its condition is never true", async () => {
    const source = records('[["10","1","c",null],["01","1",null,"d"]]');
    expect(
      await engine.rows(`MERGE INTO t USING ${source} ON false
        WHEN MATCHED THEN DELETE
        WHEN NOT MATCHED AND p = '10' THEN INSERT (k, a) VALUES (k, a)
        WHEN NOT MATCHED AND p = '01' THEN INSERT (k, b) VALUES (k, b)`),
    ).toEqual([["2", "0", "0", "2"]]);
    expect((await rows()).slice(2).map(([, ...cells]) => cells)).toEqual([
      ["1", "c", "db"],
      ["1", "da", "d"],
    ]);
  });

  it("changes only what a guard lets through, and sees several matches only among those", async () => {
    await engine.rows("CREATE TABLE u (k INT, v INT)");
    await engine.rows("INSERT INTO u VALUES (1, 5), (2, 5)");
    const source = "(SELECT * FROM VALUES (1, 9), (1, 3), (2, 4) AS s(k, v)) AS s";
    expect(
      await engine.rows(
        `MERGE INTO u USING ${source} ON u.k = s.k WHEN MATCHED AND s.v > u.v THEN UPDATE SET * WHEN NOT MATCHED BY SOURCE THEN DELETE`,
      ),
    ).toEqual([["1", "1", "0", "0"]]);
    await expect(
      engine.rows(`MERGE INTO u USING ${source} ON u.k = s.k WHEN MATCHED THEN UPDATE SET *`),
    ).rejects.toMatchObject({ sqlState: "21506" });
    expect(await engine.rows("SELECT * FROM u ORDER BY k")).toEqual([
      ["1", "9"],
      ["2", "5"],
    ]);
    expect(await engine.rows(`MERGE INTO u USING ${source} ON u.k = s.k WHEN MATCHED THEN DELETE`)).toEqual([
      ["2", "0", "2", "0"],
    ]);
  });

  it("refuses values for identity columns and conditions that are none", async () => {
    await expect(
      engine.rows("MERGE INTO t USING (SELECT 1 AS k) s ON t.k = s.k WHEN MATCHED THEN UPDATE SET n = 5"),
    ).rejects.toMatchObject({ sqlState: "42808" });
    await expect(
      engine.rows("MERGE INTO t USING (SELECT 1 AS k) s ON 'false' WHEN MATCHED THEN DELETE"),
    ).rejects.toMatchObject({ name: "SqlError" });
  });
});

describe("DELETE", () => {
  it("takes keys from one text", async () => {
    expect(
      await engine.rows(
        "DELETE FROM t WHERE array_contains(from_json(:keys, 'ARRAY<INT>', map('mode', 'FAILFAST')), k)",
        { parameters: [{ name: "keys", value: "[1, 7, null]" }] },
      ),
    ).toEqual([["1"]]);
    expect(await rows()).toEqual([["2", null, "an", "bn"]]);
  });
});
