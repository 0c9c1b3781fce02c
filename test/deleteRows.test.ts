/** Delete Rows on the local workspace: what is in the table, what was sent, and what the builder sees. */
import { failureOf } from "./support/component";
import { useRecordRuns } from "./support/recordRuns";

const records = useRecordRuns();
const { create, run, write, rows, sent, statementTexts } = records;

const remove = (given: unknown, more?: Record<string, unknown>) => write("deleteRows", "people", given, more);

const ids = async () => (await rows("SELECT id FROM workspace.default.people ORDER BY id NULLS LAST")).flat();

describe("Delete Rows", () => {
  beforeEach(async () => {
    await create("people", "id BIGINT, name STRING");
    await run(
      "INSERT INTO workspace.default.people VALUES (1, 'Ada'), (2, 'Emmy'), (2, 'Sonja'), (NULL, 'x')",
    );
    await records.workspace.forget();
  });

  test("deletes every row with the key of a record, NULL included, and ignores other fields", async () => {
    const given = [{ id: 2, name: "whoever", more: 1 }, { id: 2, name: "again" }, { id: null }, { id: 9 }];
    expect(await remove(given, { keyColumns: ["id"] })).toMatchObject({
      inserted: 0,
      updated: 0,
      deleted: 3,
      ignoredFields: [],
      batches: 1,
    });
    expect(await ids()).toEqual(["1"]);
    expect((await sent()).slice(0, 2)).toEqual([
      "GET /api/2.1/unity-catalog/tables/workspace.default.people",
      "POST /api/2.0/sql/statements",
    ]);
  });

  test("does no harm when it is repeated", async () => {
    await remove({ id: 1 }, { keyColumns: ["id"] });
    expect(await remove({ id: 1 }, { keyColumns: ["id"] })).toMatchObject({ deleted: 0 });
    expect(await ids()).toEqual(["2", "2", null]);
  });

  test("uses the primary key, or says that there is none", async () => {
    await run("CREATE TABLE workspace.default.keyed (id BIGINT NOT NULL PRIMARY KEY, name STRING)");
    await run("INSERT INTO workspace.default.keyed VALUES (1, 'a'), (2, 'b')");
    expect(await write("deleteRows", "keyed", [{ id: 2, name: 7 }])).toMatchObject({ deleted: 1 });
    expect((await failureOf(remove({ id: 1 }))).message).toBe(
      "Key Columns is empty, and the table workspace.default.people has no primary key.",
    );
  });

  test("deletes by several key columns", async () => {
    expect(await remove({ id: 2, name: "Sonja" }, { keyColumns: ["id", "name"] })).toMatchObject({
      deleted: 1,
    });
    expect(await ids()).toEqual(["1", "2", null]);
  });

  test("refuses a record without its key before anything is sent to the warehouse", async () => {
    expect((await failureOf(remove([{ id: 1 }, { name: "x" }], { keyColumns: ["id"] }))).message).toMatch(
      /record 2/i,
    );
    expect(await statementTexts()).toEqual([]);
  });

  test("changes nothing for an empty list, and says so", async () => {
    expect(await remove([])).toMatchObject({ deleted: 0, message: expect.stringContaining("empty list") });
    expect(await sent()).toEqual([]);
  });
});
