import fc from "fast-check";
import { onlyReads } from "./sqlEffects";
import { markersOf, withoutTerminator, writingReason } from "./sqlText";

const certain = (statement: string) =>
  markersOf(statement)
    .filter((m) => m.certain)
    .map(({ name }) => name);

describe("markers", () => {
  test.each([
    ["SELECT :a, :b", ["a", "b"]],
    ["SELECT * FROM t WHERE x=:x AND y IN (:ys)", ["x", "ys"]],
    ["SELECT ':no', \":no\", `:no`, :yes", ["yes"]],
    ["SELECT 'it''s :no', 'a\\':no', :yes", ["yes"]],
    ["SELECT r'\\', :yes, R\"\\\", :also", ["yes", "also"]],
    ["SELECT 1 -- :no\n, :yes", ["yes"]],
    ["SELECT /* :no /* :no */ :no */ :yes", ["yes"]],
    ["SELECT x::int, y :: int, :yes", ["yes"]],
    ["SELECT raw:owner, raw:a.b[0]:c, f(x):y, arr[1]:z, `q`:w", []],
    ["CREATE FUNCTION f() AS $$ :no 'unclosed $$ RETURN :yes", ["yes"]],
    ["SELECT x IN(:größe_2) LIMIT :n", ["größe_2", "n"]],
    ["SELECT 'unclosed :no", []],
    ["SELECT IDENTIFIER(:table)", ["table"]],
    ["INSERT INTO t VALUES (:a,:b)", ["a", "b"]],
    ["SELECT :1a", []],
    ["", []],
  ])("%s", (statement, names) => {
    expect(certain(statement)).toEqual(names);
  });

  test("after a name and a blank it is not certain: it may be a path or a field's type", () => {
    expect(markersOf("SELECT raw :owner")).toEqual([
      { name: "owner", at: 11, insideIn: false, certain: false },
    ]);
  });

  test("inside the parentheses of IN they are known as such", () => {
    const inside = (statement: string) => markersOf(statement).map(({ insideIn }) => insideIn);
    expect(inside("x IN (:a, :b) AND y = (:c)")).toEqual([true, true, false]);
    expect(inside("x NOT in(1, :a) OR f(:b)")).toEqual([true, false]);
    expect(inside("x IN (f(:a))")).toEqual([false]);
    expect(inside("x IN (abs(:a), :b, f(1), :c)")).toEqual([false, true, true]);
    expect(inside("x IN (:a + 1, - :b, (:c))")).toEqual([false, false, false]);
    expect(inside("x IN ((SELECT 1), :a) AND f(1, :b)")).toEqual([true, false]);
  });

  test("quoted text never holds one, whatever it is", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const quoted = `'${text.replace(/[\\']/g, "\\$&")}'`;
        expect(certain(`SELECT ${quoted}, :yes`)).toEqual(["yes"]);
      }),
    );
  });
});

describe("a statement only reads", () => {
  test.each([
    "SELECT 1",
    "  -- comment\n select * from t;",
    "(SELECT 1) UNION (SELECT 2)",
    "WITH a AS (SELECT 1) SELECT * FROM a",
    "VALUES (1)",
    "SHOW TABLES",
    "DESCRIBE t",
    "SELECT 'insert into x'",
    "SELECT `delete` FROM t",
  ])("%s", (statement) => expect(onlyReads(statement)).toBe(true));

  test.each([
    "INSERT INTO t VALUES (1)",
    "UPDATE t SET a = 1",
    "WITH a AS (SELECT 1) INSERT INTO t SELECT * FROM a",
    "FROM t INSERT INTO u SELECT *",
    "SELECT 1; DELETE FROM t",
    "BEGIN SELECT 1; END",
    "SELECT http_request(conn => 'x')",
    "CALL p()",
    "CREATE TABLE t AS SELECT 1",
    "SET x = 1",
    "EXECUTE IMMEDIATE 'delete from t'",
    "",
    ";",
  ])("not: %s", (statement) => expect(onlyReads(statement)).toBe(false));
});

it.each([
  ["SELECT 1", "SELECT 1"],
  ["SELECT 1 ;", "SELECT 1 "],
  ["SELECT 1; -- the end; really", "SELECT 1"],
  ["SELECT 1 /* a; b */ ; ;\n/* c */ -- d", "SELECT 1 /* a; b */ "],
  ["SELECT 1 -- no end;", "SELECT 1 -- no end;"],
  ["SELECT ';'", "SELECT ';'"],
])("the end of %j is taken off", (statement, left) => {
  expect(withoutTerminator(statement)).toBe(left);
});

it.each([
  ["SELECT update FROM t", /^UPDATE may change something.*`update`$/],
  ["SELECT `update`, 'DELETE' FROM t -- DROP", undefined],
  ["/* all */ SELECT 1", undefined],
  ["SELECT 1; SELECT 2", /several statements/],
  ["-- nothing", /empty/],
  ["OPTIMIZE t", /begins with OPTIMIZE/],
])("%j is told why it may do something", (statement, reason) => {
  if (reason) expect(writingReason(statement)).toMatch(reason);
  else expect(writingReason(statement)).toBeUndefined();
});
