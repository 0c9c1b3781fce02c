/** New Rows over columns of all kinds: their lowest values, their names, and types that grow between polls. */
import { warehouseExample } from "../src/services/warehouses/warehousesExamples";
import { failureOf } from "./support/component";
import { runDirectly } from "./support/directStatements";
import { PolledFlow } from "./support/polledFlow";
import { useWorkspace } from "./support/workspace";

type Row = Record<string, unknown>;

const table = "workspace.default.t";

const workspace = useWorkspace({ clock: "auto" });

const sql = (statement: string): Promise<void> => runDirectly(workspace, statement);

const flow = (more: Record<string, unknown> = {}): PolledFlow<Row> =>
  new PolledFlow<Row>(workspace, "newRows", {
    warehouseId: warehouseExample.id,
    table,
    cursorColumn: "c",
    startFrom: "beginning",
    ...more,
  });

const ids = ({ items }: { items: Row[] }): unknown[] => items.map(({ id }) => id);

describe("a look-back below the lowest value of a type", () => {
  it.each([
    ["TINYINT", "-128", "-127"],
    ["SMALLINT", "-32768", "-32000"],
    ["INT", "-2147483648", "-2147483000"],
    ["BIGINT", "-9223372036854775808", "-9223372036854775000"],
    ["DECIMAL(5,2)", "-999.99", "-999.98"],
    ["DECIMAL(38,0)", `-${"9".repeat(38)}`, `-${"9".repeat(37)}8`],
    ["DATE", "DATE'0001-01-01'", "DATE'0001-01-02'"],
    ["TIMESTAMP", "TIMESTAMP'0001-01-01T00:00:00Z'", "TIMESTAMP'0001-01-02T00:00:00Z'"],
    ["TIMESTAMP_NTZ", "TIMESTAMP_NTZ'0001-01-01T00:00:00'", "TIMESTAMP_NTZ'0001-01-02T00:00:00'"],
  ])("ends at it: %s", async (type, lowest, above) => {
    await sql(`CREATE TABLE ${table} (id INT, c ${type})`);
    await sql(`INSERT INTO ${table} VALUES (1, ${lowest}), (2, ${above})`);
    for (const startFrom of ["now", "beginning"]) {
      const polled = flow({ startFrom, lookBack: "2000000000" });
      expect(ids(await polled.poll())).toEqual(startFrom === "now" ? [] : [1, 2]);
      await sql(`INSERT INTO ${table} VALUES (3, ${lowest})`);
      expect(ids(await polled.poll())).toEqual([3]);
      expect((await polled.poll()).noChanges).toBe(true);
      await sql(`DELETE FROM ${table} WHERE id = 3`);
    }
  });
});

describe("columns of the names that a poll itself uses", () => {
  it.each(["__cursor", "__beyond", "__key", "__CURSOR", "__Beyond"])("may be there: %s", async (name) => {
    await sql(`CREATE TABLE ${table} (id INT, c INT, \`${name}\` STRING)`);
    await sql(`INSERT INTO ${table} VALUES (1, 1, 'one')`);
    for (const keyColumn of [undefined, "id"]) {
      const polled = flow({ keyColumn });
      expect((await polled.poll()).items).toEqual([{ id: 1, c: 1, [name]: "one" }]);
      await sql(`INSERT INTO ${table} VALUES (2, 2, 'two')`);
      expect((await polled.poll()).items).toEqual([{ id: 2, c: 2, [name]: "two" }]);
      expect((await polled.poll()).items).toEqual([]);
      await sql(`DELETE FROM ${table} WHERE id = 2`);
    }
  });

  it.each(["__cursor", "__BEYOND", "__key_"])("may be the cursor or the key: %s", async (name) => {
    await sql(`CREATE TABLE ${table} (\`${name}\` INT, __key INT)`);
    await sql(`INSERT INTO ${table} VALUES (1, 10), (2, 9)`);
    const polled = flow({ cursorColumn: name, keyColumn: "__KEY" });
    expect((await polled.poll()).items).toEqual([
      { [name]: 1, __key: 10 },
      { [name]: 2, __key: 9 },
    ]);
    await sql(`INSERT INTO ${table} VALUES (2, 11), (1, 8)`);
    expect((await polled.poll()).items).toEqual([{ [name]: 2, __key: 11 }]);
  });
});

