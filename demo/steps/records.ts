import assert from "node:assert/strict";
import type { Step } from "../guide";
import { sql } from "./sql";
import { runningWarehouse } from "./warehouses";

const table = "workspace.default.orders";

/** The volume of the seeded workspace. */
export const landing = "/Volumes/workspace/default/landing";

/** What the actions that write records give. */
interface WriteResult {
  inserted: number;
  updated: number;
  deleted: number;
  batches: number;
  alreadyLoaded?: boolean;
  message?: string;
}

interface Order {
  id: number;
  status: string;
  total: string;
  placed_at: string;
  lines: { sku: string; quantity: number }[];
}

const orderOf = (id: number): Order => ({
  id,
  status: id % 3 === 0 ? "paid" : "open",
  total: (id * 1.25).toFixed(2),
  placed_at: "2025-11-18T09:30:00.123456Z",
  lines: [{ sku: `A-${id}`, quantity: id % 5 }],
});

/** More than one statement takes as a parameter. */
const manyOrders = 20_000;

/** Records of an earlier step, in a table, with every value as it was. */
export const records: Step = {
  title:
    "Records written to a table without SQL: inserted, upserted by key, and twenty thousand exactly once",
  run: async (guide) => {
    const { id: warehouseId } = await runningWarehouse(guide);
    await sql(
      guide,
      `CREATE OR REPLACE TABLE ${table} (id BIGINT NOT NULL, status STRING DEFAULT 'new', total DECIMAL(12,2),
       placed_at TIMESTAMP, lines ARRAY<STRUCT<sku: STRING, quantity: INT>>, CONSTRAINT orders_key PRIMARY KEY (id))
       TBLPROPERTIES ('delta.feature.allowColumnDefaults' = 'supported')`,
    );
    const place = { warehouseId, table };

    const inserted = await guide.call<WriteResult>("insertRows", {
      ...place,
      records: [orderOf(1), orderOf(2), { id: 3, total: "9007199254.74" }],
    });
    assert.equal(inserted.inserted, 3);

    const upserted = await guide.call<WriteResult>("upsertRows", {
      ...place,
      records: [{ id: 2, status: "paid" }, orderOf(4)],
    });
    assert.deepEqual([upserted.updated, upserted.inserted], [1, 1]);
    guide.screen.good(
      "the key is the table's primary key; missing fields stay unchanged or get their default",
    );

    const found = await guide.call<{ rows: Order[] }>("findRows", {
      ...place,
      conditions: [{ column: "id", operator: "in", value: [2, 3, 4] }],
      orderBy: ["id"],
    });
    guide.screen.table(found.rows.map((row) => ({ ...row, lines: JSON.stringify(row.lines) })));
    assert.deepEqual(found.rows[0], { ...orderOf(2), status: "paid" });
    assert.deepEqual(found.rows[2], orderOf(4));
    assert.deepEqual([found.rows[1]?.status, found.rows[1]?.total], ["new", "9007199254.74"]);

    const many = {
      ...place,
      records: Array.from({ length: manyOrders }, (_, index) => orderOf(index + 5)),
      stagingVolume: landing,
      batchId: "orders of today",
    };
    const first = await guide.call<WriteResult>("insertRows", many);
    const again = await guide.call<WriteResult>("insertRows", many);
    assert.deepEqual([first.inserted, first.alreadyLoaded], [manyOrders, undefined]);
    assert.equal(again.alreadyLoaded, true);
    const [counted] = (await sql<{ n: number }>(guide, `SELECT count(*) AS n FROM ${table}`)).rows;
    assert.equal(counted?.n, manyOrders + 4);
    guide.screen.good("the same batch twice: one file, loaded once");
  },
};
