/** The change data feed against the table itself: replaying changes gives the rows that the table had. */
import fc from "fast-check";
import { openEngine, type TestEngine } from "./openEngine";

let engine: TestEngine;

beforeAll(async () => {
  engine = await openEngine();
});

afterAll(() => engine.close());

const key = fc.integer({ min: 0, max: 5 });
const value = fc.option(fc.constantFrom("x", "y", "it's"), { nil: null });
const text = (each: string | null) => (each === null ? "NULL" : `'${each.replaceAll("'", "''")}'`);
const values = fc
  .array(fc.tuple(key, value), { minLength: 1, maxLength: 4 })
  .map((rows) => `VALUES ${rows.map(([k, v]) => `(${k}, ${text(v)})`).join(", ")}`);
const source = fc
  .uniqueArray(fc.tuple(key, value), { minLength: 1, maxLength: 4, selector: ([k]) => k })
  .map((rows) => `VALUES ${rows.map(([k, v]) => `(${k}, ${text(v)})`).join(", ")}`);

const clauses = fc
  .tuple(
    fc.constantFrom(
      "",
      "WHEN MATCHED THEN UPDATE SET v = s.v",
      "WHEN MATCHED AND s.v = 'x' THEN DELETE WHEN MATCHED AND t.v IS NULL THEN UPDATE SET k = t.k + 1, v = 'm'",
    ),
    fc.constantFrom(
      "",
      "WHEN NOT MATCHED THEN INSERT *",
      "WHEN NOT MATCHED AND s.k > 2 THEN INSERT (k) VALUES (s.k)",
    ),
    fc.constantFrom(
      "WHEN NOT MATCHED BY SOURCE THEN DELETE",
      "WHEN NOT MATCHED BY SOURCE AND t.v = 'y' THEN UPDATE SET v = NULL",
    ),
  )
  .map((parts) => parts.join(" "));

/** Statements that change the table `t` of a key and a value; some find no row. */
const statement = fc.oneof(
  values.map((rows) => `INSERT INTO t ${rows}`),
  fc.constantFrom(
    "INSERT INTO t SELECT k + 1, v FROM t WHERE k < 2",
    "INSERT INTO t SELECT * FROM t WHERE false",
  ),
  fc.tuple(key, value).map(([k, v]) => `UPDATE t SET v = ${text(v)}, k = (k + 1) % 6 WHERE k >= ${k}`),
  fc.tuple(key, value).map(([k, v]) => `DELETE FROM t WHERE k = ${k} OR v = ${text(v)}`),
  fc
    .tuple(source, clauses)
    .map(([rows, rest]) => `MERGE INTO t USING (${rows}) AS s(k, v) ON t.k = s.k ${rest}`),
  values.map((rows) => `INSERT OVERWRITE t ${rows}`),
  fc.constantFrom("TRUNCATE TABLE t", "DELETE FROM t"),
  values.map(
    (rows) =>
      `CREATE OR REPLACE TABLE t TBLPROPERTIES (delta.enableChangeDataFeed = true) AS SELECT k, CAST(v AS STRING) AS v FROM (${rows}) AS n(k, v)`,
  ),
);

const bag = (rows: (string | null)[][]) => rows.map((row) => JSON.stringify(row)).sort();

/** The rows with changes made to them; a row that is not there cannot be taken away. */
function replay(rows: string[], changes: (string | null)[][]): string[] {
  const left = [...rows];
  const taken = changes.filter(([, , kind]) => kind === "delete" || kind === "update_preimage");
  for (const row of bag(taken.map((change) => change.slice(0, 2)))) {
    const index = left.indexOf(row);
    if (index < 0) {
      throw new Error(`the row ${row} is not there`);
    }
    left.splice(index, 1);
  }
  const added = changes.filter(([, , kind]) => kind === "insert" || kind === "update_postimage");
  return [...left, ...bag(added.map((change) => change.slice(0, 2)))].sort();
}

it("turns the table of one version into that of any later one", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(statement, { minLength: 1, maxLength: 8 }),
      fc.nat(),
      async (statements, from) => {
        await engine.rows("DROP TABLE IF EXISTS t");
        await engine.rows(
          "CREATE TABLE t (k INT, v STRING) TBLPROPERTIES (delta.enableChangeDataFeed = true)",
        );
        const states: string[][] = [];
        const note = async () => {
          const latest = await engine.run("DESCRIBE HISTORY t LIMIT 1");
          const [[version] = []] = await latest.textRows(0, 1);
          await latest.close();
          const rows = bag(await engine.rows("SELECT k, v FROM t"));
          const before = states[Number(version)];
          expect(before ?? rows).toEqual(rows);
          states[Number(version)] = rows;
        };
        await note();
        for (const each of statements) {
          await engine.rows(each);
          await note();
        }
        const start = from % states.length;
        let rows = states[start] ?? [];
        for (let version = start + 1; version < states.length; version++) {
          rows = replay(
            rows,
            await engine.rows(`SELECT k, v, _change_type FROM table_changes('t', ${version}, ${version})`),
          );
          expect(rows).toEqual(states[version]);
        }
        const all = await engine.rows("SELECT count(*) FROM table_changes('t', 0)");
        expect(Number(all[0]?.[0])).toBeGreaterThanOrEqual(rows.length);
      },
    ),
    { numRuns: 60 },
  );
});