/** A type, a value of it that is told differently once it has grown, what it grows to, and a value of that alone. */
const growths: [from: string, value: string, to: string, later: string][] = [
  ["TINYINT", "7", "INT", "100000"],
  ["INT", "7", "BIGINT", "3000000000"],
  ["INT", "7", "DECIMAL(20,2)", "3000000000.25"],
  ["BIGINT", "9007199254740993", "DECIMAL(22,2)", "90071992547409930.25"],
  ["DECIMAL(10,2)", "1.50", "DECIMAL(14,4)", "123456789.0625"],
  ["DATE", "DATE'2025-01-01'", "TIMESTAMP_NTZ", "TIMESTAMP_NTZ'2025-01-01 10:00:00.5'"],
];

describe("a column whose type has grown", () => {
  const create = (type: string): Promise<void> =>
    sql(`CREATE TABLE ${table} (id INT, c ${type}) TBLPROPERTIES ('delta.enableTypeWidening' = true)`);

  it.each(growths)("goes on as the cursor: %s (%s) to %s", async (from, value, to, later) => {
    await create(from);
    await sql(`INSERT INTO ${table} VALUES (1, ${value}), (2, ${value})`);
    for (const given of [{}, { keyColumn: "id" }, { lookBack: "1" }, { startFrom: "now" }]) {
      if (Object.keys(given).length > 0) {
        await sql(
          `CREATE OR REPLACE TABLE ${table} (id INT, c ${from}) TBLPROPERTIES ('delta.enableTypeWidening' = true)`,
        );
        await sql(`INSERT INTO ${table} VALUES (1, ${value}), (2, ${value})`);
      }
      const polled = flow(given);
      await polled.poll();
      await sql(`ALTER TABLE ${table} ALTER COLUMN c TYPE ${to}`);
      expect({ given, noChanges: (await polled.poll()).noChanges }).toEqual({ given, noChanges: true });
      await sql(`INSERT INTO ${table} VALUES (3, ${value}), (4, ${later})`);
      expect(ids(await polled.poll())).toEqual([3, 4]);
      await sql(`INSERT INTO ${table} VALUES (5, ${later})`);
      expect(ids(await polled.poll())).toEqual([5]);
      expect((await polled.poll()).noChanges).toBe(true);
      expect(polled.warnings).toEqual([]);
    }
  });

  it.each([
    ...growths,
    ["FLOAT", "0.1F", "DOUBLE", "0.1D"] as const,
    ["INT", "7", "DOUBLE", "7.5D"] as const,
  ])("leaves rows known that it is no cursor of: %s (%s) to %s", async (from, value, to, later) => {
    await sql(
      `CREATE TABLE ${table} (id INT, c INT, v ${from}) TBLPROPERTIES ('delta.enableTypeWidening' = true)`,
    );
    await sql(`INSERT INTO ${table} VALUES (1, 1, ${value}), (1, 1, ${value}), (2, 1, NULL)`);
    const polled = flow();
    await polled.poll();
    await sql(`ALTER TABLE ${table} ALTER COLUMN v TYPE ${to}`);
    expect((await polled.poll()).items).toEqual([]);
    await sql(`INSERT INTO ${table} VALUES (3, 1, ${later})`);
    expect(ids(await polled.poll())).toEqual([3]);
    expect((await polled.poll()).items).toEqual([]);
  });

  it.each(growths)("goes on as the key: %s (%s) to %s", async (from, value, to, later) => {
    await sql(`CREATE TABLE ${table} (id ${from}, c INT) TBLPROPERTIES ('delta.enableTypeWidening' = true)`);
    await sql(`INSERT INTO ${table} VALUES (${value}, 1)`);
    const polled = flow({ keyColumn: "id", pageSize: "1" });
    await polled.poll();
    await sql(`ALTER TABLE ${table} ALTER COLUMN id TYPE ${to}`);
    expect((await polled.poll()).items).toEqual([]);
    await sql(`INSERT INTO ${table} VALUES (${later}, 1)`);
    expect((await polled.poll()).items).toHaveLength(1);
    expect((await polled.poll()).items).toEqual([]);
  });

  it("that has no exact order any more is told by its input", async () => {
    await create("INT");
    const polled = flow();
    await sql(`INSERT INTO ${table} VALUES (1, 1)`);
    await polled.poll();
    await sql(`ALTER TABLE ${table} ALTER COLUMN c TYPE DOUBLE`);
    expect((await failureOf(polled.poll())).message).toMatch(/^Cursor Column has the type DOUBLE/);
  });

  it("to one of other values begins anew, and says so", async () => {
    await create("TIMESTAMP");
    await sql(`INSERT INTO ${table} VALUES (1, TIMESTAMP'2025-01-01T00:00:00Z')`);
    const polled = flow();
    await polled.poll();
    await sql(`CREATE OR REPLACE TABLE ${table} (id INT, c TIMESTAMP_NTZ)`);
    await sql(`INSERT INTO ${table} VALUES (2, TIMESTAMP_NTZ'2024-01-01T00:00:00')`);
    expect(ids(await polled.poll())).toEqual([2]);
    expect(polled.warnings).toEqual([expect.stringContaining("polling starts again")]);
  });
});

