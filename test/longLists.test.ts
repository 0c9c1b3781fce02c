/** A list of values means the same whether it is sent as one parameter a value or as one JSON text. */
import fc from "fast-check";
import { warehouseExample } from "../src/services/warehouses/warehousesExamples";
import { runIn } from "./support/component";
import { useSharedWorkspace } from "./support/workspace";

const workspace = useSharedWorkspace({ clock: "auto" });
beforeAll(async () => {
  await runSql(
    "CREATE TABLE workspace.default.t (id INT, big BIGINT, text STRING, day DATE, at TIMESTAMP, price DECIMAL(38,10), size DOUBLE, seen BOOLEAN)",
  );
  await runSql(
    "INSERT INTO workspace.default.t VALUES (1, 9007199254740993, 'ü😀\"', DATE'2024-01-05', TIMESTAMP'2024-01-05 10:00:00', 12345678901234567.89, 1.5, true), (2, -5, '', DATE'2024-02-29', TIMESTAMP'2024-01-06 00:00:00.5', 0.1, -0.25, false), (3, NULL, NULL, NULL, NULL, NULL, NULL, NULL), (4, 7, '7', DATE'1969-12-31', TIMESTAMP'1969-12-31 23:59:59', 7, 7, false)",
  );
});

type Row = Record<string, unknown>;

const runSql = async (sqlStatement: string, sqlParameters: unknown = ""): Promise<Row[]> => {
  const given = { warehouseId: warehouseExample.id, sqlStatement, sqlParameters };
  return ((await runIn(workspace, "runSql", given)) as { rows: Row[] }).rows;
};

/** Values that a column may be compared with; some are those of the rows. */
const columns: Record<string, { values: fc.Arbitrary<unknown>; filler: unknown; type?: string }> = {
  id: { values: fc.constantFrom(1, 2, 5, 2147483648), filler: 99 },
  big: { values: fc.constantFrom("9007199254740993", "-5", "7", "1"), filler: "98", type: "BIGINT" },
  text: {
    values: fc.oneof(
      fc.constantFrom('ü😀"', "", "7", "\\", "'"),
      fc.string({ unit: "grapheme", maxLength: 5 }),
    ),
    filler: "x",
  },
  day: {
    values: fc.constantFrom("2024-01-05", "2024-2-29", "1969-12-31", "2000-01-01"),
    filler: "1999-09-09",
    type: "DATE",
  },
  at: {
    values: fc.constantFrom("2024-01-05 10:00:00", "2024-01-06T00:00:00.5Z", "1969-12-31 23:59:59"),
    filler: "1999-09-09",
    type: "TIMESTAMP",
  },
  price: {
    values: fc.constantFrom("12345678901234567.89", "0.1", "7.000", "7.01"),
    filler: "3",
    type: "DECIMAL(38,10)",
  },
  size: { values: fc.constantFrom(1.5, -0.25, 7, 1e10), filler: 0.5 },
  seen: { values: fc.constantFrom(true, false), filler: true },
};

const shapes = [
  "SELECT id, (COLUMN IN (:list)) AS yes, (COLUMN NOT IN (:list)) AS no FROM t ORDER BY id",
  "SELECT id FROM t WHERE COLUMN IN (:list) ORDER BY id",
  "SELECT id FROM t WHERE COLUMN NOT IN (:list) OR id = 3 ORDER BY id",
  "SELECT id, CASE WHEN COLUMN IN (:one, :list) THEN 1 WHEN COLUMN NOT IN (:list, :one) THEN 2 ELSE 3 END AS c FROM t ORDER BY id",
  "SELECT count(*) FILTER (WHERE COLUMN IN (:list)) AS n, sum(id) AS s FROM t GROUP BY COLUMN IN (:list) ORDER BY s",
];

describe.each(Object.entries(columns))(
  "of the values of the column %s",
  (column, { values, filler, type }) => {
    it("in every place where it may stand", async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.oneof({ weight: 5, arbitrary: values }, { weight: 1, arbitrary: fc.constant(null) }), {
            minLength: 1,
            maxLength: 4,
          }),
          fc.constantFrom(...shapes),
          async (some, shape) => {
            const statement = shape.replaceAll("COLUMN", column);
            const typed = (name: string, value: unknown) => ({ name, value, ...(type && { type }) });
            const one = statement.includes(":one") ? [typed("one", filler)] : [];
            const short = await runSql(statement, [...one, typed("list", [...some, filler])]);
            const long = await runSql(statement, [
              ...one,
              typed("list", [...some, ...Array.from({ length: 300 }, () => filler)]),
            ]);
            expect(long).toEqual(short);
          },
        ),
        { numRuns: 12, seed: 20251129 },
      );
      const sent = (await workspace.requests()).flatMap(
        ({ body }) => (body as { parameters?: object[] } | undefined)?.parameters ?? [],
      );
      expect(sent.length).toBeGreaterThan(0);
    });
  },
);

const many = (count: number, first = 0): number[] =>
  Array.from({ length: count }, (_, index) => first + index);

describe("a list of thousands of values", () => {
  const count = (table: string) => runSql(`SELECT count(*) AS n FROM ${table}`);

  beforeEach(async () => {
    await runSql("CREATE OR REPLACE TABLE workspace.default.r AS SELECT id, id AS x FROM range(5000)");
  });

  it("is looked for", async () => {
    expect(await runSql("SELECT count(*) AS n FROM r WHERE id IN (:ids)", { ids: many(3000, 1000) })).toEqual(
      [{ n: 3000 }],
    );
    expect(
      await runSql("SELECT count(*) AS n FROM r WHERE id NOT IN (:ids)", { ids: [...many(3000), null] }),
    ).toEqual([{ n: 0 }]);
  });

  it("is deleted, changed and merged by", async () => {
    await runSql("DELETE FROM r WHERE id IN (:ids)", { ids: many(3000) });
    expect(await count("r")).toEqual([{ n: 2000 }]);
    await runSql("UPDATE r SET x = CASE WHEN id IN (:ids) THEN -1 ELSE x END WHERE id NOT IN (:others)", {
      ids: many(500, 3000),
      others: many(400, 4000),
    });
    expect(await runSql("SELECT count(*) AS n FROM r WHERE x = -1")).toEqual([{ n: 500 }]);
    await runSql(
      "MERGE INTO r USING (SELECT * FROM range(5000)) AS s ON r.id = s.id AND s.id IN (:ids) WHEN MATCHED AND r.id NOT IN (:ids2, 3000) THEN DELETE",
      { ids: many(1000, 3000), ids2: many(300, 3001) },
    );
    expect(await count("r")).toEqual([{ n: 2000 - 1000 + 301 }]);
  });
});

it("objects are sent as their JSON text, with all digits", async () => {
  const rows = '[{"id":1,"price":12345678901234567.89},{"id":2,"price":null}]';
  expect(await runSql("SELECT :rows AS text", `{"rows": ${rows}}`)).toEqual([{ text: rows }]);
  expect(
    await runSql("SELECT inline(from_json(:rows, 'ARRAY<STRUCT<id: INT, name: STRING>>'))", {
      rows: [{ id: 1, name: "ü" }, { id: 2 }],
    }),
  ).toEqual([
    { id: 1, name: "ü" },
    { id: 2, name: null },
  ]);
});
