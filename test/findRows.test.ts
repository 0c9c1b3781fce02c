/** Find Rows on the local workspace: which rows are found, what was sent, and what the builder sees. */
import type { FoundRows } from "../src/services/records/findRows";
import { warehouseExample } from "../src/services/warehouses/warehousesExamples";
import { failureOf } from "./support/component";
import { runDirectly } from "./support/directStatements";
import { useSqlRuns } from "./support/sqlRuns";

const sql = useSqlRuns();

const columns = [
  "id BIGINT",
  "name STRING",
  "amount DECIMAL(10,2)",
  "day DATE",
  "at TIMESTAMP",
  "paid BOOLEAN",
  "hash BINARY",
  "score DOUBLE",
  "tags ARRAY<STRING>",
  "`odd name` INT",
];

const rows = [
  "(1, 'Ada', 1.50, DATE '2025-11-18', TIMESTAMP '2025-11-18T12:00:00Z', true, unhex('00ff'), 0.5, array('a'), 10)",
  "(9007199254740993, '100% _wool_', 20.00, DATE '2025-11-19', TIMESTAMP '2025-11-18T12:00:00.000001Z', false, unhex('01'), 1.5, NULL, 20)",
  "(3, 'it''s \\\\ \"so\"', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 30)",
];

beforeEach(async () => {
  await runDirectly(sql.workspace, `CREATE TABLE workspace.default.things (${columns.join(", ")})`);
  await runDirectly(sql.workspace, `INSERT INTO workspace.default.things VALUES ${rows.join(", ")}`);
  await sql.workspace.forget();
});

const place = { warehouseId: warehouseExample.id, catalog: "workspace", schema: "default", table: "things" };

const find = (parameters: object = {}): Promise<FoundRows> =>
  sql.run("findRows", { ...place, ...parameters }) as Promise<FoundRows>;

/** The column `odd name` of what is found, which tells the rows apart. */
const found = async (conditions: unknown, more: object = {}): Promise<unknown[]> => {
  const result = await find({ conditions, columns: ["odd name"], orderBy: ["odd name"], ...more });
  return result.rows.map((row) => row["odd name"]);
};

const message = async (parameters: object): Promise<string> => (await failureOf(find(parameters))).message;

describe("a condition", () => {
  test.each<[string, string, unknown, number[]]>([
    ["id", "equals", "9007199254740993", [20]],
    ["id", "=", 1, [10]],
    ["ID", "notEquals", 1, [20, 30]],
    ["id", "in", [1, "3", 4], [10, 30]],
    ["id", "NOT IN", [1], [20, 30]],
    ["id", "in", [], []],
    ["id", "notIn", [], [10, 20, 30]],
    ["amount", "equals", "1.5", [10]],
    ["amount", "greater", 1.5, [20]],
    ["amount", ">=", "1.50", [10, 20]],
    ["amount", "less", "20", [10]],
    ["amount", "less_or_equal", 20, [10, 20]],
    ["amount", "between", [1.5, "20.00"], [10, 20]],
    ["amount", "isNull", undefined, [30]],
    ["amount", "is not null", null, [10, 20]],
    ["day", "equals", "2025-11-19", [20]],
    ["day", "less", "2025-11-19", [10]],
    ["at", "equals", "2025-11-18T13:00:00+01:00", [10]],
    ["at", "greater", "2025-11-18T12:00:00Z", [20]],
    ["at", "in", ["2025-11-18T12:00:00.000001Z"], [20]],
    ["paid", "equals", "yes", [10]],
    ["hash", "equals", "AP8=", [10]],
    ["hash", "in", ["AQ=="], [20]],
    ["score", "<=", 0.5, [10]],
    ["tags", "isNotNull", "", [10]],
    ["odd name", "equals", 30, [30]],
    ["name", "equals", 'it\'s \\ "so"', [30]],
    ["name", "startsWith", "100%", [20]],
    ["name", "startsWith", "1_0", []],
    ["name", "contains", "_wool_", [20]],
    ["name", "contains", "%", [20]],
    ["name", "contains", "\\", [30]],
    ["name", "contains", "'s", [30]],
  ])("%s %s %j finds %j", async (column, operator, value, expected) => {
    expect(await found([{ column, operator, value }])).toEqual(expected);
  });

  test("on a long list has one parameter, whatever the type of the column", async () => {
    const numbers = Array.from({ length: 3000 }, (_, index) => index + 2);
    const long = {
      id: [...numbers, "9007199254740993"],
      amount: [...numbers, "1.5"],
      name: [...numbers.map((number) => `name ${number}`), "Ada"],
      day: [...numbers.map((number) => `${1000 + number}-01-01`), "2025-11-19"],
    };
    expect(await found([{ column: "id", operator: "in", value: long.id }])).toEqual([20, 30]);
    expect(await found([{ column: "amount", operator: "in", value: long.amount }])).toEqual([10, 20]);
    expect(await found([{ column: "name", operator: "notIn", value: long.name }])).toEqual([20, 30]);
    expect(await found([{ column: "day", operator: "in", value: long.day }])).toEqual([20]);
    const bytes = numbers.map((number) => Buffer.from(`b${number}`).toString("base64"));
    expect(await found([{ column: "hash", operator: "in", value: [...bytes, "AP8="] }])).toEqual([10]);
    for (const { parameters } of await sql.submissions()) expect(parameters).toHaveLength(1);
  });
});

