/** Files of a volume in a table: each once, in whatever format, whatever happens to a response. */
import { warehouseExample } from "../src/services/warehouses/warehousesExamples";
import { failureOf } from "./support/component";
import { statements, useSqlRuns } from "./support/sqlRuns";

interface Loaded {
  inserted: number;
  affected: number;
  skippedCorruptFiles: number;
  alreadyLoaded: boolean;
  statementId: string;
  message?: string;
  rows?: object[];
}

interface Result {
  rows: object[];
}

const volume = "/Volumes/workspace/default/landing/in";
const table = "workspace.default.items";
const always = 1000;

const sql = useSqlRuns<Result>();

const load = (more: Record<string, unknown> = {}): Promise<Loaded> =>
  sql.run("copyInto", {
    warehouseId: warehouseExample.id,
    table,
    sourcePath: volume,
    format: "csv",
    ...more,
  }) as Promise<Loaded>;

const put = (name: string, text: string): Promise<unknown> =>
  sql.workspace.call("PUT", `/api/2.0/fs/files${volume}/${name}?overwrite=true`, text);

const rowsOf = async (name = table): Promise<object[]> =>
  (await sql.runSql(`SELECT * FROM ${name} ORDER BY id, name`)).rows;

const copies = async (): Promise<string[]> =>
  (await sql.submissions())
    .map(({ statement }) => String(statement))
    .filter((text) => text.startsWith("COPY"));

beforeEach(async () => {
  await sql.runSql(`CREATE TABLE ${table} (id INT, name STRING, price DECIMAL(10,2))`);
});

describe("files are loaded", () => {
  test("from a directory, all of them, and once", async () => {
    await put("a.csv", 'id,name,price\n1,one,1.50\n2,"two, and",\n');
    await put("b.csv", "id,name,price\n3,ü 😀,3.00\n");
    expect(await load()).toEqual({
      inserted: 3,
      affected: 3,
      skippedCorruptFiles: 0,
      alreadyLoaded: false,
      statementId: expect.stringMatching(/^01f0/),
    });
    const rows = [
      { id: 1, name: "one", price: "1.50" },
      { id: 2, name: "two, and", price: null },
      { id: 3, name: "ü 😀", price: "3.00" },
    ];
    expect(await rowsOf()).toEqual(rows);
    await put("a.csv", "id,name,price\n9,changed,9\n");
    expect(await load()).toMatchObject({
      inserted: 0,
      affected: 0,
      alreadyLoaded: true,
      message: expect.stringMatching(/^No row was loaded: every file was loaded into this table before/),
    });
    expect(await rowsOf()).toEqual(rows);
  });

  test("again by force, which appends", async () => {
    await put("a.csv", "id,name,price\n1,one,1\n");
    await load();
    expect(await load({ force: true })).toMatchObject({ inserted: 1, alreadyLoaded: false });
    expect(await rowsOf()).toHaveLength(2);
  });

  test("by a list of names or whole paths, or by a pattern", async () => {
    for (const name of ["a-1.csv", "a-2.csv", "b-1.csv", "it's 50%.csv"])
      await put(encodeURIComponent(name), `id,name,price\n1,${name},1\n`);
    expect((await load({ files: ["a-1.csv", `${volume}/it's 50%.csv`] })).inserted).toBe(2);
    expect((await load({ pattern: "a-*.csv" })).inserted).toBe(1);
    expect((await load({ sourcePath: `${volume}/b-1.csv` })).inserted).toBe(1);
    expect((await rowsOf()).map((row) => (row as { name: string }).name)).toEqual([
      "a-1.csv",
      "a-2.csv",
      "b-1.csv",
      "it's 50%.csv",
    ]);
  });

  test("of CSV with other signs", async () => {
    await put("a.txt", "id;name;price\n1;'a;''b c';-\n");
    const signs = { separator: ";", quote: "'", escape: "'", nullText: "-" };
    await load(signs);
    expect(await rowsOf()).toEqual([{ id: 1, name: "a;'b c", price: null }]);
  });

  test("of CSV without a header row, by position", async () => {
    await put("a.csv", "1,one,1.5\n");
    await load({ header: false });
    await put("b.csv", "two,2\n");
    await load({ header: false, columns: ["name", "id"] });
    expect(await rowsOf()).toEqual([
      { id: 1, name: "one", price: "1.50" },
      { id: 2, name: "two", price: null },
    ]);
  });

  test("of JSON, with casts of nested fields", async () => {
    await put("a.json", '{"item": {"no": "7", "name": "seven"}, "price": 1.5}\n');
    await load({
      format: "json",
      columnCasts: { id: "item.no::INT", name: "item.name", price: "::DECIMAL(10,2)" },
    });
    expect(await rowsOf()).toEqual([{ id: 7, name: "seven", price: "1.50" }]);
  });

  test("with new columns by choice", async () => {
    await put("a.csv", "id,name,price,color\n1,one,1.5,red\n");
    const { message } = await failureOf(load());
    expect(message).toContain("set Evolve Schema to add new ones");
    await load({ evolveSchema: true });
    expect(await rowsOf()).toEqual([{ id: 1, name: "one", price: "1.50", color: "red" }]);
  });
});

