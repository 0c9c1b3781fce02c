/** Insert Rows on the local workspace: what is in the table, what was sent, and what the builder sees. */
import { failureOf } from "./support/component";
import { useRecordRuns } from "./support/recordRuns";

const records = useRecordRuns();
const { create, run, write, rows, sent, statementTexts } = records;

const people = [
  { id: 1, name: "Ada" },
  { id: 2, name: "Emmy" },
];

const insert = (table: string, given: unknown, more?: Record<string, unknown>) =>
  write("insertRows", table, given, more);

const tableRequest = (table: string): string =>
  `GET /api/2.1/unity-catalog/tables/workspace.default.${table}`;
const statementRequest = "POST /api/2.0/sql/statements";

describe("Insert Rows appends", () => {
  test("a list of records with two requests", async () => {
    await create("people", "id BIGINT, name STRING");
    expect(await insert("people", people)).toEqual({
      inserted: 2,
      updated: 0,
      deleted: 0,
      skipped: 0,
      duplicates: 0,
      ignoredFields: [],
      badRecords: [],
      batches: 1,
      statementIds: [expect.stringMatching(/^01f0/)],
    });
    expect(await sent()).toEqual([tableRequest("people"), statementRequest]);
    expect(await rows("SELECT * FROM workspace.default.people ORDER BY id")).toEqual([
      ["1", "Ada"],
      ["2", "Emmy"],
    ]);
  });

  test("one record, given as JSON text, into a table given by its full name", async () => {
    await create("people", "id BIGINT, name STRING");
    const full = { catalog: "", schema: "", table: "workspace.default.people" };
    expect((await insert("people", '{"id": 9007199254740993, "name": null}', full)).inserted).toBe(1);
    expect(await rows("SELECT * FROM workspace.default.people")).toEqual([["9007199254740993", null]]);
  });

  test("values of every kind exactly", async () => {
    await create(
      "things",
      "d DECIMAL(38,18), t TIMESTAMP, n TIMESTAMP_NTZ, day DATE, b BINARY, f DOUBLE, flag BOOLEAN, v VARIANT, a ARRAY<STRUCT<x: BIGINT, y: STRING>>, m MAP<STRING, INT>, s STRING",
    );
    await insert("things", {
      d: "12345678901234567890.123456789012345678",
      t: "2025-11-18T12:00:00.123456+02:00",
      n: "2025-11-18T12:00:00.5",
      day: "2025-11-18",
      b: Buffer.from([0, 255, 10]).toString("base64"),
      f: 0.1,
      flag: true,
      v: { a: [1, "x"] },
      a: [{ x: "9007199254740993", y: 'it\'s \\ "quoted"\n😀' }],
      m: { k: 7 },
      s: "'; DROP TABLE things; --",
    });
    expect(
      await rows(
        "SELECT d, t, n, day, hex(b), f, flag, v, to_json(a), to_json(m), s FROM workspace.default.things",
      ),
    ).toEqual([
      [
        "12345678901234567890.123456789012345678",
        "2025-11-18T10:00:00.123456Z",
        "2025-11-18T12:00:00.500",
        "2025-11-18",
        "00FF0A",
        "0.1",
        "true",
        '{"a":[1,"x"]}',
        '[{"x":9007199254740993,"y":"it\'s \\\\ \\"quoted\\"\\n😀"}]',
        '{"k":7}',
        "'; DROP TABLE things; --",
      ],
    ]);
  });

  test("nothing of an empty list, and says so without any request", async () => {
    await create("people", "id BIGINT, name STRING");
    expect(await insert("people", [])).toMatchObject({
      inserted: 0,
      batches: 0,
      statementIds: [],
      message: "Records is an empty list: nothing was sent, and the table is unchanged.",
    });
    expect(await sent()).toEqual([]);
  });

  test("the default of what a record leaves out, and NULL where it says so", async () => {
    await create(
      "states",
      "id BIGINT, state STRING DEFAULT 'new', city STRING",
      "TBLPROPERTIES ('delta.feature.allowColumnDefaults' = 'supported')",
    );
    const given = [{ id: 1 }, { id: 2, state: null }, { id: 3, state: "old" }, { id: 4, city: "Paris" }];
    expect((await insert("states", given)).inserted).toBe(4);
    expect(await rows("SELECT * FROM workspace.default.states ORDER BY id")).toEqual([
      ["1", "new", null],
      ["2", null, null],
      ["3", "old", null],
      ["4", "new", "Paris"],
    ]);
    expect((await statementTexts())[0]).toMatch(/^MERGE INTO .* ON false WHEN NOT MATCHED AND /);
  });

  test("the fields that a mapping names", async () => {
    await create("people", "id BIGINT, `first.name` STRING");
    const columnMapping = { id: "nr", "first%2Ename": "name" };
    await insert("people", { nr: 5, name: "Ada", other: 1 }, { columnMapping });
    expect(await rows("SELECT * FROM workspace.default.people")).toEqual([["5", "Ada"]]);
  });

  test("but generated columns, which Databricks fills", async () => {
    await create("serials", "id BIGINT GENERATED ALWAYS AS IDENTITY, name STRING");
    expect(await insert("serials", { id: 77, name: "Ada" })).toMatchObject({
      inserted: 1,
      ignoredFields: ["id"],
    });
    expect(await rows("SELECT id < 77, name FROM workspace.default.serials")).toEqual([["true", "Ada"]]);
  });
});