describe("what is compared", () => {
  it("is no text of a time zone: rows of a time are known again in another one", async () => {
    await sql(`CREATE TABLE ${table} (id INT, c INT, at TIMESTAMP, more ARRAY<STRUCT<at: TIMESTAMP>>)`);
    const row = (id: number): string =>
      `SELECT ${id}, 1, TIMESTAMP'2025-07-01T12:00:00.123456Z', array(named_struct('at', TIMESTAMP'2025-01-01T00:00:00Z'))`;
    await sql(`INSERT INTO ${table} ${row(1)}`);
    const polled = flow();
    await polled.poll();
    for (const [index, time_zone] of ["America/Los_Angeles", "Asia/Kolkata", null].entries()) {
      await workspace.statements({ time_zone });
      expect((await polled.poll()).items).toEqual([]);
      await sql(`INSERT INTO ${table} ${row(index + 2)}`);
      expect(ids(await polled.poll())).toEqual([index + 2]);
    }
  });

  it.each<[string, Record<string, unknown>]>([
    ["other letters", { table: "Workspace.DEFAULT.T", cursorColumn: "C" }],
    ["back-ticks", { table: "`workspace`.default.`t`", cursorColumn: "`c`" }],
    ["its parts", { catalog: "workspace", schema: "default", table: "t", cursorColumn: " c " }],
  ])("is no spelling of a name: %s", async (_how, spelled) => {
    await sql(`CREATE TABLE ${table} (id INT, c INT)`);
    await sql(`INSERT INTO ${table} VALUES (1, 1)`);
    const polled = flow();
    await polled.poll();
    polled.parameters = { ...polled.parameters, ...spelled };
    expect((await polled.poll()).items).toEqual([]);
    expect(polled.warnings).toEqual([]);
  });
});

