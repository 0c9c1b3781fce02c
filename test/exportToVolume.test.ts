/** Results of any size in the files of a volume: whole or not at all, whatever breaks on the way. */
import { warehouseExample } from "../src/services/warehouses/warehousesExamples";
import { failureOf } from "./support/component";
import { statements, useSqlRuns } from "./support/sqlRuns";
import type { LoggedRequest } from "./support/workspace";

interface Exported {
  files: { path: string; rows: number; sizeBytes: number }[];
  rows: number;
  sizeBytes: number;
  statementId: string;
}

const directory = "/Volumes/workspace/default/landing/exports";
const filesApi = "/api/2.0/fs/files";
const storagePath = "^/[^/]+/results/";
const always = 1000;

const sql = useSqlRuns<unknown>({ rows_per_chunk: 1000 });

const exportRows = (sqlStatement: string, more: Record<string, unknown> = {}): Promise<Exported> =>
  sql.run("exportToVolume", {
    warehouseId: warehouseExample.id,
    sqlStatement,
    directoryPath: directory,
    fileName: "report",
    ...more,
  }) as Promise<Exported>;

/** The text of a file in the volume; undefined where there is none. */
const textOf = async (path: string): Promise<string | undefined> => {
  const { status, text } = await sql.workspace.call("GET", filesApi + path);
  return status === 200 ? text : undefined;
};

const fileNames = async (): Promise<string[]> => {
  const { json } = await sql.workspace.call("GET", `/api/2.0/fs/directories${directory}`);
  return ((json as { contents?: { name: string }[] }).contents ?? []).map(({ name }) => name);
};

const requestsOf = async (
  method: string,
  target: LoggedRequest["target"] = "api",
): Promise<LoggedRequest[]> =>
  (await sql.workspace.requests()).filter(
    (request) => request.method === method && request.target === target,
  );

/** So many rows of about 1 KB. */
const wide = (rows: number): string => `SELECT id, repeat('x', 1000) AS text FROM range(${rows})`;

const wideCsv = (from: number, to: number): string =>
  ["id,text", ...Array.from({ length: to - from }, (_, row) => `${from + row},${"x".repeat(1000)}`), ""].join(
    "\r\n",
  );

describe("an export", () => {
  test("has in its files what Run SQL gives as a file", async () => {
    const odd = `SELECT id, CASE id % 4 WHEN 0 THEN NULL WHEN 1 THEN '' WHEN 2 THEN 'a "b", c' ELSE 'ü\\n😀' END AS text,
      CAST(id AS DECIMAL(10,2)) AS \`odd, name\`, named_struct('a', array(id, NULL), 'b', map('k', 'v')) AS nested FROM range(2300)`;
    for (const fileFormat of ["csv", "jsonLines"]) {
      const { files, rows, sizeBytes, statementId } = await exportRows(odd, {
        fileFormat,
        fileName: fileFormat,
      });
      const whole = String(await sql.runSql(odd, { resultFormat: fileFormat }));
      expect(await textOf(files[0]?.path ?? "")).toBe(whole);
      const path = `${directory}/${fileFormat}-00001.${fileFormat === "csv" ? "csv" : "jsonl"}`;
      expect(files).toEqual([{ path, rows: 2300, sizeBytes: Buffer.byteLength(whole) }]);
      expect({ rows, sizeBytes, statementId }).toEqual({
        rows: 2300,
        sizeBytes: Buffer.byteLength(whole),
        statementId: expect.stringMatching(/^01f0/),
      });
    }
  });

  test("of no rows is one file: the header alone as CSV, nothing as JSON Lines", async () => {
    const none = "SELECT 1 AS a, 2 AS `b,c` WHERE 1 = 0";
    const csv = await exportRows(none);
    expect(csv).toMatchObject({ files: [{ rows: 0, sizeBytes: 9 }], rows: 0, sizeBytes: 9 });
    expect(await textOf(csv.files[0]?.path ?? "")).toBe('a,"b,c"\r\n');
    const lines = await exportRows(none, { fileFormat: "jsonLines" });
    expect(lines).toMatchObject({ files: [{ rows: 0, sizeBytes: 0 }], rows: 0, sizeBytes: 0 });
    expect(await textOf(lines.files[0]?.path ?? "")).toBe("");
  });

  test("is split at the size that is chosen, each CSV file with its header", async () => {
    const { files, rows } = await exportRows(wide(2500), { maxFileMegabytes: "1" });
    expect(rows).toBe(2500);
    expect(files.map(({ path }) => path.slice(directory.length))).toEqual([
      "/report-00001.csv",
      "/report-00002.csv",
      "/report-00003.csv",
    ]);
    let from = 0;
    for (const file of files) {
      expect(file.sizeBytes).toBeLessThanOrEqual(1024 * 1024);
      expect((await textOf(file.path)) === wideCsv(from, from + file.rows)).toBe(true);
      from += file.rows;
    }
    // Two of three chunks are in two files each, and are downloaded once all the same.
    expect(await requestsOf("GET", "storage")).toHaveLength(3);
  });

  test("runs its statement once, even one that may write", async () => {
    await sql.runSql("CREATE TABLE workspace.default.numbers (id INT)");
    await sql.workspace.forget();
    const { files } = await exportRows("INSERT INTO workspace.default.numbers SELECT id FROM range(5)");
    expect(await sql.submissions()).toEqual([expect.objectContaining({ disposition: "EXTERNAL_LINKS" })]);
    expect(await textOf(files[0]?.path ?? "")).toMatch(/^num_affected_rows,num_inserted_rows\r\n5,5\r\n$/);
  });

  test("binds parameters and the default schema", async () => {
    const statement = "SELECT count(*) AS n FROM airports WHERE state IN (:states)";
    const { files } = await exportRows(statement, {
      sqlParameters: [{ name: "states", value: ["HI", "AK"] }],
      catalog: "samples",
      schema: "aviation",
      fileName: "count.csv",
    });
    expect(files[0]?.path).toBe(`${directory}/count-00001.csv`);
    expect(await textOf(files[0]?.path ?? "")).toMatch(/^n\r\n[1-9]\d*\r\n$/);
  });
});