describe("Insert Rows refuses before anything is sent to the warehouse", () => {
  test.each([
    [{ id: 1, nickname: "A" }, {}, /nickname/],
    [{ id: "eight" }, {}, /id/],
    [[{ id: 1 }, 7], {}, /record 2/i],
    [{ id: 1 }, { keyColumns: ["nr"] }, /^Key Columns names nr/],
    [{ id: 1 }, { mode: "replaceKeys" }, /^Key Columns is empty/],
    [{ id: 1 }, { batchId: "b" }, /^Batch ID is set, but Staging Volume is empty/],
    [{ id: 1 }, { stagingVolume: "a.b" }, /^Staging Volume must be/],
    [{ id: 1 }, { columnMapping: { id: 7 } }, /^Column Mapping must name a field for the column id/],
    [{ name: null }, { columnMapping: { name: "x" } }, /./],
  ])("%j with %j", async (given, more, message) => {
    await create("people", "id BIGINT, name STRING");
    expect((await failureOf(insert("people", given, more as Record<string, unknown>))).message).toMatch(
      message,
    );
    expect((await sent()).filter((request) => request !== tableRequest("people"))).toEqual([]);
  });

  test("several problems at once, without the values", async () => {
    await create("people", "id BIGINT, name STRING");
    const { message } = await failureOf(
      insert("people", [{ id: "secret one" }, { id: 1 }, { id: "secret two" }]),
    );
    expect(message).toMatch(/record 1/i);
    expect(message).toMatch(/record 3/i);
    expect(message).not.toMatch(/secret/);
  });

  test("a view", async () => {
    await run("CREATE VIEW workspace.default.some AS SELECT 1 AS id");
    expect((await failureOf(insert("some", { id: 1 }))).message).toMatch(/is a view/);
  });
});