describe("SQL Query", () => {
  it.each([
    "-- all of them\nSELECT * FROM workspace.default.t",
    "/* all; of them */ SELECT * FROM workspace.default.t",
    "SELECT * FROM workspace.default.t; -- and no more",
    "SELECT * FROM workspace.default.t;\n/* end; */ ;",
    "SELECT * FROM workspace.default.t -- no end",
    "-- a\n( SELECT id, c AS `delete`, c FROM workspace.default.t ); -- b\n",
  ])("may be written with comments: %j", async (sqlQuery) => {
    await sql(`CREATE TABLE ${table} (id INT, c INT)`);
    await sql(`INSERT INTO ${table} VALUES (1, 1)`);
    expect(ids(await flow({ table: undefined, sqlQuery }).poll())).toEqual([1]);
  });

  it.each([
    ["SELECT update, c FROM t", /UPDATE may change something.* backticks .*`update`/],
    ["SELECT c FROM t WHERE Refresh > 1", /REFRESH may change something.* backticks .*`refresh`/],
    ["-- a\nDELETE FROM t", /begins with DELETE/],
    ["SHOW TABLES", /begins with SHOW/],
    ["SELECT 1; SELECT 2", /several statements/],
    ["; -- nothing", /is empty/],
  ])("is refused with the word that stands in the way: %j", async (sqlQuery, words) => {
    const { message } = await failureOf(flow({ table: undefined, sqlQuery }).poll());
    expect(message).toMatch(/^SQL Query must be one query that only reads/);
    expect(message).toMatch(words);
    expect(await workspace.requests()).toEqual([]);
  });
});

describe("a column with a collation", () => {
  const columnsOf = (...columns: [name: string, type: string][]) =>
    columns.map(([name, type_text], position) => ({ name, type_text, type_name: "STRING", position }));

  /** Answers the next statement as a warehouse would. */
  const answer = (columns: object[], rows: unknown[][]): Promise<void> =>
    workspace.fault({
      path: "/api/2.0/sql/statements",
      times: 1,
      status: 200,
      body: {
        statement_id: "01f0c0de-0000-0000-0000-000000000000",
        status: { state: "SUCCEEDED" },
        manifest: {
          format: "JSON_ARRAY",
          schema: { column_count: columns.length, columns },
          total_row_count: rows.length,
          chunks: [{ chunk_index: 0, row_offset: 0, row_count: rows.length }],
        },
        result: { chunk_index: 0, row_offset: 0, row_count: rows.length, data_array: rows },
      },
    });

  const statements = async (): Promise<string[]> =>
    (await workspace.requests()).map(({ body }) => (body as { statement: string }).statement);

  it.each(["STRING COLLATE UTF8_LCASE", "STRING COLLATE DE_CI_AI", "VARCHAR(10) COLLATE UNICODE_CI"])(
    "is ordered and compared by its bytes, where values stay apart: %s",
    async (type) => {
      const column = columnsOf(["c", type]);
      const rows = columnsOf(["c", type], ["__cursor", "STRING"], ["__beyond", "BOOLEAN"]);
      await answer(column, []);
      await answer(rows, [
        ["A", "A", "true"],
        ["a", "a", "true"],
      ]);
      await answer(rows, [
        ["a", "a", "false"],
        ["b", "b", "true"],
      ]);
      const polled = flow();
      expect((await polled.poll()).items).toEqual([{ c: "A" }, { c: "a" }]);
      expect((await polled.poll()).items).toEqual([{ c: "b" }]);
      const [, , last = ""] = await statements();
      const ordered = "collate(`c`, 'UTF8_BINARY')";
      expect(last).toContain(`ORDER BY ${ordered}`);
      expect(last).toContain(`${ordered} > CAST(:at AS STRING)`);
      expect(last.replaceAll(ordered, "")).not.toMatch(/`c`(?! FROM)/);
    },
  );

  it("that is the order of bytes anyway is left as it is", async () => {
    await answer(columnsOf(["c", "STRING COLLATE UTF8_BINARY"]), []);
    await answer(columnsOf(["c", "STRING"], ["__cursor", "STRING"], ["__beyond", "BOOLEAN"]), []);
    await flow().poll();
    expect((await statements()).join()).not.toContain("collate");
  });
});