describe("files that are there already", () => {
  test("stop the export before its statement runs", async () => {
    await exportRows("SELECT 1 AS a");
    await sql.workspace.forget();
    const { message } = await failureOf(exportRows("SELECT 2 AS a"));
    expect(message).toBe(
      `${directory}/report-00001.csv is there already: set Overwrite to true, or choose another File Name. Nothing was run.`,
    );
    expect(await sql.submissions()).toEqual([]);
  });

  test("stay where a later one is in the way, and nothing of the export does", async () => {
    const path = `${directory}/report-00002.csv`;
    await sql.workspace.call("PUT", `${filesApi}${path}?overwrite=true`, "mine");
    const { message } = await failureOf(exportRows(wide(2500), { maxFileMegabytes: 1 }));
    expect(message).toContain("No file of this export is left.");
    expect(await fileNames()).toEqual(["report-00002.csv"]);
    expect(await textOf(path)).toBe("mine");
  });

  test("are replaced by choice, and those that an earlier export has left are deleted", async () => {
    await exportRows(wide(3500), { maxFileMegabytes: 1 });
    expect(await fileNames()).toHaveLength(4);
    const { files } = await exportRows(wide(1500), { maxFileMegabytes: 1, overwrite: true });
    expect(files).toHaveLength(2);
    expect(await fileNames()).toEqual(["report-00001.csv", "report-00002.csv"]);
    expect((await textOf(files[1]?.path ?? "")) === wideCsv(files[0]?.rows ?? 0, 1500)).toBe(true);
  });
});

describe("an upload that breaks", () => {
  test.each([
    ["in its middle", { phase: "before", drop_after_bytes: 700_000 }],
    ["before its response", { phase: "after", drop: true }],
    ["with an error of the server", { phase: "before", status: 503, body: "" }],
  ])("%s is repeated from the first row of its file", async (_name, fault) => {
    // The second file: its chunks are downloaded again.
    await sql.workspace.fault({ method: "PUT", path: `^${filesApi}/`, skip: 1, ...fault } as object);
    const { files, rows } = await exportRows(wide(2500), { maxFileMegabytes: 1 });
    expect(rows).toBe(2500);
    let from = 0;
    for (const file of files) {
      expect((await textOf(file.path)) === wideCsv(from, from + file.rows)).toBe(true);
      from += file.rows;
    }
    expect(await fileNames()).toHaveLength(files.length);
  });

  test("always is an error, and no file is left", async () => {
    await sql.workspace.fault({
      method: "PUT",
      path: `^${filesApi}/.*2.csv$`,
      status: 500,
      body: "",
      times: always,
    });
    const { message } = await failureOf(exportRows(wide(2500), { maxFileMegabytes: 1 }));
    expect(message).toContain("No file of this export is left.");
    expect(await fileNames()).toEqual([]);
  });

  test("always leaves the whole files where that is chosen", async () => {
    await sql.workspace.fault({
      method: "PUT",
      path: `^${filesApi}/.*2.csv$`,
      status: 500,
      body: "",
      times: always,
    });
    const keeping = { maxFileMegabytes: 1, keepFilesOnFailure: true };
    const { message } = await failureOf(exportRows(wide(2500), keeping));
    expect(message).toContain(`1 whole file stays: ${directory}/report-00001.csv.`);
    expect(await fileNames()).toEqual(["report-00001.csv"]);
  });

  test("and files that cannot be deleted are named, in the error and in the log", async () => {
    await sql.workspace.fault({
      method: "PUT",
      path: `^${filesApi}/.*2.csv$`,
      status: 403,
      times: always,
      body: {
        error_code: "PERMISSION_DENIED",
        message: "User does not have WRITE VOLUME on Volume 'workspace.default.landing'.",
      },
    });
    await sql.workspace.fault({
      method: "DELETE",
      path: `^${filesApi}/`,
      status: 500,
      body: "",
      times: always,
    });
    const { message } = await failureOf(exportRows(wide(2500), { maxFileMegabytes: 1 }));
    expect(message).toContain("lacks WRITE VOLUME on the volume workspace.default.landing");
    expect(message).toContain(
      `Files of this export are left, which could not be deleted: ${directory}/report-00001.csv.`,
    );
    expect(
      sql.lines.filter(({ level, text }) => level === "warn" && /could not be deleted/.test(text)),
    ).toHaveLength(1);
  });
});

