/** New Rows on the built bundle: every row once, whatever the polls meet. */
import { warehouseExample } from "../src/services/warehouses/warehousesExamples";
import { failureOf, runIn } from "./support/component";
import { PolledFlow } from "./support/polledFlow";
import { useWorkspace } from "./support/workspace";

type Row = Record<string, unknown>;

const workspace = useWorkspace({ clock: "auto" });

const sql = (sqlStatement: string): Promise<unknown> =>
  runIn(workspace, "runSql", { warehouseId: warehouseExample.id, sqlStatement });

const flow = (more: Record<string, unknown>, batching?: "pageByPage" | "allAtOnce"): PolledFlow<Row> =>
  new PolledFlow<Row>(
    workspace,
    "newRows",
    { warehouseId: warehouseExample.id, table: "workspace.default.t", cursorColumn: "c", ...more },
    batching,
  );

const ids = ({ items }: { items: Row[] }): unknown[] => items.map(({ id }) => id);

describe("New Rows", () => {
  it("gives nothing at first, then each new row once", async () => {
    await sql("CREATE TABLE workspace.default.t (id INT, c BIGINT)");
    await sql("INSERT INTO workspace.default.t VALUES (1, 9007199254740993), (2, 9007199254740994)");
    const polled = flow({});
    expect(await polled.poll()).toEqual({ items: [], pages: 1, noChanges: true });
    await sql("INSERT INTO workspace.default.t VALUES (3, 9007199254740994), (4, 9007199254740995), (5, 1)");
    const second = await polled.poll();
    expect(ids(second)).toEqual([3, 4]);
    expect(second.noChanges).toBe(false);
    expect(second.items[1]).toEqual({ id: 4, c: "9007199254740995" });
    expect((await polled.poll()).items).toEqual([]);
  });
  it.each([
    ["without a key column", {}],
    ["with a key column", { keyColumn: "id" }],
  ])("cuts pages and polls without losing a tie, %s", async (_how, key) => {
    await sql("CREATE TABLE workspace.default.t (id INT, c TIMESTAMP)");
    await sql(
      "INSERT INTO workspace.default.t SELECT CAST(id AS INT), timestamp_micros(1700000000000001 + (id div 4)) FROM range(50)",
    );
    for (const batching of [undefined, "pageByPage"] as const) {
      const polled = flow({ startFrom: "beginning", pageSize: "6", rowCap: "20", ...key }, batching);
      const counts: number[] = [];
      for (let poll = 0; poll < 4; poll += 1) counts.push((await polled.poll()).items.length);
      expect(counts).toEqual([20, 20, 10, 0]);
      expect(ids({ items: polled.received })).toEqual(Array.from({ length: 50 }, (_, id) => id));
    }
  });

  it("gives every row of a table that was empty at the first poll, but none without a cursor value", async () => {
    await sql("CREATE TABLE workspace.default.t (id INT, c DATE)");
    const polled = flow({});
    await polled.poll();
    await sql(
      "INSERT INTO workspace.default.t VALUES (1, DATE'1969-12-31'), (2, NULL), (3, DATE'2025-01-01')",
    );
    expect(ids(await polled.poll())).toEqual([1, 3]);
    expect((await polled.poll()).noChanges).toBe(true);
  });

  it("gives the same rows again to a poll that begins where another began", async () => {
    await sql("CREATE TABLE workspace.default.t (id INT, c INT)");
    const polled = flow({ startFrom: "beginning" });
    await polled.poll();
    await sql("INSERT INTO workspace.default.t VALUES (1, 1), (2, 1)");
    const before = polled.instanceState;
    const first = await polled.poll();
    polled.instanceState = before;
    expect(await polled.poll()).toEqual(first);
  });

  it.each(["now", "beginning"])(
    "gives no row again when Look-Back is raised, and goes back no further than it remembers: from %s",
    async (startFrom) => {
      await sql("CREATE TABLE workspace.default.t (id INT, c INT)");
      await sql("INSERT INTO workspace.default.t VALUES (1, 1), (2, 5)");
      const polled = flow({ startFrom });
      await polled.poll();
      polled.parameters = { ...polled.parameters, lookBack: "10" };
      expect(ids(await polled.poll())).toEqual([]);
      await sql("INSERT INTO workspace.default.t VALUES (3, 12), (4, 4), (5, 6)");
      expect(ids(await polled.poll())).toEqual([5, 3]);
      await sql("INSERT INTO workspace.default.t VALUES (6, 5), (7, 7)");
      expect(ids(await polled.poll())).toEqual([6, 7]);
    },
  );

  it("refuses a Look-Back that a text column cannot have, also when it is set later", async () => {
    await sql("CREATE TABLE workspace.default.t (id INT, c STRING)");
    const polled = flow({ startFrom: "beginning" });
    await polled.poll();
    polled.parameters = { ...polled.parameters, lookBack: "5" };
    expect((await failureOf(polled.poll())).message).toMatch(/^Look-Back must be 0: .* STRING/);
  });

  it("begins anew, and says so, when what is polled has changed", async () => {
    await sql("CREATE TABLE workspace.default.t (id INT, c INT, d INT)");
    await sql("INSERT INTO workspace.default.t VALUES (1, 1, 1)");
    const polled = flow({ startFrom: "beginning" });
    expect(ids(await polled.poll())).toEqual([1]);
    polled.parameters = { ...polled.parameters, cursorColumn: "d" };
    expect(ids(await polled.poll())).toEqual([1]);
    expect(polled.lines.map(({ text }) => text)).toContainEqual(
      expect.stringMatching(/has changed since the last poll.*starts again/),
    );
  });

  it("knows rows again after a column was added", async () => {
    await sql("CREATE TABLE workspace.default.t (id INT, c INT)");
    await sql("INSERT INTO workspace.default.t VALUES (1, 1), (2, 1)");
    const polled = flow({ startFrom: "beginning" });
    expect(ids(await polled.poll())).toEqual([1, 2]);
    await sql("ALTER TABLE workspace.default.t ADD COLUMNS (note STRING)");
    await sql("INSERT INTO workspace.default.t VALUES (3, 1, 'late')");
    expect(ids(await polled.poll())).toEqual([3]);
  });

  it("takes names of any characters", async () => {
    await sql("CREATE TABLE workspace.default.`o'r``d😀` (id INT, `c.d e``f` INT)");
    await sql("INSERT INTO workspace.default.`o'r``d😀` VALUES (1, 7)");
    const names = { table: "workspace.default.`o'r``d😀`", cursorColumn: "c.d e`f", keyColumn: "`id`" };
    expect((await flow({ ...names, startFrom: "beginning" }).poll()).items).toEqual([
      { id: 1, "c.d e`f": 7 },
    ]);
    const apart = { ...names, catalog: "workspace", schema: "default", table: "`o'r``d😀`" };
    expect(ids(await flow({ ...apart, startFrom: "beginning" }).poll())).toEqual([1]);
  });

  it("gives none of the rows that were there, however many lie within the look-back and are equal", async () => {
    await sql("CREATE TABLE workspace.default.t (id INT, c INT)");
    await sql("INSERT INTO workspace.default.t SELECT CAST(id AS INT), CAST(id AS INT) FROM range(6000)");
    await sql("INSERT INTO workspace.default.t VALUES (5999, 5999)");
    const polled = flow({ lookBack: "10000" });
    await polled.poll();
    expect(polled.warnings).toEqual([expect.stringMatching(/^More than 5000 rows lie within the look-back/)]);
    expect(ids(await polled.poll())).toEqual([]);
    await sql("INSERT INTO workspace.default.t VALUES (6000, 5000), (6001, 7000)");
    expect(ids(await polled.poll())).toEqual([6000, 6001]);
  });

  describe("with more rows of one value than can be remembered", () => {
    beforeEach(async () => {
      await sql("CREATE TABLE workspace.default.t (id INT, c DATE)");
      await sql("INSERT INTO workspace.default.t SELECT CAST(id AS INT), DATE'2025-01-01' FROM range(6000)");
    });

    it("asks for a key column", async () => {
      for (const startFrom of ["now", "beginning"]) {
        const { message } = await failureOf(flow({ startFrom }).poll());
        expect(message).toMatch(/more than 5000 rows of the value 2025-01-01.*Choose a Key Column/);
      }
    });

    it("goes by the key column, and keeps its state small", async () => {
      const polled = flow({ startFrom: "beginning", keyColumn: "id", pageSize: "2500" });
      expect(ids(await polled.poll())).toHaveLength(6000);
      expect(polled.stateSize).toBeLessThan(500);
      await sql("INSERT INTO workspace.default.t VALUES (6000, DATE'2025-01-01'), (1, DATE'2025-01-02')");
      expect(ids(await polled.poll())).toEqual([6000, 1]);
    });
  });

  it.each<[string, Record<string, unknown>, RegExp]>([
    ["nothing to poll", { table: "" }, /^Table is empty, and so is SQL Query/],
    ["a table and a query", { sqlQuery: "SELECT 1 AS c" }, /^Table and SQL Query exclude each other/],
    ["a name of four parts", { table: "a.b.c.d" }, /^Table must be a table's name/],
    [
      "a catalog without a schema",
      { table: "t", catalog: "workspace" },
      /^Schema is empty, but Catalog is not/,
    ],
    [
      "a query that writes",
      { table: "", sqlQuery: "DELETE FROM t" },
      /^SQL Query must be one query that only reads/,
    ],
    [
      "two queries",
      { table: "", sqlQuery: "SELECT 1; SELECT 2" },
      /^SQL Query must be one query that only reads/,
    ],
    ["a statement that is no query", { table: "", sqlQuery: "SHOW TABLES" }, /^SQL Query must be one query/],
    [
      "a query with a parameter",
      { table: "", sqlQuery: "SELECT 1 AS c WHERE 1 = :n" },
      /^SQL Query .* marker :n/,
    ],
    ["no start value", { startFrom: "value" }, /^Start Value is empty/],
    ["a row cap that is no number", { rowCap: "many" }, /^Row Cap must be a whole number/],
    ["no cursor column", { cursorColumn: "" }, /^Cursor Column is empty/],
  ])("refuses %s before anything is sent", async (_what, given, words) => {
    expect((await failureOf(flow(given).poll())).message).toMatch(words);
    expect(await workspace.requests()).toEqual([]);
  });

  it.each<[string, string, Record<string, unknown>, RegExp]>([
    ["a column that has no order", "BOOLEAN", {}, /^Cursor Column has the type BOOLEAN/],
    ["a column whose values are not exact", "DOUBLE", {}, /^Cursor Column has the type DOUBLE/],
    ["a look-back in text", "STRING", { lookBack: "5" }, /^Look-Back must be 0: .* STRING has no distances/],
    [
      "a start that is no number",
      "BIGINT",
      { startFrom: "value", startValue: "1.5" },
      /^Start Value must be a whole/,
    ],
    [
      "a day that there is not",
      "DATE",
      { startFrom: "value", startValue: "2025-02-30" },
      /^Start Value must be a date/,
    ],
    [
      "a time without a zone",
      "TIMESTAMP",
      { startFrom: "value", startValue: "2025-02-03T10:00" },
      /with its zone/,
    ],
    [
      "a time with a zone",
      "TIMESTAMP_NTZ",
      { startFrom: "value", startValue: "2025-02-03T10:00Z" },
      /without a zone/,
    ],
  ])("says of %s which input to change", async (_what, type, given, words) => {
    await sql(`CREATE TABLE workspace.default.t (id INT, c ${type})`);
    expect((await failureOf(flow(given).poll())).message).toMatch(words);
  });
});
