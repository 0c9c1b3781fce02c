/** Results that come by external links: from cloud storage, without the workspace's token, whole or not at all. */
import { failureOf } from "./support/component";
import { linkedStatementId as id, linkResultTo } from "./support/linkedResult";
import { type ScriptedServer, startScriptedServer } from "./support/scriptedServer";
import { statements, useSqlRuns } from "./support/sqlRuns";
import type { LoggedRequest } from "./support/workspace";

interface Result {
  statement_id: string;
  manifest: { total_chunk_count: number };
  rows: { id: number }[];
}

const oneChunk = "^/api/2.0/sql/statements/[^/]+/result/chunks/";
const storagePath = "^/[^/]+/results/";
const always = 1000;

const fifty = "SELECT id FROM range(50)";
const ids = Array.from({ length: 50 }, (_, index) => ({ id: index }));

const sql = useSqlRuns<Result>({ rows_per_chunk: 7 });
const { submissions } = sql;

let storage: ScriptedServer;
beforeEach(async () => {
  storage = await startScriptedServer(sql.time);
});
afterEach(() => storage.close());

const runSql = (sqlStatement: string, more?: Record<string, unknown>): Promise<Result> =>
  sql.runSql(sqlStatement, { disposition: "externalLinks", ...more });

const requestsTo = async (target: LoggedRequest["target"]): Promise<LoggedRequest[]> =>
  (await sql.workspace.requests()).filter((request) => request.target === target);

const linkTo = (url: string): Promise<void> => linkResultTo(sql.workspace, url);

describe("a result by external links", () => {
  test("has every row in order", async () => {
    const { rows, manifest } = await runSql(fifty);
    expect(rows).toEqual(ids);
    expect(manifest.total_chunk_count).toBe(8);
    expect(await submissions()).toEqual([expect.objectContaining({ disposition: "EXTERNAL_LINKS" })]);
  });

  test("is asked for its last chunk last, since that may close the statement", async () => {
    await sql.workspace.fault({ method: "GET", path: "^.*/result/chunks/5$", status: 503, body: {} });
    expect((await runSql(fifty)).rows).toEqual(ids);
    const chunks = (await requestsTo("api")).map(({ path }) => path).filter((path) => /chunks/.test(path));
    expect(chunks.at(-1)).toMatch(/chunks\/7$/);
    expect(chunks.filter((path) => path.endsWith("/5"))).toHaveLength(2);
  });

  test("is asked for without the workspace's token, with the headers that the links demand", async () => {
    await sql.workspace.statements({ link_headers: { "x-amz-server-side-encryption-customer-key": "abc" } });
    expect((await runSql(fifty)).rows).toEqual(ids);
    const asked = await requestsTo("storage");
    expect(asked).toHaveLength(8);
    for (const { headers } of asked) {
      expect(headers).not.toHaveProperty("authorization");
      expect(headers["x-amz-server-side-encryption-customer-key"]).toBe("abc");
    }
  });

  test("may be empty", async () => {
    expect((await runSql("SELECT id FROM range(50) WHERE id < 0")).rows).toEqual([]);
    expect(await requestsTo("storage")).toEqual([]);
  });

  test("goes on with a new link where one has expired", async () => {
    await sql.workspace.statements({ rows_per_chunk: null });
    // Storage looks at the link a quarter of an hour and more after it was made.
    await sql.workspace.fault({ path: storagePath, delay_ms: 960_000 });
    const running = runSql(fifty);
    while ((await requestsTo("storage")).length === 0);
    await sql.workspace.advance(960_000);
    expect((await running).rows).toEqual(ids);
    expect((await requestsTo("storage")).map(({ status }) => status)).toEqual([403, 200]);
    expect((await requestsTo("api")).filter(({ path }) => path.endsWith("/chunks/0"))).toHaveLength(1);
  });

  test.each([400, 401, 403, 404, 410])("goes on with a new link where storage answers %i", async (status) => {
    await sql.workspace.fault({
      path: storagePath,
      status,
      body: "<Error/>",
      content_type: "application/xml",
    });
    expect((await runSql(fifty)).rows).toEqual(ids);
    expect(await requestsTo("storage")).toHaveLength(9);
  });

  test("that storage refuses for good is an error that names the storage host and the way out", async () => {
    await sql.workspace.fault({
      path: storagePath,
      status: 403,
      body: "<Error><Code>AccessDenied</Code></Error>",
      content_type: "application/xml",
      times: always,
    });
    const { name, message } = await failureOf(runSql(fifty));
    expect(name).toBe("DatabricksError");
    expect(message).toMatch(/storage host 127\.0\.0\.1:\d+/);
    expect(message).toContain("storage refused it, even with a new link (HTTP 403)");
    expect(message).toContain("set Disposition to Inline");
    expect(message).toContain("The statement itself has run");
    expect(message).not.toContain("X-Amz-Signature");
  });

  test("that storage cannot serve is an error that tells its status", async () => {
    await sql.workspace.fault({ path: storagePath, status: 503, body: "<Error/>", times: always });
    const { message } = await failureOf(runSql("SELECT 1 AS a"));
    expect(message).toContain("storage returned HTTP 503");
    expect(message).toMatch(/storage host 127\.0\.0\.1:\d+/);
  });

  test("whose storage refuses the connection is an error that says what to allow", async () => {
    await storage.close();
    await linkTo(`${storage.url}/a/b?X-Amz-Signature=abcdef`);
    const { message } = await failureOf(runSql("SELECT 1"));
    const { host } = new URL(storage.url);
    expect(message).toContain(`the host cannot be reached (ECONNREFUSED)`);
    expect(message).toContain(`Allow the network to reach ${host}`);
    expect(message).toContain("set Disposition to Inline");
    expect(message).not.toContain("abcdef");
  });

  test("whose download is dropped is downloaded again, and no row comes twice", async () => {
    await sql.workspace.fault({ path: storagePath, drop: true, times: 3 });
    expect((await runSql(fifty)).rows).toEqual(ids);
  });

  test("whose download breaks in the middle is downloaded again from its beginning", async () => {
    await linkTo(`${storage.url}/a`);
    storage.script("dropMidAnswer", "dropMidAnswer", { body: [["1"], ["2"]] });
    expect((await runSql("SELECT 1")).rows).toEqual([{ id: 1 }, { id: 2 }]);
    expect(storage.arrivals).toHaveLength(3);
  });

  test("whose download stops in the middle is downloaded again after a minute of silence", async () => {
    await linkTo(`${storage.url}/a`);
    storage.script("hangMidAnswer", { body: [["1"], ["2"]] });
    expect((await runSql("SELECT 1")).rows).toEqual([{ id: 1 }, { id: 2 }]);
    const [gap] = storage.gaps();
    expect(gap).toBeGreaterThanOrEqual(60_000);
    expect(gap).toBeLessThan(61_000);
  });

  test("that storage is too busy for is asked for again", async () => {
    await sql.workspace.fault({ path: storagePath, status: 503, body: "<Error/>", times: 2 });
    await sql.workspace.fault({ path: storagePath, status: 429, headers: { "retry-after": "2" }, skip: 3 });
    expect((await runSql(fifty)).rows).toEqual(ids);
  });

  test.each(["rows", "databricksResponse", "csv", "jsonLines"])(
    "with fewer rows than the manifest names is an error as %s",
    async (resultFormat) => {
      await linkTo(`${storage.url}/a`);
      storage.script({ body: [["1"]] });
      const { message } = await failureOf(runSql("SELECT 1", { resultFormat }));
      expect(message).toContain("1 rows were returned in chunk 0, but the manifest names 2");
      expect(message).toContain(id);
    },
  );

  test.each(["rows", "databricksResponse", "csv", "jsonLines"])(
    "that is no JSON is an error as %s, which names the statement",
    async (resultFormat) => {
      await linkTo(`${storage.url}/a`);
      storage.script({ body: '<html>"Sign in"</html>' });
      const { name, message } = await failureOf(runSql("SELECT 1", { resultFormat }));
      expect(name).toBe("DatabricksError");
      expect(message).toContain(id);
    },
  );
});

