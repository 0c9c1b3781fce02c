import { failureOf } from "./support/component";
import { refusedHistory } from "./support/refusedHistory";
import { gapsOf, statements, useSqlRuns } from "./support/sqlRuns";

interface Result {
  statement_id: string;
  status: { state: string };
  manifest: { total_chunk_count?: number; total_row_count?: number; truncated?: boolean };
  rows: Record<string, unknown>[];
}

const id = "01f0aaaa-bbbb-1ccc-addd-eeeeeeeeeeee";
const oneOf = "^/api/2.0/sql/statements/[^/]+$";
const oneChunk = "^/api/2.0/sql/statements/[^/]+/result/chunks/";

const sql = useSqlRuns<Result>();
const { runSql, sent } = sql;

/** What Databricks answers about the statement, next time it is asked. */
const answers = (method: string, path: string, body: object, times = 1): Promise<void> =>
  sql.workspace.fault({ method, path, status: 200, times, body });

/** Starts a statement that takes its time, and lets the server's own wait for it pass. */
const startStatement = async (runMs: number): Promise<{ ending: Promise<Result> }> => {
  await sql.workspace.statements({ run_ms: runMs });
  const ending = runSql("SELECT 1 AS a");
  while (!(await sql.workspace.requests()).some(({ status }) => status === 200))
    await sql.workspace.advance(1000);
  return { ending };
};

/** What becomes of a statement that takes an hour. */
const failLongStatement = async (): Promise<Error> => failureOf((await startStatement(3_600_000)).ending);

/** Every line of the log tells of the same statement, the time that has passed, and not too often. */
const expectNoticesOfTheWait = (form: RegExp): void => {
  const startedAt = Date.now() - sql.time.elapsedMs();
  const told = sql.lines.map(({ text, at }) => ({ at, found: form.exec(text) ?? [text] }));
  expect(new Set(told.map(({ found: [, statementId] }) => statementId)).size).toBe(1);
  expect(told.map(({ found: [, , seconds] }) => Number(seconds))).toEqual(
    told.map(({ at }) => Math.round((at - startedAt) / 100) / 10),
  );
  expect(Math.min(...gapsOf(sql.lines), (sql.lines[0]?.at ?? 0) - startedAt)).toBeGreaterThanOrEqual(10_000);
};

describe("Run SQL reads a result", () => {
  test("of one chunk in one request", async () => {
    const { rows, status } = await runSql("SELECT 1 AS a, NULL AS b, 'x' AS c");
    expect(rows).toEqual([{ a: 1, b: null, c: "x" }]);
    expect(status).toEqual({ state: "SUCCEEDED" });
    expect(await sent()).toEqual([`POST ${statements}`]);
  });

  test("of many chunks, every row in order", async () => {
    await sql.workspace.statements({ rows_per_chunk: 7 });
    const { rows, manifest, statement_id } = await runSql("SELECT id FROM range(50)");
    expect(rows.map(({ id }) => id)).toEqual(Array.from({ length: 50 }, (_, index) => index));
    expect(manifest.total_chunk_count).toBe(8);
    // Chunks are fetched several at a time, so they arrive in any order.
    const [first, ...others] = await sent();
    expect([first, ...others.sort()]).toEqual([
      `POST ${statements}`,
      ...[1, 2, 3, 4, 5, 6, 7].map((index) => `GET ${statements}/${statement_id}/result/chunks/${index}`),
    ]);
  });

  test("without rows", async () => {
    const { rows, manifest } = await runSql("SELECT id FROM range(50) WHERE id < 0");
    expect(rows).toEqual([]);
    expect(manifest.total_row_count).toBe(0);
  });

  test("with repeated column names told apart", async () => {
    const { rows } = await runSql("SELECT 1 AS id, 2 AS id, 3 AS id_2");
    expect(rows).toEqual([{ id: 1, id_3: 2, id_2: 3 }]);
  });

  test("whose rows are fewer than the manifest names, as an error", async () => {
    await sql.workspace.statements({ rows_per_chunk: 10 });
    await answers("GET", oneChunk, { chunk_index: 1, row_offset: 10, row_count: 0 });
    const error = await failureOf(runSql("SELECT id FROM range(20)"));
    expect(error.message).toContain("0 rows were returned in chunk 1, but the manifest names 10");
    expect(error.message).toContain("The statement itself has run");
  });
});