describe("conditions", () => {
  test("are all fulfilled, or any of them", async () => {
    const conditions = [
      { column: "id", operator: "greater", value: 1 },
      { column: "amount", operator: "isNull" },
    ];
    expect(await found(conditions)).toEqual([30]);
    expect(await found(conditions, { match: "any" })).toEqual([20, 30]);
  });

  test("may be an object of columns and values", async () => {
    expect(await found({ id: 1, name: "Ada" })).toEqual([10]);
    expect(await found({ amount: null })).toEqual([30]);
    expect(await found({ id: [1, 3] })).toEqual([10, 30]);
    expect(await found('{"id": 9007199254740993}')).toEqual([20]);
  });

  test("that are none find every row", async () => {
    expect(await found(undefined)).toEqual([10, 20, 30]);
    expect(await found("")).toEqual([10, 20, 30]);
    expect(await found([])).toEqual([10, 20, 30]);
  });

  test("send no value and no direction in the text of the statement", async () => {
    const value = "x'); DROP TABLE things --";
    await found([{ column: "name", operator: "equals", value }], { orderBy: ["Odd Name desc", "id"] });
    expect(await sql.submissions()).toEqual([
      expect.objectContaining({
        statement:
          "SELECT `odd name` FROM `workspace`.`default`.`things` WHERE `name` = :p1 ORDER BY `odd name` DESC, `id` ASC LIMIT 101",
        parameters: [{ name: "p1", value, type: "STRING" }],
      }),
    ]);
  });
});

describe("the result", () => {
  test("has exact, typed values", async () => {
    expect(await find({ conditions: { "odd name": [10, 20] }, orderBy: '["id DESC"]' })).toEqual({
      rows: [
        {
          id: "9007199254740993",
          name: "100% _wool_",
          amount: "20.00",
          day: "2025-11-19",
          at: "2025-11-18T12:00:00.000001Z",
          paid: false,
          hash: "AQ==",
          score: 1.5,
          tags: null,
          "odd name": 20,
        },
        {
          id: 1,
          name: "Ada",
          amount: "1.50",
          day: "2025-11-18",
          at: "2025-11-18T12:00:00.000Z",
          paid: true,
          hash: "AP8=",
          score: 0.5,
          tags: ["a"],
          "odd name": 10,
        },
      ],
      hasMore: false,
    });
  });

  test("tells whether there are more rows than the limit", async () => {
    expect(await find({ columns: ["id"], orderBy: ["id"], limit: "2" })).toEqual({
      rows: [{ id: 1 }, { id: 3 }],
      hasMore: true,
    });
    expect(await find({ columns: ["id"], limit: "3" })).toMatchObject({ hasMore: false });
  });

  test("finds by the values of a row that was found", async () => {
    const { rows: all } = await find({ orderBy: ["odd name"] });
    for (const { tags, ...row } of all) expect(await found(row)).toEqual([row["odd name"]]);
  });

  test("may come from a view", async () => {
    await runDirectly(
      sql.workspace,
      "CREATE VIEW workspace.default.few AS SELECT id, name FROM workspace.default.things",
    );
    expect(await find({ table: "workspace.default.few", conditions: { name: "Ada" } })).toEqual({
      rows: [{ id: 1, name: "Ada" }],
      hasMore: false,
    });
  });
});

