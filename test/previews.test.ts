/** Previews: what the designer sees of a step before the first run, without a change and without costs. */
import { stoppedWarehouseExample, warehouseExample } from "../src/services/warehouses/warehousesExamples";
import { component, exampleParameters, failureOf, subjectOf } from "./support/component";
import { prepareGround } from "./support/exampleSetup";
import { previewed, previewIn } from "./support/previews";
import { statements, useSqlRuns } from "./support/sqlRuns";

const sql = useSqlRuns();

const warehouse = `/api/2.0/sql/warehouses/${warehouseExample.id}`;

const preview = (key: string, parameters: Record<string, unknown>): Promise<unknown> =>
  previewIn(sql.workspace, key, { warehouseId: warehouseExample.id, ...parameters }, sql.lines);

const previewSql = (sqlStatement: string, more: object = {}): Promise<unknown> =>
  preview("runSql", { sqlStatement, ...more });

it("is published as safe wherever there is one", () => {
  expect(previewed.map(({ key }) => key)).toEqual(
    expect.arrayContaining(["findRows", "getStatement", "queryRows", "runSql"]),
  );
  expect(previewed.filter(({ examplePerformSafety }) => examplePerformSafety !== "SAFE")).toEqual([]);
  expect(component.actions.runSql?.performSafety).toBe("NOT_ALLOWED");
});