describe("Run SQL waits", () => {
  test("beyond the server's own wait, without submitting the statement again", async () => {
    await sql.workspace.setClock("auto");
    await sql.workspace.statements({ run_ms: 120_000 });
    const { rows } = await runSql("SELECT 1 AS a");
    expect(rows).toEqual([{ a: 1 }]);
    expect((await sent()).filter((request) => request.startsWith("POST"))).toEqual([`POST ${statements}`]);
  });

  test("while the state is one that nobody knows", async () => {
    await answers("POST", statements, { statement_id: id, status: { state: "PONDERING" } });
    await answers("GET", oneOf, { statement_id: id, status: { state: "STILL_PONDERING" } }, 3);
    await sql.workspace.fault({
      method: "GET",
      path: oneOf,
      status: 200,
      body: { statement_id: id, status: { state: "SUCCEEDED" }, manifest: {}, result: {} },
    });
    expect(await runSql("SELECT 1")).toMatchObject({ statement_id: id, rows: [] });
  });

  test("for a warehouse that is still starting, and says so in the log", async () => {
    await answers("POST", statements, { statement_id: id, status: { state: "PENDING" } });
    // At growing intervals, so many looks take about a minute and a half.
    await answers("GET", oneOf, { statement_id: id, status: { state: "PENDING" } }, 90);
    await answers("GET", oneOf, {
      statement_id: id,
      status: { state: "SUCCEEDED" },
      manifest: {},
      result: {},
    });
    await runSql("SELECT 1");
    expect(sql.lines.length).toBeGreaterThan(3);
    expectNoticesOfTheWait(
      /^Statement (\S+) is PENDING after ([\d.]+) s: the warehouse may still be starting$/,
    );
  });

  test("until the deadline, then cancels the statement and names it", async () => {
    const error = await failLongStatement();
    const ours = (await sent()).filter((request) => !request.startsWith("GET"));
    const statementId = /Statement (\S+) failed/.exec(error.message)?.[1];
    expect(error.message).toContain("it had not ended after 600 s and was cancelled (state CANCELED)");
    expect(ours).toEqual([`POST ${statements}`, `POST ${statements}/${statementId}/cancel`]);
    expect(sql.time.elapsedMs()).toBeGreaterThanOrEqual(600_000);
    expect(sql.time.elapsedMs()).toBeLessThan(610_000);
  });

  test("and tells the state and the time in the log, at most once in ten seconds", async () => {
    await failLongStatement();
    expect(sql.lines.length).toBeGreaterThan(10);
    expectNoticesOfTheWait(/^Statement (\S+) is RUNNING after ([\d.]+) s$/);
  });

  test("with a result that came before the deadline's cancellation", async () => {
    const runMs = 1_000_000;
    // The cancellation is answered, without being carried out, long after the statement has ended.
    await sql.workspace.fault({ path: "^.*/cancel$", delay_ms: 2 * runMs, status: 200, body: {} });
    const { ending } = await startStatement(runMs);
    let isOver = false;
    void ending.finally(() => {
      isOver = true;
    });
    const [submitted] = await sql.workspace.requests();
    const { statement_id: statementId } = (submitted?.answer ?? {}) as { statement_id?: string };
    while (sql.time.elapsedMs() < 600_000) await sent();
    await sql.workspace.advance(runMs);
    const stateNow = async () => (await sql.workspace.call("GET", `${statements}/${statementId}`)).text;
    while (!(await stateNow()).includes("SUCCEEDED")) await sent();
    while (!isOver) await sql.workspace.advance(runMs / 2);
    expect(await ending).toMatchObject({ status: { state: "SUCCEEDED" }, rows: [{ a: 1 }] });
  });
});

