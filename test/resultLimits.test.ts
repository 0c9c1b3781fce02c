/** A connection's limits on results: what is above them is refused and named, and never cut without a word. */
import { landingFileExample } from "../src/services/files/listingExamples";
import { warehouseExample } from "../src/services/warehouses/warehousesExamples";
import { failureOf, type LogLine, runIn, tokenConnection } from "./support/component";
import { statements, useSqlRuns } from "./support/sqlRuns";
import type { Fault } from "./support/workspace";

const sql = useSqlRuns<{ rows: object[] }>({ rows_per_chunk: 10 });

/** Runs an action with a connection whose switches are set. */
const runWith = (switches: object, key: string, parameters: object): Promise<unknown> =>
  runIn(sql.workspace, key, parameters as Record<string, unknown>, {
    connection: tokenConnection(sql.workspace, switches as Record<string, unknown>),
    lines: sql.lines as LogLine[],
  });

const runSql = (switches: object, sqlStatement: string, more: object = {}): Promise<unknown> =>
  runWith(switches, "runSql", { warehouseId: warehouseExample.id, sqlStatement, ...more });

const fifty = "SELECT id FROM range(50)";

const limitsSent = async (): Promise<object[]> =>
  (await sql.submissions()).map(({ row_limit, byte_limit }) => ({ row_limit, byte_limit }));

const chunkRequests = async (): Promise<string[]> =>
  (await sql.sent()).filter((request) => /chunks|results/.test(request));

describe("Max Result Rows", () => {
  const formats = ["rows", "databricksResponse", "csv", "jsonLines"];

  test.each(formats)("refuses a larger result as %s before its rows are read", async (resultFormat) => {
    const more = { resultFormat, disposition: "externalLinks" };
    const { name, message } = await failureOf(runSql({ maxResultRows: "20" }, fifty, more));
    expect(name).toBe("DatabricksError");
    expect(message).toMatch(
      /^Reading the result of statement \S+ failed: Max Result Rows of the connection is 20, but the result has more than 20 rows\. Request fewer rows, such as by a limit below 20\. The statement itself has run\.$/,
    );
    expect(await limitsSent()).toEqual([{ row_limit: 21 }]);
    expect(await chunkRequests()).toEqual([]);
  });

  test("gives a result of exactly as many rows", async () => {
    expect(await runSql({ maxResultRows: "50" }, fifty)).toMatchObject({
      manifest: { truncated: false, total_row_count: 50 },
      rows: { length: 50 },
    });
    expect(await limitsSent()).toEqual([{ row_limit: 51 }]);
  });

  test("leaves a smaller Row Limit as it is: its result is cut, and says so", async () => {
    expect(await runSql({ maxResultRows: "49" }, fifty, { rowLimit: "20" })).toMatchObject({
      manifest: { truncated: true },
      rows: { length: 20 },
    });
    expect(await limitsSent()).toEqual([{ row_limit: 20 }]);
    const { message } = await failureOf(runSql({ maxResultRows: "49" }, fifty, { rowLimit: "1000" }));
    expect(message).toContain("Max Result Rows of the connection is 49");
  });

  test("is not sent with a statement that may write", async () => {
    await runSql(
      { maxResultRows: "1", maxResultMegabytes: "1" },
      "CREATE TABLE workspace.default.made AS SELECT 1 AS a",
    );
    expect(await limitsSent()).toEqual([{}]);
  });

  test("covers a statement that was started before, with its true number of rows", async () => {
    const { statement_id } = (await runSql({}, fifty)) as { statement_id: string };
    const get = (switches: object): Promise<unknown> =>
      runWith(switches, "getStatement", { statementId: statement_id, waitForResult: "true" });
    expect((await failureOf(get({ maxResultRows: 20 }))).message).toContain("but the result has 50 rows.");
    expect(await get({ maxResultRows: 50 })).toMatchObject({ rows: { length: 50 } });
  });

  test("covers an export, which writes no file then", async () => {
    const { message } = await failureOf(
      runWith({ maxResultRows: "49" }, "exportToVolume", {
        warehouseId: warehouseExample.id,
        sqlStatement: fifty,
        directoryPath: "/Volumes/main/default/landing/export",
        fileName: "part",
      }),
    );
    expect(message).toContain("Max Result Rows of the connection is 49, but the result has 50 rows");
    expect((await sql.sent()).filter((request) => request.startsWith("PUT"))).toEqual([]);
  });
});