describe("types are converted", () => {
  test("to those of the table, in JSON too, columns that Databricks fills apart", async () => {
    const typed = "workspace.default.typed";
    await sql.runSql(
      `CREATE TABLE ${typed} (no BIGINT GENERATED ALWAYS AS IDENTITY, id INT, name STRING, at TIMESTAMP, tags ARRAY<STRING>)`,
    );
    await put("a.json", '{"id": 7, "name": 1, "at": "2026-01-02T03:04:05Z", "tags": ["x"]}\n');
    await load({ table: typed, format: "json" });
    expect(await rowsOf(typed)).toEqual([
      { no: 1, id: 7, name: "1", at: "2026-01-02T03:04:05.000Z", tags: ["x"] },
    ]);
  });

  test("only where they fit", async () => {
    await put("a.csv", "id,name,price\nx,one,1\n");
    const { message } = await failureOf(load());
    expect(message).toContain("A value of the files does not fit its column");
    expect(await rowsOf()).toEqual([]);
  });

  test("only by choice", async () => {
    await put("a.csv", "id,name,price\n1,one,1\n");
    const { message } = await failureOf(load({ convertTypes: false }));
    expect(message).toContain("Convert Types to convert values");
  });

  test("only where the files have every column, and else an error says what to do", async () => {
    await put("a.csv", "id,name\n1,one\n");
    const { message } = await failureOf(load());
    expect(message).toContain("name the columns to load, and their fields, in Column Casts");
    await load({ columnCasts: { id: "::INT", name: "" } });
    expect(await rowsOf()).toEqual([{ id: 1, name: "one", price: null }]);
  });
});

describe("files are validated", () => {
  test("and a preview is returned, but nothing is loaded", async () => {
    await put("a.csv", "id,name,price\n1,one,1.50\n2,two,2\n");
    const result = await load({ validateOnly: true, validateRows: 20 });
    expect(result).toMatchObject({
      inserted: 0,
      alreadyLoaded: false,
      message: expect.stringContaining("Nothing was loaded"),
    });
    expect(result.rows).toHaveLength(2);
    expect(await rowsOf()).toEqual([]);
    expect((await load()).inserted).toBe(2);
  });
});

describe("a response that is lost", () => {
  test("is no reason to load anything twice, and the result tells it", async () => {
    await put("a.csv", "id,name,price\n1,one,1\n");
    await sql.workspace.fault({
      method: "POST",
      path: statements,
      statement: "^COPY",
      phase: "after",
      drop: true,
    });
    expect(await load()).toMatchObject({
      inserted: 0,
      alreadyLoaded: true,
      message: expect.stringMatching(/^The response of an earlier attempt was lost/),
    });
    expect(await rowsOf()).toHaveLength(1);
    expect(sql.lines.filter(({ level }) => level === "warn")).not.toEqual([]);
  });

  test("by force is an error that says so, and nothing runs again", async () => {
    await put("a.csv", "id,name,price\n1,one,1\n");
    await sql.workspace.fault({
      method: "POST",
      path: statements,
      statement: "^COPY",
      phase: "after",
      drop: true,
    });
    const { message } = await failureOf(load({ force: true }));
    expect(message).toContain("with Force, another run may append their rows once more");
    expect(await copies()).toHaveLength(1);
    expect(await rowsOf()).toHaveLength(1);
  });

  test("always is an error that says that another run is safe", async () => {
    await put("a.csv", "id,name,price\n1,one,1\n");
    await sql.workspace.fault({
      method: "POST",
      path: statements,
      statement: "^COPY",
      phase: "after",
      drop: true,
      times: always,
    });
    const { message } = await failureOf(load());
    expect(message).toContain("Another run is safe: it passes over those that were.");
    expect(await copies()).toHaveLength(3);
  });
});

