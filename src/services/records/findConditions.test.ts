import { type Condition, conditionSql } from "./findConditions";
import { addedColumn } from "./targetTable";

const table = {
  catalog: "main",
  schema: "sales",
  table: "orders",
  columns: [addedColumn("code", "char(5)"), addedColumn("name", "string")],
  primaryKey: [],
};

const written = (...conditions: Condition[]): string | undefined =>
  conditionSql(table, conditions, "all").condition;

const many = Array.from({ length: 51 }, (_, index) => String(index));

describe("a column of CHAR, whose values are filled up with blanks", () => {
  test("is compared with a value that is filled up, too", () => {
    expect(written({ column: "code", operator: "equals", value: "ab" })).toBe("`code` = rpad(:p1, 5)");
    expect(written({ column: "code", operator: "between", value: ["a", "b"] })).toBe(
      "`code` BETWEEN rpad(:p1, 5) AND rpad(:p2, 5)",
    );
  });

  test("is compared with a short and a long list alike", () => {
    expect(written({ column: "code", operator: "in", value: ["a", "b"] })).toBe(
      "`code` IN (rpad(:p1, 5), rpad(:p2, 5))",
    );
    expect(written({ column: "code", operator: "notIn", value: many })).toBe(
      "`code` NOT IN (SELECT explode(transform(from_json(:p1, 'ARRAY<STRING>', map('mode', 'FAILFAST')), one -> rpad(one, 5))))",
    );
  });

  test("is searched for a text as it is given", () => {
    expect(written({ column: "code", operator: "contains", value: "b" })).toBe("contains(`code`, :p1)");
    expect(written({ column: "code", operator: "startsWith", value: "a" })).toBe("startswith(`code`, :p1)");
  });
});

test("a long list of texts stays as it is", () => {
  expect(written({ column: "name", operator: "in", value: many })).toBe(
    "`name` IN (SELECT explode(from_json(:p1, 'ARRAY<STRING>', map('mode', 'FAILFAST'))))",
  );
});
