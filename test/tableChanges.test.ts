/** Table Changes on the built bundle: the change data feed of a Delta table, version by version. */
import { warehouseExample } from "../src/services/warehouses/warehousesExamples";
import { failureOf, runIn } from "./support/component";
import { PolledFlow } from "./support/polledFlow";
import { useWorkspace } from "./support/workspace";

type Change = Record<string, unknown>;

const table = "workspace.default.orders";

const workspace = useWorkspace({ clock: "auto" });

const sql = (sqlStatement: string): Promise<unknown> =>
  runIn(workspace, "runSql", { warehouseId: warehouseExample.id, sqlStatement });

const create = (properties = "TBLPROPERTIES (delta.enableChangeDataFeed = true)"): Promise<unknown> =>
  sql(`CREATE TABLE ${table} (id INT, status STRING) ${properties}`);

const flow = (
  more: Record<string, unknown> = {},
  batching?: "pageByPage" | "allAtOnce",
): PolledFlow<Change> =>
  new PolledFlow<Change>(
    workspace,
    "tableChanges",
    { warehouseId: warehouseExample.id, table, ...more },
    batching,
  );

const told = ({ items }: { items: Change[] }): unknown[] =>
  items.map(({ id, status, _change_type, _commit_version }) => [_commit_version, _change_type, id, status]);