describe("a conflict with another writer", () => {
  test.each([
    ["COPY_INTO_DUPLICATED_FILES_COPY_NOT_ALLOWED", "25000"],
    ["COPY_INTO_STATE_INTERNAL_ERROR", "55019"],
    ["DELTA_METADATA_CHANGED", "2D521"],
  ])("%s is repeated", async (condition, sql_state) => {
    await put("a.csv", "id,name,price\n1,one,1\n");
    await sql.workspace.fault({
      statement: "^COPY",
      error: { message: `[${condition}] Try again.`, sql_state },
      times: 2,
    });
    expect((await load()).inserted).toBe(1);
    expect(await copies()).toHaveLength(3);
  });
});

describe("an error tells what to do", () => {
  test.each([
    [
      "[COPY_INTO_SOURCE_SCHEMA_INFERENCE_FAILED] The source directory did not contain any parsable files.",
      "42KD9",
      /No readable file is at Source Path/,
    ],
    ["[PATH_NOT_FOUND] Path does not exist: /Volumes/a.", "42K03", /No readable file is at Source Path/],
    [
      "[COPY_INTO_SCHEMA_MISMATCH_WITH_TARGET_TABLE] A schema mismatch was detected.",
      "42KDG",
      /set Evolve Schema to add new ones/,
    ],
    [
      "[DELTA_MISSING_DELTA_TABLE_COPY_INTO] Table doesn't exist.",
      "42P01",
      /The table must exist: create it first/,
    ],
    [
      "[DELTA_COPY_INTO_TARGET_FORMAT] COPY INTO target must be a Delta table.",
      "0AKDD",
      /Only a Delta table can be loaded/,
    ],
    ["[COPY_INTO_COLUMN_ARITY_MISMATCH] Cannot write.", "21S01", /another number of columns/],
    [
      "[INSUFFICIENT_PERMISSIONS] Insufficient privileges: User does not have READ VOLUME on Volume 'main.default.landing'.",
      "42501",
      /lacks READ VOLUME on the volume main\.default\.landing/,
    ],
    [
      "[INSUFFICIENT_PERMISSIONS] Insufficient privileges: User does not have MODIFY on Table 'main.default.orders'.",
      "42501",
      /lacks MODIFY on the table main\.default\.orders/,
    ],
  ])("%s", async (text, sql_state, hint) => {
    await sql.workspace.fault({ statement: "^COPY", error: { message: text, sql_state } });
    const { message } = await failureOf(load());
    expect(message).toContain(text.slice(0, text.indexOf("]")));
    expect(message).toMatch(hint);
    expect(await copies()).toHaveLength(1);
  });

  test("and keeps the values of the files for itself", async () => {
    const text = `[CAST_INVALID_INPUT] The value 'secret-7' of the type "STRING" cannot be cast to "INT" because it is malformed.`;
    await sql.workspace.fault({ statement: "^COPY", error: { message: text, sql_state: "22018" } });
    const { message } = await failureOf(load());
    expect(message).toContain("A value of the files does not fit its column");
    expect(message).not.toContain("secret-7");
  });
});

test("the deadline cancels the statement", async () => {
  await sql.workspace.statements({ run_ms: 3_600_000 });
  const { message } = await failureOf(load({ timeoutSeconds: 3 }));
  expect(message).toContain("was cancelled (state CANCELED)");
});
