/** Files of a volume in a table: each once, in whatever format. */
import { failureOf } from "./support/component";
import { loadDirectory, useSqlLoads } from "./support/sqlLoads";

const { sql, load, put, rowsOf } = useSqlLoads();

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
    expect((await load({ files: ["a-1.csv", `${loadDirectory}/it's 50%.csv`] })).inserted).toBe(2);
    expect((await load({ pattern: "a-*.csv" })).inserted).toBe(1);
    expect((await load({ sourcePath: `${loadDirectory}/b-1.csv` })).inserted).toBe(1);
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
