/** Table Changes where Databricks refuses a range of versions: whatever can be read comes, and only the rest is lost. */
import { warehouseExample } from "../src/services/warehouses/warehousesExamples";
import { failureOf } from "./support/component";
import { runDirectly } from "./support/directStatements";
import { PolledFlow } from "./support/polledFlow";
import { useWorkspace } from "./support/workspace";

type Change = Record<string, unknown>;

const table = "workspace.default.orders";
const statements = "/api/2.0/sql/statements";

const workspace = useWorkspace({ clock: "auto" });

const sql = (statement: string): Promise<void> => runDirectly(workspace, statement);

const insert = (id: number): Promise<void> => sql(`INSERT INTO ${table} (id) VALUES (${id})`);

const setProperty = (name: string, value: string): Promise<void> =>
  sql(`ALTER TABLE ${table} SET TBLPROPERTIES ('${name}' = '${value}')`);

const create = (columns = "id INT, status STRING", properties = "'delta.columnMapping.mode' = 'name'") =>
  sql(
    `CREATE TABLE ${table} (${columns}) TBLPROPERTIES (delta.enableChangeDataFeed = true, 'delta.enableTypeWidening' = true, ${properties})`,
  );

const flow = (
  more: Record<string, unknown> = {},
  batching?: "pageByPage" | "allAtOnce",
): PolledFlow<Change> =>
  new PolledFlow<Change>(
    workspace,
    "tableChanges",
    { warehouseId: warehouseExample.id, table, startFrom: "version", startVersion: "0", ...more },
    batching,
  );

const versionsOf = (items: Change[]): unknown[] => items.map(({ _commit_version }) => _commit_version);
const idsOf = (items: Change[]): unknown[] => items.map(({ id }) => id);

const columnChanges: [string, string][] = [
  ["renamed", "RENAME COLUMN status TO state"],
  ["dropped", "DROP COLUMN status"],
  ["widened", "ALTER COLUMN id TYPE BIGINT"],
];

describe("a column that was changed", () => {
  it.each(columnChanges)("and %s hides no change", async (_what, alteration) => {
    await create();
    await insert(1);
    await sql(`ALTER TABLE ${table} ${alteration}`);
    await insert(2);
    for (const batching of [undefined, "pageByPage", "allAtOnce"] as const) {
      const polled = flow({}, batching);
      await polled.poll();
      expect(idsOf(polled.received)).toEqual([1, 2]);
      expect(polled.warnings).toEqual([]);
      expect((await polled.poll()).noChanges).toBe(true);
    }
  });

  it("hides none where several are changed one after the other, page by page", async () => {
    await create("id INT, a INT, b INT, c INT");
    for (const [index, column] of ["a", "b", "c"].entries()) {
      await insert(2 * index);
      await sql(`ALTER TABLE ${table} DROP COLUMN ${column}`);
      await insert(2 * index + 1);
    }
    const polled = flow({ pageSize: "1", changeCap: "4" });
    expect(idsOf((await polled.poll()).items)).toEqual([0, 1, 2, 3]);
    expect(idsOf((await polled.poll()).items)).toEqual([4, 5]);
  });

  it("costs few statements in a long history", async () => {
    await create();
    for (let id = 0; id < 60; id += 1) await insert(id);
    await sql(`ALTER TABLE ${table} RENAME COLUMN status TO state`);
    for (let id = 60; id < 120; id += 1) await insert(id);
    const polled = flow({ pageSize: "20" });
    await workspace.forget();
    await polled.poll();
    expect(idsOf(polled.received)).toEqual(Array.from({ length: 120 }, (_, id) => id));
    expect((await workspace.requests()).length).toBeLessThan(50);
  });
});

describe("a version that cannot be read", () => {
  const feed = (value: boolean): Promise<void> => setProperty("delta.enableChangeDataFeed", String(value));

  /** Versions 1 and 8 are readable, 2 and 3 and 5 to 7 not recorded. */
  const makeGaps = async (): Promise<void> => {
    await create();
    await insert(1);
    await feed(false);
    await insert(3);
    await feed(true);
    await feed(false);
    await insert(6);
    await insert(7);
    await feed(true);
    await insert(9);
  };

  it("is named, and alone left out", async () => {
    await makeGaps();
    const polled = flow({ afterGap: "newest" });
    expect(versionsOf((await polled.poll()).items)).toEqual([1, 9]);
    const told = polled.warnings;
    expect(told).toHaveLength(2);
    expect(told[0]).toMatch(/in versions 2 to 3 are lost; polling continues after version 3:/);
    expect(told[1]).toMatch(/in versions 5 to 7 are lost; polling continues after version 7:/);
  });

  it("fails the poll, by its number, after what is before it has been handed over", async () => {
    await makeGaps();
    for (const batching of [undefined, "pageByPage"] as const) {
      const polled = flow({}, batching);
      if (batching) await failureOf(polled.poll());
      else expect(versionsOf((await polled.poll()).items)).toEqual([1]);
      expect(versionsOf(polled.received)).toEqual([1]);
      const before = JSON.stringify(polled.instanceState);
      const { message } = await failureOf(polled.poll());
      expect(message).toContain("The changes of versions 2 to 3 are lost.");
      expect(message).toContain('"Go on from the newest version"');
      expect(JSON.stringify(polled.instanceState)).toBe(before);
      polled.parameters = { ...polled.parameters, afterGap: "newest" };
      await polled.poll();
      expect(versionsOf(polled.received)).toEqual([1, 9]);
    }
  });

  it("is skipped in few statements where the feed was off for long", async () => {
    await create();
    await insert(1);
    await feed(false);
    for (let id = 0; id < 80; id += 1) await insert(id);
    await feed(true);
    await insert(2);
    const polled = flow({ afterGap: "newest" });
    await workspace.forget();
    expect(versionsOf((await polled.poll()).items)).toEqual([1, 84]);
    expect(polled.warnings).toEqual([expect.stringContaining("in versions 2 to 82 are lost")]);
    expect((await workspace.requests()).length).toBeLessThan(40);
  });

  it("is the first of those that VACUUM has left, while later ones come", async () => {
    await create();
    await insert(1);
    await insert(2);
    await workspace.advance(8 * 86_400_000);
    await insert(3);
    await sql(`VACUUM ${table}`);
    const polled = flow({ afterGap: "newest" });
    expect(idsOf((await polled.poll()).items)).toEqual([3]);
    expect(polled.warnings).toEqual([expect.stringMatching(/in versions \d to 2 are lost/)]);
  });

  it("may be one whose type the table has outgrown", async () => {
    await create("id INT, status STRING", "'of' = 'test'");
    await insert(1);
    await sql(`ALTER TABLE ${table} ALTER COLUMN id TYPE BIGINT`);
    await setProperty("delta.enableTypeWidening", "false");
    await insert(2);
    const polled = flow({ afterGap: "newest" });
    await polled.poll();
    expect(idsOf(polled.received)).toContain(2);
  });

  it("is not what fails for another reason", async () => {
    await create();
    await insert(1);
    const polled = flow({ afterGap: "newest" });
    await workspace.fault({
      path: statements,
      skip: 2,
      times: 1,
      status: 200,
      body: {
        statement_id: "01",
        status: {
          state: "FAILED",
          error: { error_code: "BAD_REQUEST", message: "[FAILED_READ_FILE.NO_HINT] Access denied" },
        },
      },
    });
    expect((await failureOf(polled.poll())).message).toContain("Access denied");
    expect(idsOf((await polled.poll()).items)).toEqual([1]);
    await workspace.clearFaults();
  });
});