describe("Table Changes", () => {
  it("gives what changes after the first poll, with its kind and version", async () => {
    await create();
    await sql(`INSERT INTO ${table} VALUES (1, 'placed')`);
    const polled = flow();
    expect(await polled.poll()).toEqual({ items: [], pages: 1, noChanges: true });
    await sql(`INSERT INTO ${table} VALUES (2, 'placed')`);
    await sql(`UPDATE ${table} SET status = 'paid' WHERE id = 1`);
    await sql(`DELETE FROM ${table} WHERE id = 2`);
    expect(told(await polled.poll())).toEqual([
      [2, "insert", 2, "placed"],
      [3, "update_postimage", 1, "paid"],
      [4, "delete", 2, "placed"],
    ]);
    expect(await polled.poll()).toEqual({ items: [], pages: 1, noChanges: true });
  });

  it("reads no more versions at a time than Max Result Rows of the connection allows", async () => {
    await create();
    for (const id of [1, 2, 3, 4, 5]) await sql(`INSERT INTO ${table} VALUES (${id}, 'placed')`);
    const polled = flow({ startFrom: "version", startVersion: "0" });
    polled.connectionFields = { maxResultRows: "2" };
    expect((await polled.poll()).items.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5]);
    expect((await polled.poll()).noChanges).toBe(true);
  });

  it("gives before-images where they are wanted", async () => {
    await create();
    const polled = flow({ startFrom: "version", startVersion: "1", includeBeforeImages: "true" });
    await sql(`INSERT INTO ${table} VALUES (1, 'placed')`);
    await sql(`UPDATE ${table} SET status = 'paid'`);
    expect(told(await polled.poll()).sort()).toEqual([
      [1, "insert", 1, "placed"],
      [2, "update_postimage", 1, "paid"],
      [2, "update_preimage", 1, "placed"],
    ]);
  });

  it("begins at a time", async () => {
    await create();
    await sql(`INSERT INTO ${table} VALUES (1, 'early')`);
    await workspace.advance(60_000);
    const { json } = await workspace.call("GET", "/__workspace/clock");
    const { now } = json as { now: number };
    await sql(`INSERT INTO ${table} VALUES (2, 'late')`);
    const polled = flow({ startFrom: "time", startTime: String(now) });
    expect(told(await polled.poll())).toEqual([[2, "insert", 2, "late"]]);
  });

  it("reads whole versions, as many as fit into a page", async () => {
    await create();
    for (let version = 1; version <= 5; version += 1) {
      await sql(`INSERT INTO ${table} SELECT CAST(id AS INT), 'v${version}' FROM range(3)`);
    }
    const given = { startFrom: "version", startVersion: "0", pageSize: "7", changeCap: "9" };
    for (const batching of [undefined, "pageByPage"] as const) {
      const polled = flow(given, batching);
      const first = await polled.poll();
      expect(first.items.map(({ _commit_version }) => _commit_version)).toEqual([1, 1, 1, 2, 2, 2, 3, 3, 3]);
      expect(first.pages).toBe(batching ? 2 : 1);
      expect((await polled.poll()).items).toHaveLength(6);
      expect((await polled.poll()).noChanges).toBe(true);
    }
  });

  it("asks one statement of the warehouse where nothing has changed", async () => {
    await create();
    const polled = flow();
    await polled.poll();
    await workspace.forget();
    await polled.poll();
    expect((await workspace.requests()).map(({ method, path }) => `${method} ${path}`)).toEqual([
      "POST /api/2.0/sql/statements",
    ]);
  });

  it("says how to switch the feed on", async () => {
    await create("");
    const error = await failureOf(flow().poll());
    expect(error.message).toContain(
      "ALTER TABLE `workspace`.`default`.`orders` SET TBLPROPERTIES (delta.enableChangeDataFeed = true)",
    );
  });

  describe.each<[string, () => Promise<unknown>, RegExp]>([
    [
      "the feed was off for a while",
      async () => {
        await sql(`ALTER TABLE ${table} SET TBLPROPERTIES (delta.enableChangeDataFeed = false)`);
        await sql(`INSERT INTO ${table} VALUES (2, 'lost')`);
        await sql(`ALTER TABLE ${table} SET TBLPROPERTIES (delta.enableChangeDataFeed = true)`);
      },
      /change data feed was disabled for some of these versions/,
    ],
    [
      "versions were vacuumed",
      async () => {
        await sql(`INSERT INTO ${table} VALUES (2, 'lost')`);
        await sql(`DELETE FROM ${table} WHERE id = 2`);
        await workspace.advance(8 * 86_400_000);
        await sql(`VACUUM ${table}`);
      },
      /versions no longer exist, after VACUUM/,
    ],
    [
      "the table was replaced by another",
      async () => {
        await sql(`DROP TABLE ${table}`);
        await create();
        for (let id = 0; id < 4; id += 1) await sql(`INSERT INTO ${table} VALUES (${id}, 'lost')`);
      },
      /the table has been replaced/,
    ],
    [
      "the table was replaced by one that is as old",
      async () => {
        await sql(`DROP TABLE ${table}`);
        await workspace.advance(1000);
        await create();
        await sql(`INSERT INTO ${table} VALUES (1, 'lost')`);
      },
      /the table has been replaced/,
    ],
    [
      "the table was replaced by a younger one",
      async () => {
        await sql(`DROP TABLE ${table}`);
        await create();
      },
      /the table has been replaced/,
    ],
  ])("when %s", (_what, happens, words) => {
    it("fails, says what to do, and stays where it is", async () => {
      await create();
      await sql(`INSERT INTO ${table} VALUES (1, 'placed')`);
      const polled = flow();
      await polled.poll();
      const before = JSON.stringify(polled.instanceState);
      await happens();
      for (let time = 0; time < 2; time += 1) {
        const { message } = await failureOf(polled.poll());
        expect(message).toMatch(words);
        expect(message).toContain("Go on from the newest version");
      }
      expect(JSON.stringify(polled.instanceState)).toBe(before);
    });

    it("goes on from the newest version where that is chosen, and says what is lost", async () => {
      await create();
      await sql(`INSERT INTO ${table} VALUES (1, 'placed')`);
      const polled = flow({ afterGap: "newest" });
      await polled.poll();
      await happens();
      expect((await polled.poll()).items).toEqual([]);
      expect(polled.lines.map(({ text }) => text).join("\n")).toMatch(/Changes of .* are lost/);
      await sql(`INSERT INTO ${table} VALUES (9, 'found')`);
      expect((await polled.poll()).items).toMatchObject([{ id: 9, _change_type: "insert" }]);
    });
  });
});