describe("Max Result Megabytes", () => {
  const wide = "SELECT id, repeat('x', 1000) AS filler FROM range(50)";

  test.each(["inline", "externalLinks"])("refuses a larger result, disposition %s", async (disposition) => {
    const { message } = await failureOf(runSql({ maxResultMegabytes: "0.02" }, wide, { disposition }));
    expect(message).toMatch(
      /^Reading the result of statement \S+ failed: Max Result Megabytes of the connection is 0\.02, but the result has (?:more than 0\.02|0\.0\d+) MB\. Request fewer rows or columns\. The statement itself has run\.$/,
    );
    expect(await limitsSent()).toEqual([{ byte_limit: 20_000 }]);
  });

  test("gives a smaller one, and leaves a smaller Byte Limit as it is", async () => {
    expect(await runSql({ maxResultMegabytes: "1" }, wide)).toMatchObject({ rows: { length: 50 } });
    expect(await runSql({ maxResultMegabytes: "1" }, wide, { byteLimit: "10000" })).toMatchObject({
      manifest: { truncated: true },
    });
    expect(await limitsSent()).toEqual([{ byte_limit: 1_000_000 }, { byte_limit: 10_000 }]);
  });

  test("covers a statement that was started before", async () => {
    const { statement_id } = (await runSql({}, wide)) as { statement_id: string };
    const { message } = await failureOf(
      runWith({ maxResultMegabytes: "0.02" }, "getStatement", {
        statementId: statement_id,
        waitForResult: "true",
      }),
    );
    expect(message).toContain("Max Result Megabytes of the connection is 0.02, but the result has 0.0");
  });

  test("covers downloads of files", async () => {
    const { path: filePath, sizeBytes = 0 } = landingFileExample;
    const download = (bytes: number): Promise<unknown> =>
      runWith({ maxResultMegabytes: String(bytes / 1_000_000) }, "downloadFile", { filePath });
    expect((await failureOf(download(sizeBytes - 1))).message).toMatch(
      /^GET \/api\/2\.0\/fs\/files\/\S+ failed: Max Result Megabytes of the connection is 0\.\d+, but the file has 0\.\d+ MB\.$/,
    );
    await download(sizeBytes);
  });

  test("covers the responses of raw requests", async () => {
    const list = { url: "/2.1/clusters/list", method: "GET" };
    const { message } = await failureOf(runWith({ maxResultMegabytes: "0.0001" }, "rawRequest", list));
    expect(message).toMatch(
      /^GET \/api\/2\.1\/clusters\/list failed \(HTTP 200\): Max Result Megabytes of the connection is 0\.0001, but the response has/,
    );
    await runWith({ maxResultMegabytes: "1" }, "rawRequest", list);
  });

  test("says of a raw request that writes that it was carried out", async () => {
    const job = { url: "/2.2/jobs/create", method: "POST", data: '{"name":"a"}' };
    const { message } = await failureOf(runWith({ maxResultMegabytes: "0.000001" }, "rawRequest", job));
    expect(message).toMatch(/^POST .*Max Result Megabytes .* The request was carried out, /);
  });
});

describe("Max Statements At A Time", () => {
  /** Statements that were submitted, and those that were seen to end, in order. */
  const events = async (): Promise<string[]> =>
    (await sql.workspace.requests()).flatMap(({ method, path, answer }) => {
      const { state } = (answer as { status?: { state?: string } } | null)?.status ?? {};
      const submitted = method === "POST" && path === statements ? ["submitted"] : [];
      return [...submitted, ...(state === "SUCCEEDED" ? ["ended"] : [])];
    });

  test("holds others back until a statement has ended, and runs all of them", async () => {
    await sql.workspace.setClock("auto");
    await sql.workspace.statements({ run_ms: 120_000 });
    const all = Array.from({ length: 3 }, (_, index) =>
      runSql({ maxStatements: "1" }, `SELECT ${index} AS n`, { timeoutSeconds: "600" }),
    );
    const results = (await Promise.all(all)) as { rows: { n: number }[] }[];
    expect(results.map(({ rows }) => rows[0]?.n)).toEqual([0, 1, 2]);
    expect(await events()).toEqual(["submitted", "ended", "submitted", "ended", "submitted", "ended"]);
    const waits = sql.lines.filter(({ text }) =>
      /Max Statements At A Time of the connection is 1/.test(text),
    );
    expect(waits).toHaveLength(2);
  });

  test("what waits until its time is up is not sent, and says what held it back", async () => {
    await sql.workspace.statements({ run_ms: 600_000 });
    const long = failureOf(runSql({ maxStatements: 1 }, "SELECT 1", { timeoutSeconds: "300" }));
    const second = failureOf(runSql({ maxStatements: 1 }, "SELECT 2", { timeoutSeconds: "60" }));
    while (!(await sql.workspace.requests()).some(({ status }) => status === 200)) {
      await sql.workspace.advance(1000);
    }
    const { message } = await second;
    expect(message).toBe(
      "The statement failed: it was not sent, since Max Statements At A Time of the connection is 1, and others ran until its time was up (60 s). Set a longer Timeout (seconds), run fewer steps at a time, or raise the limit.",
    );
    expect((await long).message).toMatch(/cancel/);
    expect((await sql.submissions()).filter(({ statement }) => statement === "SELECT 2")).toEqual([]);
    // The turn of what was cancelled is free again.
    await sql.workspace.statements({ run_ms: 0 });
    expect(await runSql({ maxStatements: 1 }, "SELECT 3 AS n")).toMatchObject({ rows: [{ n: 3 }] });
  });

  const write = "INSERT INTO t VALUES (1)";
  test.each<[string, string, Partial<Fault> | undefined]>([
    ["a statement that fails", "SELECT * FROM nowhere", undefined],
    [
      "a refused submission",
      write,
      { status: 403, body: { error_code: "PERMISSION_DENIED", message: "No" } },
    ],
    ["a lost answer", write, { drop: true, phase: "after" }],
    ["a response that is no statement", "SELECT 1", { status: 200, body: "[]" }],
  ])("%s frees its turn", async (_what, statement, fault) => {
    if (fault) await sql.workspace.fault({ method: "POST", path: statements, ...fault });
    await failureOf(runSql({ maxStatements: 1 }, statement, { timeoutSeconds: "60" }));
    const next = await runSql({ maxStatements: 1 }, "SELECT 1 AS n", { timeoutSeconds: "60" });
    expect(next).toMatchObject({ rows: [{ n: 1 }] });
  });

  test("a statement that its step does not wait for counts until it is accepted", async () => {
    await sql.workspace.statements({ run_ms: 600_000 });
    for (const n of [1, 2]) {
      expect(await runSql({ maxStatements: 1 }, `SELECT ${n}`, { waitForResult: "false" })).toHaveProperty(
        "statement_id",
      );
    }
  });
});