describe("Start From a time", () => {
  const clock = async (): Promise<number> => {
    const { json } = await workspace.call("GET", "/__workspace/clock");
    return (json as { now: number }).now;
  };

  /** A table whose first versions are no longer kept, and a time when they were made. */
  const forgetful = async (): Promise<string> => {
    await create();
    const then = await clock();
    await insert(1);
    await workspace.advance(31 * 86_400_000);
    await insert(2);
    return String(then);
  };

  it("before the kept history fails, and says where the history begins", async () => {
    const startTime = await forgetful();
    const { message } = await failureOf(flow({ startFrom: "time", startTime }).poll());
    expect(message).toMatch(/Start Time is .*, before the kept history/);
    expect(message).toMatch(/kept history begins with version 2, at 2025-12-19T.*Z/);
  });

  it("before the kept history begins with it where that is chosen, and says so", async () => {
    const startTime = await forgetful();
    const polled = flow({ startFrom: "time", startTime, afterGap: "newest" });
    expect(idsOf((await polled.poll()).items)).toEqual([2]);
    expect(polled.warnings).toEqual([expect.stringMatching(/lost if versions 0 to 1 made them/)]);
  });

  it("before the table was made is its beginning", async () => {
    await create();
    await insert(1);
    const polled = flow({ startFrom: "time", startTime: "2020-01-01T00:00:00Z" });
    expect(idsOf((await polled.poll()).items)).toEqual([1]);
    expect(polled.warnings).toEqual([]);
  });
});

describe("the table itself", () => {
  it("is known again in another time zone", async () => {
    await create();
    const polled = flow({ startFrom: "now" });
    await polled.poll();
    for (const [index, time_zone] of ["America/Los_Angeles", "Asia/Kolkata", null].entries()) {
      await workspace.statements({ time_zone });
      const { noChanges } = await polled.poll();
      expect({ time_zone, noChanges }).toEqual({ time_zone, noChanges: true });
      await insert(index);
      expect(idsOf((await polled.poll()).items)).toEqual([index]);
    }
    expect(polled.warnings).toEqual([]);
  });

  it("asks one statement where nothing is new, also in another time zone", async () => {
    await create();
    const polled = flow({ startFrom: "now" });
    await polled.poll();
    await workspace.statements({ time_zone: "Europe/Berlin" });
    await workspace.forget();
    await polled.poll();
    expect(await workspace.requests()).toHaveLength(1);
  });

  it.each<[string, Record<string, unknown>]>([
    ["in other letters", { table: "WORKSPACE.Default.`Orders`" }],
    ["part by part", { catalog: "workspace", schema: "`default`", table: "orders" }],
  ])("is known again when its name is spelled %s", async (_how, spelled) => {
    await create();
    await insert(1);
    const polled = flow();
    await polled.poll();
    polled.parameters = { ...polled.parameters, ...spelled };
    expect((await polled.poll()).items).toEqual([]);
    expect(polled.warnings).toEqual([]);
  });

  it("that is replaced in place goes on with its history", async () => {
    await create();
    await insert(1);
    const polled = flow();
    await polled.poll();
    await sql(
      `CREATE OR REPLACE TABLE ${table} (id INT, status STRING) TBLPROPERTIES (delta.enableChangeDataFeed = true, 'delta.columnMapping.mode' = 'name')`,
    );
    await insert(2);
    expect((await polled.poll()).items).toMatchObject([
      { id: 1, _change_type: "delete" },
      { id: 2, _change_type: "insert" },
    ]);
    expect(polled.warnings).toEqual([]);
  });

  it("goes on with a state of the first releases", async () => {
    await create();
    await insert(1);
    const polled = flow();
    await polled.poll();
    const { version: _version, ...former } = polled.pollingState;
    polled.pollingState = former;
    await insert(2);
    expect(idsOf((await polled.poll()).items)).toEqual([2]);
    expect(polled.warnings).toEqual([]);
  });
});
