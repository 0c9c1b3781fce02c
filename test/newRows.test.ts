/** New Rows on the built bundle: every row once, whatever the polls meet. */
import { warehouse } from "../src/api/warehouses";
import { runIn } from "./support/component";
import { PolledFlow } from "./support/polledFlow";
import { freshWorkspace, type TestWorkspace } from "./support/workspace";

type Row = Record<string, unknown>;

let workspace: TestWorkspace;
beforeEach(async () => {
  workspace = await freshWorkspace({ clock: "auto" });
});
afterEach(() => workspace.close());

const sql = (sqlStatement: string): Promise<unknown> =>
  runIn(workspace, "runSql", { warehouseId: warehouse.id, sqlStatement });

const flow = (more: Record<string, unknown>, batching?: "pageByPage" | "allAtOnce"): PolledFlow<Row> =>
  new PolledFlow<Row>(
    workspace,
    "newRows",
    { warehouseId: warehouse.id, table: "workspace.default.t", cursorColumn: "c", ...more },
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
});
