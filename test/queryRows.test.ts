/** Query Rows on the local workspace: what is run, what is refused, and what a builder gets. */
import { warehouseExample } from "../src/services/warehouses/warehousesExamples";
import { failureOf } from "./support/component";
import { statements, useSqlRuns } from "./support/sqlRuns";

const sql = useSqlRuns();

const query = (sqlStatement: string, more: object = {}): Promise<unknown> =>
  sql.run("queryRows", { warehouseId: warehouseExample.id, sqlStatement, ...more });

const message = async (sqlStatement: string, more: object = {}): Promise<string> =>
  (await failureOf(query(sqlStatement, more))).message;

describe("rows", () => {
  test("are objects of exact values, in one request", async () => {
    const statement =
      "SELECT 1 AS a, 9007199254740993 AS big, CAST('12.50' AS DECIMAL(10,2)) AS amount, NULL AS none, array(1, 2) AS list, true AS yes";
    expect(await query(statement)).toEqual([
      { a: 1, big: "9007199254740993", amount: "12.50", none: null, list: [1, 2], yes: true },
    ]);
    expect(await sql.sent()).toEqual([`POST ${statements}`]);
  });

  test("are an empty list where there are none", async () => {
    expect(await query("SELECT id FROM range(3) WHERE id > 5")).toEqual([]);
  });

  test("come from every chunk", async () => {
    await sql.workspace.statements({ rows_per_chunk: 10 });
    const rows = (await query("SELECT id FROM range(25) ORDER BY id")) as { id: number }[];
    expect(rows.map(({ id }) => id)).toEqual(Array.from({ length: 25 }, (_, index) => index));
  });
});

describe("parameters", () => {
  test("take every value as it is, and every type", async () => {
    const hostile = `'); DROP TABLE t; -- :b "\\ \u2028 😀`;
    const rows = await query(
      "SELECT :a AS a, :b AS b, :empty AS empty, :none IS NULL AS none, :n + 1 AS n, :d AS d",
      {
        parameters: [
          { name: "a", value: hostile },
          { name: "b", value: ":a" },
          { name: "empty", value: "" },
          { name: "none", value: "x", isNull: "true" },
          { name: "n", value: "9007199254740993", type: "BIGINT" },
          { name: "d", value: "2001-02-28", type: "DATE" },
          { name: "", value: "", type: "", isNull: "false" },
        ],
      },
    );
    expect(rows).toEqual([
      { a: hostile, b: ":a", empty: "", none: true, n: "9007199254740994", d: "2001-02-28" },
    ]);
  });

  test("may be a list for IN", async () => {
    const rows = await query("SELECT id FROM range(9) WHERE id IN (:ids) ORDER BY id", {
      parameters: [{ name: "ids", value: [7, 2] }],
    });
    expect(rows).toEqual([{ id: 2 }, { id: 7 }]);
  });

  test("that do not fit the statement are refused by the input", async () => {
    const parameters = [{ name: "a", value: "1" }];
    expect(await message("SELECT :b", { parameters })).toBe(
      "Parameters have no value for the marker :b of the statement.",
    );
    expect(await message("SELECT :a", { parameters: [...parameters, { value: "2" }] })).toBe(
      "Parameters, row 2: Name is empty.",
    );
    expect(await sql.sent()).toEqual([]);
  });
});

describe("a statement that may write", () => {
  test.each([
    ["DELETE FROM t", "it begins with DELETE"],
    ["SELECT 1; SELECT 2", "it has several statements"],
    ["WITH a AS (SELECT 1) INSERT INTO t SELECT * FROM a", "INSERT may change something"],
    ["/* SELECT */ DROP TABLE t", "it begins with DROP"],
    ["SELECT http_request(conn => 'c', method => 'POST', path => '/')", "HTTP_REQUEST may change something"],
    ["-- nothing", "it is empty"],
    ["SELECT `http_request`(conn => 'c', method => 'POST', path => '/')", "HTTP_REQUEST may act"],
    ["SELECT ai_query('agent', 'delete all')", "AI_QUERY may act"],
    ["SELECT IDENTIFIER('http_' || 'request')(conn => 'c')", "it calls a function by a computed name"],
    ["SELECT 1 -- \\\n ' \n, f() -- '", "it has a comment that can be read in two ways"],
  ])("such as %s is refused, and nothing is sent", async (statement, reason) => {
    expect(await message(statement)).toContain(
      `SQL Statement must be one statement that only reads, but ${reason}`,
    );
    expect(await sql.sent()).toEqual([]);
  });
});

describe("more rows than Row Limit", () => {
  test("are left out, and the log says so once", async () => {
    const rows = await query("SELECT id FROM range(25) ORDER BY id", { rowLimit: "3" });
    expect(rows).toEqual([{ id: 0 }, { id: 1 }, { id: 2 }]);
    expect(sql.lines.map(({ level, text }) => `${level}: ${text}`)).toEqual([
      expect.stringMatching(
        /^warn: Statement \S+: the query has more rows than the 3 of Row Limit\. Only the first 3 are returned$/,
      ),
    ]);
  });

  test("are an error where that is wanted", async () => {
    const more = { rowLimit: 3, moreRows: "error" };
    expect(await message("SELECT id FROM range(4)", more)).toMatch(
      /[0-9a-f-]{36}.*: the query has more rows than the 3 of Row Limit\. Raise Row Limit/,
    );
    expect(await query("SELECT id FROM range(3) ORDER BY id", more)).toHaveLength(3);
    expect(sql.lines).toEqual([]);
  });

  test("begin with the thousandth and first by default", async () => {
    expect(await query("SELECT id FROM range(1001)")).toHaveLength(1000);
  });
});

test("a query that fails names its statement", async () => {
  expect(await message("SELECT nothing FROM nowhere")).toMatch(/^Statement [0-9a-f-]{36} failed .*nowhere/);
});