describe("a result that cannot be read", () => {
  test.each([
    [
      "whose links expire is read with new ones",
      { path: storagePath, status: 403, body: "<Error/>", times: 2 },
    ],
    ["whose storage drops the connection is read again", { path: storagePath, drop: true, times: 2 }],
    ["whose download is cut is read again", { path: storagePath, phase: "after", drop_after_bytes: 5000 }],
  ])("%s", async (_name, fault) => {
    await sql.workspace.fault(fault as object);
    const { files, rows } = await exportRows(wide(2500));
    expect(rows).toBe(2500);
    expect((await textOf(files[0]?.path ?? "")) === wideCsv(0, 2500)).toBe(true);
    expect(await requestsOf("PUT")).toHaveLength(2);
  });

  test("for good is an error of the storage, and leaves no file", async () => {
    await sql.workspace.fault({
      path: "^/[^/]+/results/[^/]+/2$",
      status: 403,
      body: "<Error/>",
      times: always,
    });
    const { message } = await failureOf(exportRows(wide(2500), { maxFileMegabytes: 1 }));
    expect(message).toContain("storage refused it, even with a new link (HTTP 403)");
    expect(message).toContain("No file of this export is left.");
    expect(await fileNames()).toEqual([]);
  });

  test("with a missing row leaves no file", async () => {
    await sql.workspace.fault({ path: "^/[^/]+/results/[^/]+/1$", body: [["1", "x"]], status: 200 });
    const { message } = await failureOf(exportRows(wide(2500)));
    expect(message).toContain("1 rows were returned in chunk 1, but the manifest names 1000");
    expect(await fileNames()).toEqual([]);
  });

  test("whole, since Databricks has cut it, is not exported", async () => {
    await sql.workspace.fault({
      method: "POST",
      path: statements,
      status: 200,
      body: {
        statement_id: "01f0",
        status: { state: "SUCCEEDED" },
        manifest: { truncated: true },
        result: {},
      },
    });
    const { message } = await failureOf(exportRows("SELECT 1 AS a"));
    expect(message).toContain("Databricks cut it at its limit of 100 GiB");
    expect(await requestsOf("PUT")).toEqual([]);
  });
});

describe("the deadline", () => {
  test("in the middle of an upload is an error that tells how far it came, and no file is left", async () => {
    await sql.workspace.fault({
      method: "PUT",
      path: `^${filesApi}/.*2.csv$`,
      status: 503,
      body: "",
      times: always,
    });
    const { message } = await failureOf(exportRows(wide(2500), { maxFileMegabytes: 1, timeoutSeconds: 30 }));
    expect(message).toMatch(
      /^Exporting the result of statement 01f0\S+ failed: after 30 s only 10\d\d of 2500 rows were in files\. Set a longer/,
    );
    expect(message).toContain("No file of this export is left.");
    expect(await fileNames()).toEqual([]);
    expect(sql.time.elapsedMs()).toBeLessThan(52_000);
  });

  test("while the statement runs cancels it", async () => {
    await sql.workspace.statements({ run_ms: 3_600_000 });
    const { message } = await failureOf(exportRows("SELECT 1 AS a", { timeoutSeconds: 3 }));
    expect(message).toContain("was cancelled (state CANCELED)");
  });
});

test("a result that no file of the platform can hold names the export", async () => {
  const columns = [{ name: "id", position: 0, type_name: "INT", type_text: "INT" }];
  const manifest = { schema: { columns }, total_chunk_count: 1, total_row_count: 1e9 };
  const body = { statement_id: "01f0", status: { state: "SUCCEEDED" }, manifest, result: {} };
  await sql.workspace.fault({ method: "POST", path: statements, status: 200, body });
  const { message } = await failureOf(sql.runSql("SELECT 1 AS id", { resultFormat: "csv" }));
  expect(message).toContain(
    "write the result to a volume with SQL: Export Result To Volume, whatever its size",
  );
});

test.each([
  [{ directoryPath: "/tmp" }, "Directory Path must be the path of a directory"],
  [{ fileName: "a/b" }, "File Name must be a name without slashes"],
  [{ fileName: ".csv" }, "File Name must have 1 to 200 characters."],
  [{ maxFileMegabytes: 5121 }, "Max File Size (MB) must be a whole number from 1 to 5120."],
])("the input %j is refused before anything is sent", async (input, message) => {
  expect((await failureOf(exportRows("SELECT 1", input))).message).toContain(message);
  expect(await sql.sent()).toEqual([]);
});