describe("Run SQL fails clearly", () => {
  test("when the statement is wrong, in Databricks' words and with its state", async () => {
    const error = await failureOf(runSql("SELECT * FROM no_such_table"));
    expect(error).toMatchObject({
      name: "DatabricksError",
      message: expect.stringContaining("[TABLE_OR_VIEW_NOT_FOUND]"),
      errorCode: expect.stringContaining("42P01"),
    });
    expect(error.message).toMatch(/^Statement 01f0\S+ failed/);
  });

  test("when somebody else cancels it", async () => {
    await answers("POST", statements, { statement_id: id, status: { state: "CANCELED" } });
    expect((await failureOf(runSql("SELECT 1"))).message).toContain("it was cancelled by somebody else");
  });

  test("when its result is closed before it could be read", async () => {
    await answers("POST", statements, { statement_id: id, status: { state: "CLOSED" } });
    const { message } = await failureOf(runSql("SELECT 1"));
    expect(message).toContain("it ran to its end, but its result was closed");
    expect(message).toContain(id);
  });

  test("when Databricks gives no reason", async () => {
    await answers("POST", statements, { statement_id: id, status: { state: "FAILED" } });
    expect((await failureOf(runSql("SELECT 1"))).message).toContain("Databricks gave no reason");
  });

  test("when the answer has no statement id, without asking for a statement of no name", async () => {
    await answers("POST", statements, { status: { state: "SUCCEEDED" } });
    expect((await failureOf(runSql("SELECT 1"))).message).toContain("the response's statement_id is missing");
    expect(await sent()).toEqual([`POST ${statements}`]);
  });

  test("when the answer to the submission is lost and the query history refused: it may have run, and is not sent again", async () => {
    await sql.workspace.fault(refusedHistory);
    await sql.workspace.fault({ method: "POST", path: statements, phase: "after", drop: true });
    const { message } = await failureOf(runSql("CREATE TABLE lost (a INT)"));
    expect(message).toContain("The statement may have run");
    expect(await sent()).toEqual([`POST ${statements}`, `GET ${refusedHistory.path}`]);
  });

  test("not when the answer to the submission is lost and the statement only reads: it is sent again", async () => {
    await sql.workspace.fault({ method: "POST", path: statements, phase: "after", drop: true });
    expect(await runSql("SELECT 1 AS a")).toMatchObject({ rows: [{ a: 1 }] });
    expect(await sent()).toEqual([`POST ${statements}`, `POST ${statements}`]);
  });

  test("when its state cannot be read any more: it is cancelled", async () => {
    await answers("POST", statements, { statement_id: id, status: { state: "RUNNING" } });
    await sql.workspace.fault({
      method: "GET",
      path: oneOf,
      status: 403,
      body: { error_code: 403, message: "Invalid access token." },
      times: 100,
    });
    await sql.workspace.fault({ method: "POST", path: `${statements}/${id}/cancel`, status: 200, body: {} });
    const { message } = await failureOf(runSql("SELECT 1"));
    expect(message).toContain("Invalid access token");
    expect(message).toContain(`Statement ${id} received a cancel request`);
  });

  test("when its state cannot be read and it cannot be cancelled: it may go on", async () => {
    await answers("POST", statements, { statement_id: id, status: { state: "RUNNING" } });
    await sql.workspace.fault({
      path: "^/api/2.0/sql/statements/",
      status: 403,
      body: { error_code: "PERMISSION_DENIED", message: "No." },
      times: 100,
    });
    const { message } = await failureOf(runSql("SELECT 1"));
    expect(message).toContain("PERMISSION_DENIED");
    expect(message).toContain(`Statement ${id} may continue and incur costs`);
  });
});
