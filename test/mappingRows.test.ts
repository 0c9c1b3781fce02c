/** The mapping of columns to fields as rows, in the actions that write records. */
import { warehouseExample } from "../src/services/warehouses/warehousesExamples";
import { failureOf } from "./support/component";
import { runDirectly } from "./support/directStatements";
import { useSqlRuns } from "./support/sqlRuns";

const sql = useSqlRuns();

beforeEach(async () => {
  await runDirectly(sql.workspace, "CREATE TABLE workspace.default.people (id BIGINT, `odd name` STRING)");
  await sql.workspace.forget();
});

const place = { warehouseId: warehouseExample.id, catalog: "workspace", schema: "default", table: "people" };

const write = (key: string, more: object): Promise<unknown> =>
  sql.run(key, { ...place, records: [{ customerId: 7, full: "Ada" }], ...more });

const found = async (): Promise<unknown> => ((await sql.run("findRows", place)) as { rows: unknown }).rows;

const columnMappingRows = [
  { column: "id", field: "customerId" },
  { column: "", field: "" },
  { column: "Odd Name", field: "full" },
];

test("fills the columns that it names, in every action that writes", async () => {
  await write("insertRows", { columnMappingRows });
  expect(await found()).toEqual([{ id: 7, "odd name": "Ada" }]);
  await write("upsertRows", {
    columnMappingRows,
    keyColumns: ["id"],
    records: [{ customerId: 7, full: "Emmy" }],
  });
  expect(await found()).toEqual([{ id: 7, "odd name": "Emmy" }]);
  await write("deleteRows", { columnMappingRows, keyColumns: ["id"], records: [{ customerId: 7 }] });
  expect(await found()).toEqual([]);
});

test("counts together with the mapping of JSON", async () => {
  await write("insertRows", {
    columnMapping: { id: "customerId" },
    columnMappingRows: columnMappingRows.slice(1),
  });
  expect(await found()).toEqual([{ id: 7, "odd name": "Ada" }]);
});

test.each<[object, string]>([
  [{ columnMappingRows: [{ column: "id" }] }, "Column Mapping Rows, row 1: Field is empty."],
  [
    { columnMappingRows: [...columnMappingRows, { column: "ID", field: "x" }] },
    "Column Mapping Rows name the column ID, which is mapped already.",
  ],
  [
    { columnMapping: { id: "customerId" }, columnMappingRows },
    "Column Mapping Rows name the column id, which is mapped already.",
  ],
])("%j is refused, and nothing is sent", async (more, told) => {
  expect((await failureOf(write("insertRows", more))).message).toBe(told);
  expect(await sql.sent()).toEqual([]);
});
