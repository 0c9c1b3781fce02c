/** Lists that are longer than a statement may have parameters. */
import { bindParameters, parameterLimits } from "./bindParameters";
import { readSqlParameters } from "./sqlParameters";

const bind = (statement: string, given: unknown) => bindParameters(statement, readSqlParameters(given));
const many = <Value>(count: number, value: (index: number) => Value): Value[] =>
  Array.from({ length: count }, (_, index) => value(index));
const ids = many(300, (index) => index);
const asBigint = "from_json(:ids, 'ARRAY<INT>')";

describe("a list of as many values as a statement may have", () => {
  it("becomes as many markers", () => {
    const { statement, parameters } = bind("SELECT 1 WHERE x IN (:ids)", { ids: ids.slice(0, 256) });
    expect(parameters).toHaveLength(256);
    expect(statement).toContain(":ids_256");
  });
});

describe("a longer one becomes one JSON text", () => {
  it.each([
    ["SELECT * FROM t WHERE x IN (:ids)", `SELECT * FROM t WHERE x IN (SELECT explode(${asBigint}))`],
    ["SELECT * FROM t WHERE x NOT IN (:IDS)", `SELECT * FROM t WHERE x NOT IN (SELECT explode(${asBigint}))`],
    [
      "SELECT * FROM t WHERE a = 1 AND t.x+1 IN (abs(:a), :ids) OR b",
      `SELECT * FROM t WHERE a = 1 AND (t.x+1 IN (abs(:a)) OR t.x+1 IN (SELECT explode(${asBigint}))) OR b`,
    ],
    [
      "SELECT CASE WHEN f(x, 1) NOT IN (0, :ids) THEN 'IN (:ids)' END -- IN (:ids)",
      `SELECT CASE WHEN (NOT (f(x, 1) IN (0) OR array_contains(${asBigint}, f(x, 1)))) THEN 'IN (:ids)' END -- IN (:ids)`,
    ],
    [
      "SELECT CASE WHEN a THEN x END IN (1, :ids) FROM t",
      `SELECT (CASE WHEN a THEN x END IN (1) OR array_contains(${asBigint}, CASE WHEN a THEN x END)) FROM t`,
    ],
    ["DELETE FROM t WHERE x IN (:ids)", `DELETE FROM t WHERE array_contains(${asBigint}, x)`],
    [
      "DELETE FROM t WHERE NOT x NOT IN (:ids)",
      `DELETE FROM t WHERE NOT (NOT array_contains(${asBigint}, x))`,
    ],
    [
      "UPDATE t SET b = x IN (:ids), c = (a = y IN (:ids)), d = f(1, a = z IN (2)) WHERE `x`[0] IN (2, :ids)",
      `UPDATE t SET b = array_contains(${asBigint}, x), c = (array_contains(${asBigint}, a = y)), d = f(1, a = z IN (2)) WHERE (\`x\`[0] IN (2) OR array_contains(${asBigint}, \`x\`[0]))`,
    ],
    [
      "MERGE INTO t USING s ON t.id = s.id AND s.x IN (:ids) WHEN MATCHED AND s.y IN (:ids) THEN DELETE",
      `MERGE INTO t USING s ON t.id = s.id AND array_contains(${asBigint}, s.x) WHEN MATCHED AND array_contains(${asBigint}, s.y) THEN DELETE`,
    ],
    [
      "SELECT filter(a, e -> e IN (:ids)) FROM t",
      `SELECT filter(a, e -> array_contains(${asBigint}, e)) FROM t`,
    ],
    [
      "SELECT /*+ BROADCAST(t) */ x IN (:ids) FROM t",
      `SELECT /*+ BROADCAST(t) */ array_contains(${asBigint}, x) FROM t`,
    ],
    ["SELECT x FROM t ORDER BY x IN (:ids)", `SELECT x FROM t ORDER BY array_contains(${asBigint}, x)`],
    [
      "SELECT (x IN (:ids)) IN (true, :a) FROM t",
      `SELECT (array_contains(${asBigint}, x)) IN (true, :a) FROM t`,
    ],
    // A subquery is never NULL, so it is only for conditions that NULL does not meet.
    [
      "SELECT * FROM t WHERE (a OR (x IN (:ids))) AND y = 2 GROUP BY z HAVING z IN (:ids)",
      `SELECT * FROM t WHERE (a OR (x IN (SELECT explode(${asBigint})))) AND y = 2 GROUP BY z HAVING array_contains(${asBigint}, z)`,
    ],
    ...["(x IN (:ids)) IS NULL", "x IN (:ids) IS NULL", "NOT (x IN (:ids) AND a)", "f(x IN (:ids))"].map(
      (condition): [string, string] => [
        `SELECT * FROM (SELECT * FROM t WHERE ${condition})`,
        `SELECT * FROM (SELECT * FROM t WHERE ${condition.replace("x IN (:ids)", `array_contains(${asBigint}, x)`)})`,
      ],
    ),
    [
      "SELECT * FROM t WHERE CASE WHEN a AND x IN (:ids) AND b THEN 1 ELSE 2 END = 1",
      `SELECT * FROM t WHERE CASE WHEN a AND array_contains(${asBigint}, x) AND b THEN 1 ELSE 2 END = 1`,
    ],
    [
      "SELECT count(*) FILTER (WHERE x IN (:ids)) FROM t JOIN s ON t.x IN (:ids)",
      `SELECT count(*) FILTER (WHERE array_contains(${asBigint}, x)) FROM t JOIN s ON array_contains(${asBigint}, t.x)`,
    ],
  ])("in %s", (statement, expected) => {
    const given = statement.includes(":a") ? { ids, a: 5 } : { ids };
    const bound = bind(statement, given);
    expect(bound.statement).toBe(expected);
    expect(bound.parameters[0]).toEqual({ name: "ids", value: JSON.stringify(ids) });
  });

  it("the longest first, until the statement has no more parameters than it may", () => {
    const { statement, parameters } = bind("SELECT 1 WHERE a IN (:a) OR b IN (:b) OR c IN (:c)", {
      a: ids.slice(0, 200),
      b: ids,
      c: ids.slice(0, 50),
    });
    expect(parameters).toHaveLength(251);
    expect(statement).toContain("b IN (SELECT explode(from_json(:b, 'ARRAY<INT>')))");
    expect(statement).toContain("a IN (:a_1, ");
  });

  it.each<[string, unknown[], string, string]>([
    ["whole numbers", [1, 2 ** 40], "from_json(:v, 'ARRAY<BIGINT>')", "[1,1099511627776,"],
    ["numbers", [1, 0.5], "from_json(:v, 'ARRAY<DOUBLE>')", "[1,0.5,"],
    ["booleans", [true, null], "from_json(:v, 'ARRAY<BOOLEAN>')", "[true,null,"],
    ["texts", ['"ü\u2028😀', null], "from_json(:v, 'ARRAY<STRING>')", `["\\"ü\u2028😀",null,`],
    ["nothing", [null], "from_json(:v, 'ARRAY<STRING>')", "[null,"],
    ["texts and whole numbers", ["7", 8], "from_json(:v, 'ARRAY<BIGINT>')", "[7,8,"],
    [
      "texts that are no numbers and whole numbers",
      ["07", 8],
      "CAST(from_json(:v, 'ARRAY<STRING>') AS ARRAY<BIGINT>)",
      '["07","8",',
    ],
    ["texts and numbers", ["7", 0.5], "from_json(:v, 'ARRAY<DOUBLE>')", "[7,0.5,"],
  ])("of the type of %s", (_name, some, array, begin) => {
    const { statement, parameters } = bind("SELECT 1 WHERE x IN (:v)", {
      v: many(300, (index) => some[index % some.length]),
    });
    expect(statement).toBe(`SELECT 1 WHERE x IN (SELECT explode(${array}))`);
    expect(parameters[0]?.value?.startsWith(begin)).toBe(true);
  });

  it("of the DECIMAL that holds every number", () => {
    const values = many(300, (index) => (index % 2 ? "12345678901234567.89" : "0.123"));
    const { statement, parameters } = bind("SELECT 1 WHERE x IN (:v)", `{"v": [${values.join(",")}]}`);
    expect(statement).toContain("CAST(from_json(:v, 'ARRAY<STRING>') AS ARRAY<DECIMAL(20,3)>)");
    expect(parameters[0]?.value).toBe(JSON.stringify(values));
  });

  it("of the type that is given, by the rules of CAST", () => {
    const given = [{ name: "v", value: many(300, () => "2001-2-28"), type: "DATE" }];
    expect(bind("DELETE FROM t WHERE x IN (:v)", given).statement).toBe(
      "DELETE FROM t WHERE array_contains(CAST(from_json(:v, 'ARRAY<STRING>') AS ARRAY<DATE>), x)",
    );
  });

  it("compared as text is compared where no type is given", () => {
    const given = { v: many(300, String) };
    expect(bind("DELETE FROM t WHERE element IN (:v)", given).statement).toBe(
      "DELETE FROM t WHERE exists(from_json(:v, 'ARRAY<STRING>'), element_ -> element_ = element)",
    );
  });
});

