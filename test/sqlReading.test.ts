/** Reading a large result: what ends it ends all of it, in time and with a reason. */
import { getHeapStatistics } from "node:v8";
import { failureOf } from "./support/component";
import { startScriptedServer } from "./support/scriptedServer";
import { gapsOf, statements, useSqlRuns } from "./support/sqlRuns";

const storagePath = "^/[^/]+/results/";
const always = 1000;
const fifty = "SELECT id FROM range(50)";
/** How long a step may read, in milliseconds. */
const readingMs = 840_000;

const sql = useSqlRuns<unknown>({ rows_per_chunk: 7 });

const runSql = (more: Record<string, unknown> = {}): Promise<unknown> =>
  sql.runSql(fifty, { disposition: "externalLinks", ...more });

const requests = async (): Promise<number> => (await sql.workspace.requests()).length;

/** Lets a quarter of an hour pass in which whatever still continues would ask again. */
const aWhile = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 900_000));

test("when one chunk cannot be had, what is under way for the others ends at once", async () => {
  await sql.workspace.fault({ path: "^.*/result/chunks/1$", status: 404, times: always, body: {} });
  await sql.workspace.fault({ path: "^.*/result/chunks/[23]$", status: 503, times: always, body: {} });
  const { message } = await failureOf(runSql());
  expect(message).toContain("/result/chunks/1 failed (HTTP 404)");
  expect(sql.time.elapsedMs()).toBeLessThan(10_000);
  const sent = await requests();
  await aWhile();
  expect(await requests()).toBe(sent);
});

test("when a chunk is not as the manifest says, no further one is asked for", async () => {
  await sql.workspace.fault({ path: `${storagePath}[^/]+/0$`, status: 200, body: "[]" });
  await sql.workspace.fault({ path: `${storagePath}[^/]+/[123]$`, status: 503, times: always, body: "" });
  const { message } = await failureOf(runSql({ resultFormat: "csv" }));
  expect(message).toContain("0 rows were returned in chunk 0, but the manifest names 7");
  const sent = await requests();
  await aWhile();
  expect(await requests()).toBe(sent);
});

test("ends before the platform would end the execution, and says how far it came", async () => {
  await sql.workspace.statements({ rows_per_chunk: 1 });
  for (let chunk = 0; chunk < 50; chunk += 1) {
    const path = `${storagePath}[^/]+/${chunk}$`;
    await sql.workspace.fault({ path, status: 429, headers: { "retry-after": "105" }, body: "" });
  }
  const { name, message } = await failureOf(runSql());
  expect(name).toBe("DatabricksError");
  expect(message).toMatch(
    /^Reading the result of statement \S+ failed: (?:2\d|3\d) of 50 chunks had been read when the time limit of the step was reached\. /,
  );
  expect(message).toContain("The statement itself has run");
  // A pause that would go beyond the end is not waited for.
  expect(sql.time.elapsedMs()).toBeGreaterThanOrEqual(readingMs - 116_000);
  expect(sql.time.elapsedMs()).toBeLessThan(readingMs + 1000);
  const progress = sql.lines.filter(({ text }) => text.startsWith("Read "));
  const told = progress.map(({ text }) =>
    Number(/^Read (\d+) of 50 rows of statement 01f0\S+$/.exec(text)?.[1]),
  );
  expect(told.length).toBeGreaterThan(5);
  expect(told).toEqual([...new Set(told)].sort((one, other) => one - other));
  expect(Math.min(...gapsOf(progress))).toBeGreaterThanOrEqual(10_000);
});

test("tells of a long download in the log, at most once in ten seconds", async () => {
  await sql.workspace.statements({ rows_per_chunk: 1 });
  for (let chunk = 0; chunk < 50; chunk += 1) {
    const path = `${storagePath}[^/]+/${chunk}$`;
    await sql.workspace.fault({ path, status: 429, headers: { "retry-after": "3" }, body: "" });
  }
  await runSql();
  const progress = sql.lines.filter(({ text }) => /^Read \d+ of 50 rows of statement 01f0\S+$/.test(text));
  expect(progress.length).toBeGreaterThan(1);
  expect(Math.min(...gapsOf(progress))).toBeGreaterThanOrEqual(10_000);
});

