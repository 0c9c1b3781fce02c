/** Find Rows with conditions as rows of column, operator and value. */
import type { FoundRows } from "../src/services/records/findRows";
import { warehouseExample } from "../src/services/warehouses/warehousesExamples";
import { failureOf } from "./support/component";
import { runDirectly } from "./support/directStatements";
import { useSqlRuns } from "./support/sqlRuns";

const sql = useSqlRuns();

const rows = [
  "(1, 'Ada', 1.50, 10)",
  "(9007199254740993, '100% _wool_', 20.00, 20)",
  "(3, 'it''s \\\\ \"so\"', NULL, 30)",
];

beforeEach(async () => {
  const columns = "id BIGINT, name STRING, amount DECIMAL(10,2), place INT";
  await runDirectly(sql.workspace, `CREATE TABLE workspace.default.things (${columns})`);
  await runDirectly(sql.workspace, `INSERT INTO workspace.default.things VALUES ${rows.join(", ")}`);
  await sql.workspace.forget();
});

const table = { warehouseId: warehouseExample.id, catalog: "workspace", schema: "default", table: "things" };

const find = (parameters: object): Promise<FoundRows> =>
  sql.run("findRows", { ...table, ...parameters }) as Promise<FoundRows>;

/** The places of what is found. */
const found = async (parameters: object): Promise<unknown[]> =>
  (await find({ orderBy: ["place"], ...parameters })).rows.map(({ place }) => place);

describe("a condition of a row", () => {
  test.each<[object, number[]]>([
    [{ column: "name", value: "Ada" }, [10]],
    [{ column: "id", operator: "greaterOrEqual", value: "3" }, [20, 30]],
    [{ column: "id", operator: "in", value: "1, 3" }, [10, 30]],
    [{ column: "id", operator: "notIn", value: "[1, 9007199254740993]" }, [30]],
    [{ column: "id", operator: "in", value: [1] }, [10]],
    [{ column: "id", operator: "in", value: 3 }, [30]],
    [{ column: "amount", operator: "between", value: "1, 19.99" }, [10]],
    [{ column: "amount", operator: "isNull", value: "" }, [30]],
    [{ column: "name", operator: "in", value: '["it\'s \\\\ \\"so\\"", "x, y"]' }, [30]],
    [{ column: "name", operator: "contains", value: "'s" }, [30]],
  ])("%j finds %j", async (row, expected) => {
    expect(await found({ conditionRows: [{ column: "", operator: "equals", value: "" }, row] })).toEqual(
      expected,
    );
  });

  test("counts together with the conditions of JSON", async () => {
    const conditionRow = { column: "amount", operator: "isNull" };
    expect(await found({ conditions: { id: [1, 3] }, conditionRows: [conditionRow] })).toEqual([30]);
    expect(await found({ conditions: { id: 1 }, conditionRows: [conditionRow], match: "any" })).toEqual([
      10, 30,
    ]);
  });

  test.each<[object, string]>([
    [{ value: "x" }, "Condition Rows, row 1: Column is empty."],
    [{ column: "id", operator: "in", value: "" }, "Condition Rows, row 1: Value is empty."],
    [{ column: "id", operator: "in", value: "[1" }, "Condition Rows, row 1: Value is not JSON"],
    [{ column: "id", value: "x" }, "Condition Rows, row 1, column id: "],
    [
      { column: "id", operator: "between", value: "1" },
      "Condition Rows, row 1, column id: between takes a list of two values",
    ],
    [
      { column: "id", operator: "isNull", value: "1" },
      "Condition Rows, row 1, column id: isNull takes no value",
    ],
    [{ column: "nothing", value: "x" }, "Condition Rows, row 1 names nothing, which is no column of"],
    [{ column: "id", operator: "is", value: "1" }, "Condition Rows, row 1: Operator must be one of equals, "],
  ])("%j is refused by its row", async (row, told) => {
    expect((await failureOf(find({ conditionRows: [row] }))).message).toContain(told);
    expect(await sql.submissions()).toEqual([]);
  });
});
