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
  it("pages", async () => {
    await sql("CREATE TABLE workspace.default.t (id INT, c TIMESTAMP)");
    await sql(
      "INSERT INTO workspace.default.t SELECT CAST(id AS INT), timestamp_micros(1700000000000001 + (id div 4)) FROM range(50)",
    );
    for (const key of [{}, { keyColumn: "id" }])
      for (const batched of [false, true]) {
        const polled = flow({ startFrom: "beginning", pageSize: "6", rowCap: "20", ...key }, batched);
        const got: unknown[] = [];
        for (let i = 0; i < 5; i++) {
          const p = await polled.poll();
          console.log(JSON.stringify(key), batched, p.pages, p.items.length, p.noChanges, polled.stateSize);
          got.push(...ids(p));
        }
        expect(got).toEqual(Array.from({ length: 50 }, (_, i) => i));
      }
  });
});