describe("what Databricks would refuse is refused by name", () => {
  it.each<[string, string, unknown, string]>([
    [
      "too many values",
      `SELECT ${many(257, (index) => `:p${index}`).join()}`,
      Object.fromEntries(many(257, (index) => [`p${index}`, index])),
      "SQL Parameters are too many: 257 parameters were given, but Databricks allows 256 per statement.",
    ],
    [
      "too large ones",
      "SELECT :a, :b",
      { a: "ü".repeat(parameterLimits.bytes / 2), b: "x" },
      `SQL Parameters are too large: their values have ${parameterLimits.bytes + 1} bytes`,
    ],
    [
      "a list of types that have none in common",
      "SELECT 1 WHERE x IN (:v)",
      { v: many(300, (index) => (index ? 1 : true)) },
      'SQL Parameters give "v" 300 values, which are sent as one list, but it mixes values of the types BOOLEAN and INT',
    ],
    [
      "the columns of a PIVOT",
      "SELECT * FROM t PIVOT (sum(a) FOR b IN (:v))",
      { v: ids },
      "a PIVOT takes only values",
    ],
    [
      "a list of objects in IN",
      "SELECT 1 WHERE x IN (:v)",
      { v: [{ a: 1 }] },
      'give "v" objects, which IN (:v)',
    ],
    ["a list in an expression", "SELECT 1 WHERE x IN (:v + 1)", { v: [1, 2] }, "can only stand in IN (:v)"],
  ])("%s", (_name, statement, given, words) => {
    expect(() => bind(statement, given)).toThrow(words);
  });

  it("but not as many as it takes", () => {
    const given = Object.fromEntries(many(256, (index) => [`p${index}`, index]));
    expect(
      bind(
        `SELECT ${Object.keys(given)
          .map((name) => `:${name}`)
          .join()}`,
        given,
      ).parameters,
    ).toHaveLength(256);
    expect(bind("SELECT :a", { a: "x".repeat(parameterLimits.bytes) }).parameters).toHaveLength(1);
  });
});

it("a statement of a megabyte with long lists is bound before the test's time is up", () => {
  const statement = `SELECT 1 WHERE ${many(20_000, (index) => `x${index} IN (:ids, (1), ${index})`).join(" OR ")}`;
  expect(bind(statement, { ids }).statement.split(asBigint)).toHaveLength(20_001);
});
