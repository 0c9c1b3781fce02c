/** A result in each of its formats, and the inputs of Run SQL beside the statement. */
import { warehouseExample } from "../src/services/warehouses/warehousesExamples";
import { failureOf } from "./support/component";
import { useSqlRuns } from "./support/sqlRuns";

interface Result {
  statement_id: string;
  status: { state: string };
  manifest: { truncated?: boolean };
  rows: Record<string, unknown>[];
  result: { row_count: number; data_array: (string | null)[][] };
}

const sql = useSqlRuns<Result>();
const { runSql, sent } = sql;

const file = async (sqlStatement: string, more: Record<string, unknown>): Promise<string> =>
  String(await runSql(sqlStatement, more));

/** The body of the one submission. */
const submitted = async (): Promise<Record<string, unknown>> => {
  const posted = await sql.submissions();
  expect(posted).toHaveLength(1);
  return posted[0] ?? {};
};

const odd = `SELECT id, CASE id % 4 WHEN 0 THEN NULL WHEN 1 THEN '' WHEN 2 THEN 'a "b", c' ELSE 'ü\\n😀' END AS text,
  CAST(id AS DECIMAL(10,2)) AS price, array(id, NULL) AS list FROM range(23)`;

describe.each(["inline", "externalLinks"])("a result (%s)", (disposition) => {
  beforeEach(() => sql.workspace.statements({ rows_per_chunk: 5 }));

  test("has the same rows in every format", async () => {
    const { rows } = await runSql(odd, { disposition });
    expect(rows).toHaveLength(23);
    const jsonLines = await file(odd, { disposition, resultFormat: "jsonLines" });
    expect(jsonLines.endsWith("\n")).toBe(true);
    expect(
      jsonLines
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toEqual(rows);
    const { result } = await runSql(odd, { disposition, resultFormat: "databricksResponse" });
    expect(result.row_count).toBe(23);
    expect(result.data_array.map(([id, text, price]) => ({ id: Number(id), text, price }))).toEqual(
      rows.map(({ id, text, price }) => ({ id, text, price })),
    );
    const csv = await file(odd, { disposition, resultFormat: "csv" });
    const field = (cell: string | null): string =>
      cell === null ? "" : cell === "" || /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
    expect(csv).toBe(
      [["id", "text", "price", "list"], ...result.data_array]
        .map((row) => `${row.map(field).join(",")}\r\n`)
        .join(""),
    );
  });

  test("is a file with a header alone where there are no rows", async () => {
    const none = "SELECT 1 AS a, 2 AS `b,c` WHERE 1 = 0";
    expect(await file(none, { disposition, resultFormat: "csv" })).toBe('a,"b,c"\r\n');
    expect(await file(none, { disposition, resultFormat: "jsonLines" })).toBe("");
  });
});

describe("a CSV file", () => {
  test("tells NULL from empty text and quotes what needs it", async () => {
    const statement = `SELECT NULL AS a, '' AS b, 'x' AS c, 'say "hi"' AS d, 'p,q' AS e, ' r ' AS f, 'l\\nm' AS g`;
    expect(await file(statement, { resultFormat: "csv" })).toBe(
      'a,b,c,d,e,f,g\r\n,"",x,"say ""hi""","p,q", r ,"l\nm"\r\n',
    );
  });

  test("is passed on as bytes", async () => {
    expect(Buffer.isBuffer(await runSql("SELECT 1 AS a", { resultFormat: "csv" }))).toBe(true);
  });
});

describe("the deadline", () => {
  test.each([
    ["", "50s"],
    ["0", "50s"],
    [840, "50s"],
    ["60", "50s"],
    ["30", "20s"],
    [15, "5s"],
    ["14", "0s"],
    ["3", "0s"],
  ])("of %j seconds lets the server wait for %s", async (timeoutSeconds, wait) => {
    const ended = { statement_id: "01f0", status: { state: "SUCCEEDED" }, manifest: {}, result: {} };
    await sql.workspace.fault({ method: "POST", status: 200, body: ended, path: "/api/2.0/sql/statements" });
    expect((await runSql("SELECT 1 AS a", { timeoutSeconds })).rows).toEqual([]);
    const { wait_timeout: waited, on_wait_timeout: then } = await submitted();
    expect([waited, then]).toEqual([wait, wait === "0s" ? undefined : "CONTINUE"]);
  });

  test("that is short is kept, and the statement cancelled", async () => {
    await sql.workspace.statements({ run_ms: 3_600_000 });
    const { message } = await failureOf(runSql("SELECT 1 AS a", { timeoutSeconds: 3 }));
    expect(message).toContain("it had not ended after 3 s and was cancelled (state CANCELED)");
    expect(message).toContain("/sql/history?queryId=");
    expect(sql.time.elapsedMs()).toBeLessThan(4000);
  });
});

describe("optional inputs", () => {
  test("of a row limit cut the result, and the log warns of it", async () => {
    const { rows, manifest } = await runSql("SELECT id FROM range(9)", { rowLimit: "4" });
    expect(rows).toHaveLength(4);
    expect(manifest.truncated).toBe(true);
    expect(sql.lines).toMatchObject([{ level: "warn", text: expect.stringContaining("is truncated") }]);
    expect(await submitted()).toMatchObject({ row_limit: 4 });
  });

  test("of a byte limit cut the result", async () => {
    const { manifest } = await runSql("SELECT id FROM range(9000)", { byteLimit: 1000 });
    expect(manifest.truncated).toBe(true);
    expect(await submitted()).toMatchObject({ byte_limit: 1000 });
  });

  test("of a limit that cuts nothing bring no warning", async () => {
    await runSql("SELECT id FROM range(4)", { rowLimit: 4 });
    expect(sql.lines.filter(({ level }) => level === "warn")).toEqual([]);
  });

  test("of a catalog and a schema complete the names", async () => {
    const { rows } = await runSql("SELECT count(*) > 0 AS some FROM airports", {
      catalog: " samples ",
      schema: "aviation",
    });
    expect(rows).toEqual([{ some: true }]);
    expect(await submitted()).toMatchObject({ catalog: "samples", schema: "aviation" });
  });

  test("of query tags are sent first, those without a value too", async () => {
    await runSql("SELECT 1 AS a", {
      queryTags: [
        { key: "team", value: "data" },
        { key: "flag", value: "" },
        { key: "", value: "" },
      ],
    });
    const { query_tags: tags } = await submitted();
    expect((tags as object[]).slice(0, 2)).toEqual([{ key: "team", value: "data" }, { key: "flag" }]);
  });

  test("that are left out send nothing but the statement, the way to wait and cost tags", async () => {
    await runSql("SELECT 1 AS a");
    expect(await submitted()).toEqual({
      query_tags: expect.arrayContaining([{ key: "customer_name", value: "Customer 1" }]),
      warehouse_id: warehouseExample.id,
      statement: "SELECT 1 AS a",
      disposition: "INLINE",
      wait_timeout: "50s",
      on_wait_timeout: "CONTINUE",
    });
  });
});

describe("parameters", () => {
  test("with a list stand in IN", async () => {
    const { rows } = await runSql("SELECT id FROM range(9) WHERE id IN (:ids) ORDER BY id", {
      sqlParameters: [{ name: "ids", value: [2, 7, 5] }],
    });
    expect(rows).toEqual([{ id: 2 }, { id: 5 }, { id: 7 }]);
    expect(await submitted()).toMatchObject({
      statement: "SELECT id FROM range(9) WHERE id IN (:ids_1, :ids_2, :ids_3) ORDER BY id",
      parameters: [
        { name: "ids_1", value: "2", type: "INT" },
        { name: "ids_2", value: "7", type: "INT" },
        { name: "ids_3", value: "5", type: "INT" },
      ],
    });
  });

  test("may be an object of names and values", async () => {
    const { rows } = await runSql("SELECT :a AS a, :b AS b, :c AS c, ':d' AS d", {
      sqlParameters: { a: 1, b: null, c: true },
    });
    expect(rows).toEqual([{ a: 1, b: null, c: true, d: ":d" }]);
  });

  test.each([
    ["SELECT :a AS a, :b AS b", { a: 1 }, "no value for the marker :b"],
    ["SELECT :a AS a", undefined, "no value for the marker :a"],
    ["SELECT 1 AS one", { a: 1 }, 'name "a", but the statement has no marker :a'],
    ["SELECT ':a' AS a -- :a", { a: 1 }, 'name "a", but the statement has no marker :a'],
    ["SELECT :a AS a", { a: [1, 2] }, 'give "a" a list of values, which can only stand in IN (:a)'],
    ["SELECT 1 WHERE 1 IN (:a)", { a: [] }, "the list is empty"],
  ])("of %s that do not fit (%j) are refused before anything is sent", async (statement, given, says) => {
    const { message } = await failureOf(runSql(statement, { sqlParameters: given }));
    expect(message).toContain("SQL Parameters");
    expect(message).toContain(says);
    expect(await sent()).toEqual([]);
  });
});
