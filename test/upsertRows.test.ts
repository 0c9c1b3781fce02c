/** Upsert Rows on the local workspace: what is in the table, what was sent, and what the builder sees. */
import { failureOf } from "./support/component";
import { useRecordRuns } from "./support/recordRuns";

const records = useRecordRuns();
const { create, run, write, rows, statementTexts } = records;

const upsert = (given: unknown, more?: Record<string, unknown>) => write("upsertRows", "people", given, more);

const everybody = () => rows("SELECT * FROM workspace.default.people ORDER BY id NULLS LAST");

/** A table with a primary key, a default and two rows. */
const createPeople = async (): Promise<void> => {
  await create(
    "people",
    "id BIGINT NOT NULL PRIMARY KEY, name STRING, state STRING DEFAULT 'new', version INT",
    "TBLPROPERTIES ('delta.feature.allowColumnDefaults' = 'supported')",
  );
  await run("INSERT INTO workspace.default.people VALUES (1, 'Ada', 'old', 5), (2, 'Emmy', 'old', NULL)");
  await records.workspace.forget();
};

describe("Upsert Rows", () => {
  beforeEach(createPeople);

  test("updates by the primary key and inserts the rest, and a second time leaves the same table", async () => {
    const given = [
      { id: 1, name: "Ada L." },
      { id: 3, name: "Sonja" },
    ];
    expect(await upsert(given)).toMatchObject({ inserted: 1, updated: 1, deleted: 0, batches: 1 });
    const once = await everybody();
    expect(once).toEqual([
      ["1", "Ada L.", "old", "5"],
      ["2", "Emmy", "old", null],
      ["3", "Sonja", "new", null],
    ]);
    expect(await upsert(given)).toMatchObject({ inserted: 0, updated: 2 });
    expect(await everybody()).toEqual(once);
  });

  test("leaves unchanged what a record leaves out, sets NULL where it says so, and inserts defaults", async () => {
    const given = [
      { id: 1, name: null },
      { id: 2, state: "seen", version: 3 },
      { id: 3, state: null },
      { id: 4 },
    ];
    expect(await upsert(given)).toMatchObject({ inserted: 2, updated: 2 });
    expect(await everybody()).toEqual([
      ["1", null, "old", "5"],
      ["2", "Emmy", "seen", "3"],
      ["3", null, null, null],
      ["4", null, "new", null],
    ]);
  });

  test("inserts a record of nothing but its key, and rewrites no row for it", async () => {
    expect(await upsert([{ id: 1 }, { id: 3 }])).toMatchObject({ inserted: 1, updated: 0 });
    expect(await upsert([{ id: 1 }, { id: 2, name: "E." }])).toMatchObject({ inserted: 0, updated: 1 });
    expect(await everybody()).toEqual([
      ["1", "Ada", "old", "5"],
      ["2", "E.", "old", null],
      ["3", null, "new", null],
    ]);
  });

  test("only inserts, or only updates, by choice", async () => {
    const given = [
      { id: 1, name: "x" },
      { id: 3, name: "y" },
    ];
    expect(await upsert(given, { mode: "insertOnly" })).toMatchObject({ inserted: 1, updated: 0 });
    expect(await upsert([...given, { id: 4, name: "z" }], { mode: "updateOnly" })).toMatchObject({
      inserted: 0,
      updated: 2,
    });
    expect((await everybody()).map(([id, name]) => [id, name])).toEqual([
      ["1", "x"],
      ["2", "Emmy"],
      ["3", "y"],
    ]);
  });

  test("sends nothing where rows are only updated and records give only their key", async () => {
    expect(await upsert({ id: 1 }, { mode: "updateOnly" })).toMatchObject({
      updated: 0,
      message: "No record had anything to write: nothing was sent, and the table is unchanged.",
    });
    expect(await statementTexts()).toEqual([]);
  });

  test("updates only by newer records, where NULL is the oldest and equal is not newer", async () => {
    const given = [
      { id: 1, name: "equal", version: 5 },
      { id: 2, name: "first", version: 0 },
      { id: 3, name: "new", version: null },
    ];
    const by = { onlyNewerColumn: "VERSION" };
    expect(await upsert(given, by)).toMatchObject({ inserted: 1, updated: 1 });
    const later = [
      { id: 1, name: "newer", version: 6 },
      { id: 2, name: "older", version: -1 },
      { id: 3, name: "nothing", version: null },
    ];
    expect(await upsert(later, by)).toMatchObject({ inserted: 0, updated: 1 });
    expect((await everybody()).map(([id, name]) => [id, name])).toEqual([
      ["1", "newer"],
      ["2", "first"],
      ["3", "new"],
    ]);
  });

  test("matches NULL keys", async () => {
    await run("CREATE TABLE workspace.default.pairs (a STRING, b STRING, c INT)");
    const given = [
      { a: "x", b: null, c: 1 },
      { a: null, b: null, c: 2 },
    ];
    const by = { keyColumns: ["a", "B"] };
    expect(await write("upsertRows", "pairs", given, by)).toMatchObject({ inserted: 2, updated: 0 });
    expect(await write("upsertRows", "pairs", given, by)).toMatchObject({ inserted: 0, updated: 2 });
  });

  test("tells duplicate keys, or keeps one of them", async () => {
    const twice = [
      { id: 3, name: "first" },
      { id: 3, name: "last" },
    ];
    expect((await failureOf(upsert(twice))).message).toMatch(/same key as record 1/);
    expect(await upsert(twice, { duplicateKeys: "firstWins" })).toMatchObject({ inserted: 1, duplicates: 1 });
    expect(await upsert(twice, { duplicateKeys: "lastWins" })).toMatchObject({ updated: 1, duplicates: 1 });
    expect((await everybody()).at(-1)?.[1]).toBe("last");
  });

  test("adds columns for unknown fields by choice", async () => {
    expect(await upsert({ id: 1, nickname: "A" }, { unknownFields: "addColumns" })).toMatchObject({
      updated: 1,
    });
    expect(await rows("SELECT nickname FROM workspace.default.people WHERE id = 1")).toEqual([["A"]]);
  });

  test("matches rows by an identity column, which it never writes", async () => {
    await run(
      "CREATE TABLE workspace.default.serials (id BIGINT GENERATED BY DEFAULT AS IDENTITY, name STRING)",
    );
    await run("INSERT INTO workspace.default.serials (name) VALUES ('a'), ('b')");
    const [[id = ""] = []] = await rows("SELECT min(id) FROM workspace.default.serials");
    const given = { id: Number(id), name: "c" };
    const options = { keyColumns: ["id"], mode: "updateOnly" };
    expect(await write("upsertRows", "serials", given, options)).toMatchObject({ updated: 1 });
    const { message } = await failureOf(write("upsertRows", "serials", given, { keyColumns: ["id"] }));
    expect(message).toMatch(/^Key Columns names id, whose values Databricks generates/);
  });

  test.each([
    [{ id: 1, name: "x" }, { onlyNewerColumn: "nr" }, /^Only Newer Column names nr, which is no column of /],
    [{ id: 1, name: "x" }, { onlyNewerColumn: "version" }, /^Only Newer Column names version, but no record/],
    [{ name: "x" }, {}, /id/],
  ])("refuses %j with %j before anything is sent to the warehouse", async (given, more, message) => {
    expect((await failureOf(upsert(given, more))).message).toMatch(message);
    expect(await statementTexts()).toEqual([]);
  });

  test("changes nothing for an empty list, and says so", async () => {
    expect(await upsert([])).toMatchObject({ updated: 0, message: expect.stringContaining("empty list") });
  });
});