describe("Insert Rows", () => {
  test("skips bad records by choice, and returns them", async () => {
    await create("people", "id BIGINT, name STRING");
    const given = [{ id: 1 }, { id: "eight" }, { id: 3 }];
    const result = await insert("people", given, { badRecords: "skip" });
    expect(result).toMatchObject({
      inserted: 2,
      skipped: 1,
      badRecords: [{ record: 2, value: { id: "eight" } }],
    });
    expect(await rows("SELECT id FROM workspace.default.people ORDER BY id")).toEqual([["1"], ["3"]]);
  });

  test("sends nothing where every record is bad and skipped", async () => {
    await create("people", "id BIGINT, name STRING");
    const result = await insert("people", [{ id: "eight" }], { badRecords: "skip" });
    expect(result).toMatchObject({
      inserted: 0,
      skipped: 1,
      message: expect.stringContaining("nothing was sent"),
    });
    expect(await statementTexts()).toEqual([]);
  });

  test("finds duplicates by given key columns", async () => {
    await create("people", "id BIGINT, name STRING");
    const twice = [
      { id: 1, name: "first" },
      { id: 1, name: "last" },
    ];
    const by = { keyColumns: ["id"] };
    expect((await failureOf(insert("people", twice, { ...by, duplicateKeys: "error" }))).message).toMatch(
      /same key/,
    );
    expect(await insert("people", twice, { ...by, duplicateKeys: "lastWins" })).toMatchObject({
      inserted: 1,
      duplicates: 1,
    });
    expect(await rows("SELECT name FROM workspace.default.people")).toEqual([["last"]]);
    expect(await insert("people", twice, { duplicateKeys: "firstWins" })).toMatchObject({ inserted: 2 });
  });

  test("replaces the whole table", async () => {
    await create("people", "id BIGINT, name STRING");
    await insert("people", people);
    expect(await insert("people", { id: 3, name: "Sonja" }, { mode: "replace" })).toMatchObject({
      inserted: 1,
    });
    expect(await rows("SELECT * FROM workspace.default.people")).toEqual([["3", "Sonja"]]);
  });

  test("replaces the rows with the same keys, NULL included, and leaves the others", async () => {
    await create("people", "id BIGINT, name STRING, city STRING");
    await insert("people", [...people, { id: null, name: "nobody" }]);
    const given = [
      { id: 1, name: "Ada", city: "London" },
      { id: 1, name: "Ada", city: "Paris" },
      { id: null, name: "somebody" },
    ];
    await insert("people", given, { mode: "replaceKeys", keyColumns: ["id"] });
    expect(await rows("SELECT * FROM workspace.default.people ORDER BY id NULLS LAST, city")).toEqual([
      ["1", "Ada", "London"],
      ["1", "Ada", "Paris"],
      ["2", "Emmy", null],
      [null, "somebody", null],
    ]);
  });

  test("adds columns for unknown fields by choice", async () => {
    await create("people", "id BIGINT, name STRING");
    const given = [
      { id: 1, score: 1.5, isNew: true },
      { id: 2, note: { a: 1 }, count: 7 },
    ];
    expect(await insert("people", given, { unknownFields: "addColumns" })).toMatchObject({ inserted: 2 });
    expect(
      await rows("SELECT id, score, isNew, note, count FROM workspace.default.people ORDER BY id"),
    ).toEqual([
      ["1", "1.5", "true", null, null],
      ["2", null, null, '{"a":1}', "7"],
    ]);
    expect((await statementTexts())[0]).toBe(
      "ALTER TABLE `workspace`.`default`.`people` ADD COLUMNS (`score` DOUBLE, `isNew` BOOLEAN, `note` STRING, `count` BIGINT)",
    );
  });

  test("goes on where another writer has added the columns meanwhile", async () => {
    await create("people", "id BIGINT, name STRING");
    await records.staleTable("people");
    await run("ALTER TABLE workspace.default.people ADD COLUMNS (score DOUBLE)");
    await records.workspace.forget();
    expect(await insert("people", { id: 1, score: 2 }, { unknownFields: "addColumns" })).toMatchObject({
      inserted: 1,
    });
    expect(await sent()).toEqual([
      tableRequest("people"),
      statementRequest,
      tableRequest("people"),
      statementRequest,
    ]);
    expect(await rows("SELECT id, score FROM workspace.default.people")).toEqual([["1", "2.0"]]);
  });
});