describe("what is refused before anything is sent to the warehouse", () => {
  test.each<[object, string]>([
    [{ conditions: "[" }, "Conditions is not JSON"],
    [{ conditions: 7 }, "Conditions must be a list of conditions, or an object of columns and values."],
    [{ conditions: [7] }, "Conditions: entry 1 must be an object with column, operator and value."],
    [{ conditions: [{ operator: "equals" }] }, "Conditions: entry 1 must have a column."],
    [
      { conditions: [{ column: "id", op: "x" }] },
      "Conditions: entry 1 must have only column, operator and value.",
    ],
    [
      { conditions: [{ column: "id", operator: "like", value: 1 }] },
      "Conditions: entry 1 must have one of these as operator: equals, notEquals, less,",
    ],
    [{ conditions: { nope: 1 } }, "Conditions names nope, which is no column of workspace.default.things."],
    [{ columns: ["nope"] }, "Columns names nope, which is no column of workspace.default.things."],
    [{ orderBy: ["nope DESC"] }, "Order By names nope, which is no column of workspace.default.things."],
    [
      { conditions: { name: "Ada", id: "1.5" } },
      "Conditions: condition 2, column id: a text of 3 characters is not a whole number, as BIGINT takes.",
    ],
    [
      { conditions: [{ column: "id", operator: "equals" }] },
      "Conditions: condition 1, column id: equals takes no NULL: use isNull or isNotNull.",
    ],
    [
      { conditions: { id: [1, null] } },
      "Conditions: condition 1, column id: in takes no NULL: use isNull or isNotNull.",
    ],
    [
      { conditions: [{ column: "id", operator: "in", value: 1 }] },
      "Conditions: condition 1, column id: in takes a list of values.",
    ],
    [
      { conditions: [{ column: "id", operator: "between", value: [1] }] },
      "Conditions: condition 1, column id: between takes a list of two values, the lowest and the highest.",
    ],
    [
      { conditions: [{ column: "id", operator: "isNull", value: 1 }] },
      "Conditions: condition 1, column id: isNull takes no value.",
    ],
    [
      { conditions: [{ column: "id", operator: "contains", value: 1 }] },
      "Conditions: condition 1, column id: contains takes columns of text.",
    ],
    [
      { conditions: { tags: ["a"] } },
      "Conditions: condition 1, column tags: values of ARRAY can only be compared with isNull and isNotNull.",
    ],
    [{ conditions: { name: "x".repeat(900_001) } }, "Conditions has a value of more than 900000 bytes"],
    [
      { conditions: Array.from({ length: 300 }, (_, value) => ({ column: "id", value })) },
      "Conditions has more than the 255 values that a statement takes.",
    ],
    [{ limit: "0" }, "Limit must be a whole number from 1 to 100000."],
    [{ match: "none" }, "Match must be one of all, any."],
    [{ table: "nope" }, "USE SCHEMA on the schema workspace.default"],
  ])("%j", async (parameters, expected) => {
    expect(await message(parameters)).toContain(expected);
    expect((await sql.sent()).filter((request) => request.startsWith("POST"))).toEqual([]);
  });
});