test("warns before rows that may be too many for the memory of the step, and not of files", async () => {
  const { heap_size_limit: heap } = getHeapStatistics();
  const statement = {
    statement_id: "01f0aaaa-bbbb-1ccc-addd-eeeeeeeeeeee",
    status: { state: "SUCCEEDED" },
    manifest: { total_chunk_count: 1, total_row_count: 0, total_byte_count: heap },
    result: {},
  };
  await sql.workspace.fault({ path: "/api/2.0/sql/statements", status: 200, body: statement, times: 2 });
  await runSql({ resultFormat: "csv" });
  expect(sql.lines).toEqual([]);
  await runSql();
  expect(sql.lines.map(({ level }) => level)).toEqual(["warn"]);
  expect(sql.lines[0]?.text).toContain("a Result Format of CSV or JSON Lines takes far less");
});

/** The most bytes of a file, and those of its head and of its shortest row, where the one column is called id. */
const largestFile = 134_217_728;
const files = [
  { resultFormat: "csv", headBytes: "id\r\n".length, leastRowBytes: "\r\n".length },
  { resultFormat: "jsonLines", headBytes: 0, leastRowBytes: '{"id":1}\n'.length },
];

describe.each(files)("a file as $resultFormat", ({ resultFormat, headBytes, leastRowBytes }) => {
  const fittingRows = Math.floor((largestFile - headBytes) / leastRowBytes);

  /** Reads a result of three chunks that has, by its manifest, so many rows. Tells what was asked for. */
  const read = async (rows: number, disposition: string) => {
    const storage = await startScriptedServer(sql.time);
    storage.script({ body: [["1"]] });
    const external_links = [
      { chunk_index: 0, external_link: storage.url, expiration: "2030-01-01T00:00:00Z" },
    ];
    const statement = {
      statement_id: "01f0aaaa-bbbb-1ccc-addd-eeeeeeeeeeee",
      status: { state: "SUCCEEDED" },
      manifest: {
        schema: { columns: [{ name: "id", position: 0, type_name: "INT", type_text: "INT" }] },
        total_chunk_count: 3,
        chunks: [0, 1, 2].map((chunk_index) => ({ chunk_index, row_offset: 0, row_count: 2 })),
        total_row_count: rows,
      },
      result: disposition === "inline" ? { data_array: [["1"]] } : { external_links },
    };
    await sql.workspace.fault({ method: "POST", path: statements, status: 200, body: statement });
    const { message } = await failureOf(runSql({ resultFormat, disposition }));
    await storage.close();
    return { message, sent: await sql.sent(), downloads: storage.arrivals.length };
  };

  test.each(["inline", "externalLinks"])(
    "that could not end within its limit is refused before any chunk is asked for (%s)",
    async (disposition) => {
      const { message, sent, downloads } = await read(fittingRows + 1, disposition);
      expect(message).toMatch(/statement 01f0aaaa-\S+ failed: the file would have at least \d+ bytes/);
      expect(message).toContain(`the platform allows at most ${largestFile}`);
      expect(message).toContain(
        "Request fewer rows or columns, set a Row Limit, or write the result to a volume with SQL: Export Result To Volume",
      );
      expect(message).toContain("The statement itself has run");
      expect(sent).toEqual([`POST ${statements}`]);
      expect(downloads).toBe(0);
    },
  );

  test("that could just end within its limit is begun", async () => {
    const { message, downloads } = await read(fittingRows, "externalLinks");
    expect(message).toContain("1 rows were returned in chunk 0, but the manifest names 2");
    expect(downloads).toBe(1);
  });
});
