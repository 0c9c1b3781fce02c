import type { SystemTable } from "../src/catalog/systemTables";
import { createSqlEngine } from "../src/duckdbEngine";
import type { SqlEngine } from "../src/engine";

const rows: Record<string, unknown>[] = [];
const usage: SystemTable = {
  schema: "billing",
  name: "usage",
  comment: "What was used",
  columns: {
    record_id: "STRING",
    usage_start_time: "TIMESTAMP",
    usage_quantity: "DECIMAL(38,18)",
    custom_tags: "MAP<STRING,STRING>",
    usage_metadata: "STRUCT<warehouse_id: STRING, job_run_id: STRING>",
  },
  rows: () => rows,
};

let engine: SqlEngine;
beforeEach(async () => {
  rows.length = 0;
  engine = await createSqlEngine(undefined, undefined, undefined, [usage]);
});
afterEach(() => engine.close());

const read = async (statement: string): Promise<(string | null)[][]> => {
  const result = await engine.run(statement);
  const all = await result.textRows(0, result.rowCount);
  await result.close();
  return all;
};

describe("a table of the catalog system", () => {
  it("has the rows that there are when a query reads it", async () => {
    expect(await read("SELECT * FROM system.billing.usage")).toEqual([]);
    rows.push(
      {
        record_id: "it's 1",
        usage_start_time: "2026-11-01T10:00:00Z",
        usage_quantity: 1.5,
        custom_tags: { customer_id: "acme" },
        usage_metadata: { warehouse_id: "w" },
      },
      { record_id: "2" },
    );
    expect(
      await read(
        "SELECT record_id, usage_start_time, usage_quantity * 2, custom_tags['customer_id'], usage_metadata.warehouse_id, usage_metadata.job_run_id FROM system.billing.usage ORDER BY 1",
      ),
    ).toEqual([
      ["2", null, null, null, null, null],
      ["it's 1", "2026-11-01T10:00:00.000Z", "3.0000000000000000", "acme", "w", null],
    ]);
  });

  it("is listed, and cannot be changed", async () => {
    expect(await read("SHOW TABLES IN system.billing")).toEqual([["billing", "usage", "false"]]);
    await expect(read("INSERT INTO system.billing.usage (record_id) VALUES ('1')")).rejects.toThrow();
    await expect(read("DROP SCHEMA system.billing CASCADE")).rejects.toThrow(/read-only/);
  });

  it("has no other column than it says, and there is no other", async () => {
    await expect(read("SELECT account_id FROM system.billing.usage")).rejects.toThrow(/UNRESOLVED_COLUMN/);
    await expect(read("SELECT * FROM system.billing.list_prices")).rejects.toThrow(/TABLE_OR_VIEW_NOT_FOUND/);
  });
});
