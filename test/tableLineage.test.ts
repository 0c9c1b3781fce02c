/** The lineage of a table of Unity Catalog, out of its system tables. */
import { columnLineageRows } from "../src/services/unityCatalog/lineageExamples";
import { warehouseExample } from "../src/services/warehouses/warehousesExamples";
import { failureOf, runnerIn } from "./support/component";
import { previewIn } from "./support/previews";
import { useWorkspace } from "./support/workspace";

const workspace = useWorkspace();

const run = runnerIn(workspace);

describe("lineage", () => {
  const table = { warehouseId: warehouseExample.id, table: "workspace.default.CUSTOMERS" };

  it("is returned by column, in one direction, for the requested days, up to a limit", async () => {
    const [row] = columnLineageRows;
    expect(await run("getTableLineage", { ...table, byColumn: true, direction: "upstream" })).toMatchObject({
      upstream: [
        {
          table_full_name: row?.source_table_full_name,
          source_column_name: "full_name",
          target_column_name: "name",
        },
      ],
      downstream: [],
      hasMore: false,
    });
    expect(await run("getTableLineage", { ...table, limit: 1 })).toMatchObject({
      upstream: [],
      downstream: [{ entity_type: "DASHBOARD_V3", table_full_name: null }],
      hasMore: true,
    });
    await workspace.advance(10 * 24 * 3_600_000);
    const empty = { upstream: [], downstream: [], hasMore: false };
    expect(await run("getTableLineage", { ...table, days: 5 })).toEqual(empty);
  });

  it("counts writes from a file, and none without a source", async () => {
    const event = {
      target_table_full_name: "main.default.t",
      target_type: "TABLE",
      entity_type: "NOTEBOOK",
      entity_id: "9007199254740993",
      event_time: "2025-11-18T10:00:00Z",
      event_date: "2025-11-18",
    };
    await workspace.systemTables({
      "access.table_lineage": [event, { ...event, source_path: "s3://b/x", source_type: "PATH" }],
    });
    const found = await run("getTableLineage", { ...table, table: "main.default.t" });
    expect(found).toEqual({
      upstream: [
        {
          table_full_name: null,
          path: "s3://b/x",
          type: "PATH",
          entity_type: "NOTEBOOK",
          entity_id: "9007199254740993",
          events: 1,
          last_event_time: "2025-11-18T10:00:00.000Z",
        },
      ],
      downstream: [],
      hasMore: false,
    });
  });

  it("has room for every source, however often the table was written without one", async () => {
    const event = {
      target_table_full_name: "main.default.t",
      target_type: "TABLE",
      entity_type: "DBSQL_QUERY",
      event_time: "2025-11-18T10:00:00Z",
      event_date: "2025-11-18",
    };
    const source = { source_table_full_name: "main.default.t", source_type: "TABLE" };
    const copy = { ...event, ...source, entity_id: "q0", event_time: "2025-11-17T10:00:00Z" };
    await workspace.systemTables({
      "access.table_lineage": [
        ...["q1", "q2", "q3"].map((entity_id) => ({ ...event, entity_id })),
        // The table was created again elsewhere meanwhile, and is a source of itself.
        { ...copy, target_path: "s3://b/old" },
        { ...copy, target_path: "s3://b/new" },
      ],
    });
    const entry = {
      table_full_name: "main.default.t",
      type: "TABLE",
      entity_type: "DBSQL_QUERY",
      entity_id: "q0",
      last_event_time: "2025-11-17T10:00:00.000Z",
    };
    const ofTable = { ...table, table: "main.default.t" };
    expect(await run("getTableLineage", { ...ofTable, direction: "upstream", limit: 2 })).toEqual({
      upstream: [{ ...entry, path: null, events: 2 }],
      downstream: [],
      hasMore: false,
    });
    expect(await run("getTableLineage", ofTable)).toMatchObject({
      upstream: [{ ...entry, path: null }],
      downstream: [
        { ...entry, path: "s3://b/new", events: 1 },
        { ...entry, path: "s3://b/old", events: 1 },
      ],
    });
  });

  it("that may not be read says who can help", async () => {
    await workspace.fault({
      method: "POST",
      path: "/api/2.0/sql/statements",
      status: 200,
      body: {
        statement_id: "01ef9de4-091e-1cca-a458-a00ed5ab7b11",
        status: {
          state: "FAILED",
          error: {
            error_code: "BAD_REQUEST",
            message:
              "[TABLE_OR_VIEW_NOT_FOUND] The table or view `system`.`access`.`table_lineage` cannot be found.",
          },
        },
      },
    });
    expect((await failureOf(run("getTableLineage", table))).message).toContain(
      "An administrator must enable the system schema access",
    );
  });

  it("is not previewed on a warehouse that is stopped", async () => {
    await workspace.call("POST", `/api/2.0/sql/warehouses/${warehouseExample.id}/stop`);
    await workspace.advance(600_000);
    const error = await failureOf(previewIn(workspace, "getTableLineage", table));
    expect(error.message).toContain("a preview does not start it");
  });
});
