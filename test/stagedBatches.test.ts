/** Records with a Batch ID: what is in the table when they are inserted again. */
import { failureOf } from "./support/component";
import { useRecordRuns, type Written } from "./support/recordRuns";

const records = useRecordRuns();
const { create, write, rows } = records;

const ids = async (): Promise<string> =>
  (await rows("SELECT id FROM workspace.default.people ORDER BY id")).flat().join();

const insert = (given: unknown, batchId: string, executionId = "execution 1"): Promise<Written> =>
  write(
    "insertRows",
    "people",
    given,
    { stagingVolume: "landing", batchId },
    { executionId, stepId: "step" },
  );

beforeEach(() =>
  create(
    "people",
    "id BIGINT NOT NULL PRIMARY KEY, name STRING, state STRING DEFAULT 'new'",
    "TBLPROPERTIES ('delta.feature.allowColumnDefaults' = 'supported')",
  ),
);

describe("A batch with an ID", () => {
  test("loads nothing twice, whatever the execution, and few records as well", async () => {
    expect((await insert([{ id: 1 }, { id: 2 }], "message 7")).alreadyLoaded).toBeUndefined();
    const again = await insert([{ id: 1 }, { id: 2 }], "message 7", "execution 2");
    expect(again).toMatchObject({ inserted: 2, alreadyLoaded: true });
    expect(await insert([{ id: 3 }], "message 8")).toMatchObject({ inserted: 1 });
    expect(await ids()).toBe("1,2,3");
  });

  test("finds what it has loaded even if its records come in another order", async () => {
    const error = { error_code: "BAD_REQUEST", message: "[INTERNAL_ERROR] No.", sql_state: "XX000" };
    await records.failStatements({ statement: "^COPY", skip: 1, times: 1, error });
    const given = [{ id: 1 }, { id: 2, state: "old" }];
    await failureOf(insert(given, "message 7"));
    expect(await insert([...given].reverse(), "message 7")).toMatchObject({ inserted: 2 });
    expect(await ids()).toBe("1,2");
  });

  test("finds what it has loaded even if the table has got a column with a default since", async () => {
    await insert({ id: 1 }, "message 7");
    const path = "/api/2.1/unity-catalog/tables/workspace.default.people";
    const { columns, ...table } = (await records.workspace.call("GET", path)).json as { columns: object[] };
    const metadata = { CURRENT_DEFAULT: "'x'" };
    const extra = {
      name: "extra",
      type_text: "string",
      position: 3,
      type_json: JSON.stringify({ metadata }),
    };
    const body = { ...table, columns: [...columns, extra] };
    await records.workspace.fault({ method: "GET", path, status: 200, body, times: 1 });
    expect(await insert({ id: 1 }, "message 7")).toMatchObject({ alreadyLoaded: true });
    expect(await ids()).toBe("1");
  });
});
