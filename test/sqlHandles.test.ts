/** Statements by their ids: run without waiting, asked for, read and cancelled. */
import { failureOf } from "./support/component";
import { statements, useSqlRuns } from "./support/sqlRuns";

interface Result {
  statement_id: string;
  status: { state: string };
}

const sql = useSqlRuns<Result>();
const { run, runSql, sent } = sql;

/** Starts a statement without waiting for it. */
const start = (sqlStatement: string): Promise<Result> => runSql(sqlStatement, { waitForResult: "false" });

describe("Run SQL without waiting", () => {
  test("gives the id and the state at once", async () => {
    await sql.workspace.statements({ run_ms: 60_000 });
    const handle = await start("SELECT 1 AS a");
    expect(handle).toEqual({ statement_id: expect.stringMatching(/^01f0/), status: { state: "PENDING" } });
    expect(await sent()).toEqual([`POST ${statements}`]);
    const [posted] = await sql.submissions();
    expect(posted).toMatchObject({ wait_timeout: "0s" });
    expect(posted).not.toHaveProperty("on_wait_timeout");
  });
});

describe("Get Statement", () => {
  test("tells the state without waiting", async () => {
    await sql.workspace.statements({ run_ms: 60_000 });
    const { statement_id: statementId } = await start("SELECT 1 AS a");
    expect(await run("getStatement", { statementId })).toEqual({
      statement_id: statementId,
      status: { state: expect.stringMatching(/PENDING|RUNNING/) },
    });
  });

  test("tells of a failure without being one", async () => {
    const { statement_id: statementId } = await start("SELECT * FROM no_such_table");
    await failureOf(run("getStatement", { statementId, waitForResult: true }));
    expect(await run("getStatement", { statementId })).toMatchObject({
      status: { state: "FAILED", error: { message: expect.stringContaining("TABLE_OR_VIEW_NOT_FOUND") } },
    });
  });

  test("waits for the result, and gives it in any format as often as it is asked", async () => {
    await sql.workspace.statements({ rows_per_chunk: 2 });
    const { statement_id: statementId } = await start("SELECT id FROM range(5)");
    const waitForResult = "true";
    expect(await run("getStatement", { statementId, waitForResult })).toMatchObject({
      statement_id: statementId,
      status: { state: "SUCCEEDED" },
      rows: [{ id: 0 }, { id: 1 }, { id: 2 }, { id: 3 }, { id: 4 }],
    });
    const csv = await run("getStatement", { statementId, waitForResult, resultFormat: "csv" });
    expect(String(csv)).toBe("id\r\n0\r\n1\r\n2\r\n3\r\n4\r\n");
  });

  test("leaves a statement that misses the deadline alone, and says so", async () => {
    await sql.workspace.statements({ run_ms: 3_600_000 });
    const { statement_id: statementId } = await start("SELECT 1 AS a");
    const { message } = await failureOf(
      run("getStatement", { statementId, waitForResult: true, timeoutSeconds: 60 }),
    );
    expect(message).toContain(`Statement ${statementId}`);
    expect(message).toMatch(/it is still (?:PENDING|RUNNING) after 60 s/);
    expect(message).toContain("/sql/history?queryId=");
    expect((await sent()).filter((request) => request.endsWith("/cancel"))).toEqual([]);
    expect(sql.time.elapsedMs()).toBeGreaterThanOrEqual(60_000);
  });

  test("leaves a statement alone whose state cannot be read", async () => {
    await sql.workspace.statements({ run_ms: 3_600_000 });
    const { statement_id: statementId } = await start("SELECT 1 AS a");
    await sql.workspace.fault({
      method: "GET",
      path: `${statements}/${statementId}`,
      status: 400,
      body: { error_code: "BAD_REQUEST", message: "Not now." },
      skip: 1,
      times: 1000,
    });
    const { message } = await failureOf(run("getStatement", { statementId, waitForResult: true }));
    expect(message).toContain("Not now.");
    expect((await sent()).filter((request) => request.endsWith("/cancel"))).toEqual([]);
  });

  test("refuses a statement that nobody knows in Databricks' words", async () => {
    const statementId = "01f00000-0000-1000-a000-000000000000";
    const { message } = await failureOf(run("getStatement", { statementId }));
    expect(message).toContain("was not found");
  });
});

describe("Cancel Statement", () => {
  test("cancels one that goes on", async () => {
    await sql.workspace.statements({ run_ms: 3_600_000 });
    const { statement_id: statementId } = await start("SELECT 1 AS a");
    expect(await run("cancelStatement", { statementId })).toEqual({
      statement_id: statementId,
      status: { state: "CANCELED" },
    });
  });

  test("that comes too late gives the state that was reached", async () => {
    const { statement_id: statementId } = await runSql("SELECT 1 AS a");
    expect(await run("cancelStatement", { statementId })).toEqual({
      statement_id: statementId,
      status: { state: "SUCCEEDED" },
    });
  });

  test("gives the last state where the cancellation does not take effect in time", async () => {
    await sql.workspace.statements({ run_ms: 3_600_000 });
    const { statement_id: statementId } = await start("SELECT 1 AS a");
    await sql.workspace.fault({ method: "POST", path: "^.*/cancel$", status: 200, body: {} });
    expect(await run("cancelStatement", { statementId })).toMatchObject({
      status: { state: expect.stringMatching(/PENDING|RUNNING/) },
    });
    expect(sql.time.elapsedMs()).toBeLessThan(11_000);
  });
});