it.each(previewed.map(({ key }) => key))("of %s changes nothing and is what the step gives", async (key) => {
  await prepareGround(sql.workspace, key);
  await sql.workspace.forget();
  const given = exampleParameters(subjectOf(key));
  await expect(previewIn(sql.workspace, key, given)).resolves.toBeDefined();
  const sent = await sql.workspace.requests();
  const writes = sent.filter(
    ({ method, path }) =>
      !["GET", "HEAD"].includes(method) &&
      path !== statements &&
      !/\/(?:search|events|query|scan)$/.test(path),
  );
  expect(writes.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
});

describe("of a statement", () => {
  test("is a few of its rows, and asks first whether the warehouse is running", async () => {
    const result = (await previewSql("SELECT id FROM range(50)")) as { rows: object[] };
    expect(result.rows).toHaveLength(10);
    expect(await sql.sent()).toEqual([`GET ${warehouse}`, `POST ${statements}`]);
    const [submitted] = await sql.submissions();
    expect(submitted).toMatchObject({ row_limit: 10, disposition: "INLINE" });
  });

  test("takes parameters and a smaller limit", async () => {
    const more = { rowLimit: "2", parameterRows: [{ name: "least", value: 7 }] };
    expect(await previewSql("SELECT id FROM range(50) WHERE id >= :least ORDER BY id", more)).toMatchObject({
      rows: [{ id: 7 }, { id: 8 }],
    });
  });

  test("has the format of the step's result", async () => {
    const file = await previewSql("SELECT 1 AS a", { resultFormat: "csv" });
    expect(String(file)).toBe("a\r\n1\r\n");
    expect(await previewSql("SELECT 1 AS a", { waitForResult: "false" })).toEqual({
      statement_id: expect.any(String),
      status: { state: "SUCCEEDED" },
    });
  });

  test.each([
    ["INSERT INTO t VALUES (1)", "it begins with INSERT"],
    ["SELECT 1; DROP TABLE t", "it has several statements"],
    ["SELECT `http_request`(conn => 'c', method => 'POST', path => '/')", "HTTP_REQUEST may act"],
  ])("that may write, %s, is refused, and nothing is sent", async (statement, reason) => {
    const { message } = await failureOf(previewSql(statement));
    expect(message).toBe(
      `SQL Statement was not run for the preview, which runs only what certainly reads: ${reason}. Run a test of the flow to see the result.`,
    );
    expect(await sql.sent()).toEqual([]);
  });

  test.each(["runSql", "queryRows"])("does not start a stopped warehouse: %s", async (key) => {
    const given = { warehouseId: stoppedWarehouseExample.id, sqlStatement: "SELECT 1" };
    const { message } = await failureOf(preview(key, given));
    expect(message).toContain(`${stoppedWarehouseExample.name} is STOPPED, and a preview does not start it`);
    expect(await sql.submissions()).toEqual([]);
  });

  test.each(["ASLEEP", ""])("does not start a warehouse in the unknown state %j", async (state) => {
    await sql.workspace.fault({
      path: warehouse,
      status: 200,
      body: { id: warehouseExample.id, ...(state && { state }) },
    });
    expect((await failureOf(previewSql("SELECT 1 AS a"))).message).toContain(
      "and a preview does not start it",
    );
    expect(await sql.submissions()).toEqual([]);
  });

  test("is cancelled when the time of a person is up", async () => {
    await sql.workspace.statements({ run_ms: 3_600_000 });
    const failing = failureOf(previewSql("SELECT 1 AS a"));
    while (sql.time.elapsedMs() < 60_000 && !(await sql.sent()).some((line) => line.endsWith("/cancel")))
      await sql.workspace.advance(1000);
    expect((await failing).message).toMatch(/^Statement /);
    expect(sql.time.elapsedMs()).toBeLessThan(40_000);
  });
});

test("of Find Rows is a few rows", async () => {
  const given = { catalog: "samples", schema: "geology", table: "earthquakes", limit: "100" };
  const found = (await preview("findRows", given)) as { rows: object[]; hasMore: boolean };
  expect(found.rows.length).toBeLessThanOrEqual(10);
  expect(found.rows).not.toHaveLength(0);
});

test("of a list has a small limit", async () => {
  const found = (await preview("listFiles", {
    directoryPath: "/Volumes/workspace/default/landing",
  })) as object[];
  expect(found.length).toBeLessThanOrEqual(10);
});

test("of a file is its beginning, with whole characters", async () => {
  const filePath = "/Volumes/workspace/default/landing/long.txt";
  const text = `a${"é".repeat(64 * 1024)}`;
  await sql.run("uploadFile", { filePath, file: text });
  expect(await preview("downloadFile", { filePath, result: "text" })).toBe(`a${"é".repeat(32 * 1024 - 1)}`);
  expect(await preview("downloadFile", { filePath, length: "3" })).toEqual(Buffer.from("aé"));
});

describe("of a raw request", () => {
  test("is the response to a GET", async () => {
    const answer = (await preview("rawRequest", { url: "/2.0/sql/warehouses", method: "GET" })) as object;
    expect(answer).toHaveProperty("warehouses");
  });

  test.each([
    [{ url: "/2.2/jobs/run-now", method: "POST", data: "{}" }, /^Method is POST, so nothing was sent/],
    [{ url: "https://example.com/", method: "GET" }, /^URL is of another host than the workspace/],
    [
      { url: "/2.2/jobs/list", method: "GET", headers: [{ key: "X-HTTP-Method-Override", value: "POST" }] },
      /^Nothing was sent for the preview, .*: x-http-method-override may stand for another method/,
    ],
    [
      { url: "/2.2/jobs/list", method: "GET", queryParams: [{ key: "_method", value: "DELETE" }] },
      /^Nothing was sent for the preview, .*: _method may stand for another method/,
    ],
  ])("%j is refused, and nothing is sent", async (given, told) => {
    expect((await failureOf(preview("rawRequest", given))).message).toMatch(told);
    expect(await sql.sent()).toEqual([]);
  });
});

test("of Get Statement reads no rows", async () => {
  const { statement_id } = (await sql.runSql("SELECT 1 AS a")) as { statement_id: string };
  const given = { statementId: statement_id, waitForResult: "true" };
  const state = (await preview("getStatement", given)) as object;
  expect(state).toMatchObject({
    statement_id,
    status: { state: "SUCCEEDED" },
    manifest: { total_row_count: 1 },
  });
  expect(state).not.toHaveProperty("rows");
  expect(await preview("getStatement", { statementId: statement_id })).toEqual({
    statement_id,
    status: { state: "SUCCEEDED" },
  });
});
