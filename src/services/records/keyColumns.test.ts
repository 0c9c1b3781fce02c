import { requiredKeyColumns } from "./keyColumns";
import { addedColumn, type TargetTable } from "./targetTable";

const tableOf = (primaryKey: string[]): TargetTable => ({
  catalog: "main",
  schema: "sales",
  table: "orders",
  columns: [addedColumn("Id", "BIGINT"), addedColumn("line", "INT")],
  primaryKey,
});

describe("key columns", () => {
  test("are found in any case, each once", () => {
    expect(requiredKeyColumns(tableOf([]), ["ID", "line", "id"])).toEqual(["Id", "line"]);
  });

  test("are those of the primary key where none are given", () => {
    expect(requiredKeyColumns(tableOf(["line"]), [])).toEqual(["line"]);
    expect(() => requiredKeyColumns(tableOf([]), [])).toThrow(
      "Key Columns is empty, and the table main.sales.orders has no primary key.",
    );
  });

  test("must be columns of the table", () => {
    expect(() => requiredKeyColumns(tableOf([]), ["nr"])).toThrow(
      /^Key Columns names nr, which is no column of /,
    );
  });
});