describe("a chunk", () => {
  test.each(["inline", "externalLinks"])(
    "that is refused as one too many is asked for again (%s)",
    async (disposition) => {
      await sql.workspace.fault({
        method: "GET",
        path: oneChunk,
        status: 429,
        body: { error_code: "REQUEST_LIMIT_EXCEEDED", message: "Too many requests." },
        times: 3,
      });
      expect((await runSql(fifty, { disposition })).rows).toEqual(ids);
    },
  );

  test("that cannot be had is an error that says that the statement has run", async () => {
    await sql.workspace.fault({
      method: "GET",
      path: oneChunk,
      status: 404,
      body: { error_code: "NOT_FOUND", message: "The statement was closed." },
      times: always,
    });
    const { message } = await failureOf(runSql(fifty, { disposition: "inline" }));
    expect(message).toContain("The statement was closed.");
    expect(message).toContain("The statement itself has run");
  });
});

describe("a result that is too large to come inline", () => {
  const tooLarge =
    "Inline byte limit exceeded. Statements executed with disposition=INLINE can have a result size of at most 26214400 bytes. Please execute the statement with disposition=EXTERNAL_LINKS if you want to download the full result.";

  beforeEach(() =>
    sql.workspace.fault({
      method: "POST",
      path: statements,
      status: 200,
      body: {
        statement_id: id,
        status: { state: "FAILED", error: { error_code: "BAD_REQUEST", message: tooLarge } },
      },
    }),
  );

  test("comes by external links when the disposition is left to the component", async () => {
    expect((await runSql(fifty, { disposition: "automatic" })).rows).toEqual(ids);
    expect(await submissions()).toEqual([
      expect.objectContaining({ disposition: "INLINE" }),
      expect.objectContaining({ disposition: "EXTERNAL_LINKS" }),
    ]);
    expect(sql.lines.map(({ text }) => text)).toContainEqual(
      expect.stringContaining("run again with external links"),
    );
  });

  test("is an error when the statement may write: it is not run twice", async () => {
    const { message } = await failureOf(
      runSql("INSERT INTO a SELECT * FROM b", { disposition: "automatic" }),
    );
    expect(message).toContain("Inline byte limit exceeded");
    expect(message).toContain("set Disposition to External Links");
    expect(await submissions()).toHaveLength(1);
  });

  test("is an error that says what to choose when it is to come inline", async () => {
    const { message } = await failureOf(runSql(fifty, { disposition: "inline" }));
    expect(message).toContain("Set Disposition to External Links or Automatic");
    expect(await submissions()).toHaveLength(1);
  });
});
