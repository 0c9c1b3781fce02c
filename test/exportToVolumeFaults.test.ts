/** Exports whole or not at all, whatever breaks on the way: uploads, downloads, the time. */
import { failureOf } from "./support/component";
import { exportDirectory, filesApi, useSqlExports, wideCsv, wideRows } from "./support/sqlExports";
import { statements } from "./support/sqlRuns";

const storagePath = "^/[^/]+/results/";
const always = 1000;

const { sql, exportRows, textOf, fileNames, requestsOf } = useSqlExports();

/** Every upload of the second file fails. */
const failedSecondFile = {
  method: "PUT",
  path: `^${filesApi}/.*2.csv$`,
  status: 500,
  body: "",
  times: always,
};

describe("an upload that breaks", () => {
  test.each([
    ["in its middle", { phase: "before", drop_after_bytes: 700_000 }],
    ["before its response", { phase: "after", drop: true }],
    ["with an error of the server", { phase: "before", status: 503, body: "" }],
  ])("%s is repeated from the first row of its file", async (_name, fault) => {
    // The second file: its chunks are downloaded again.
    await sql.workspace.fault({ method: "PUT", path: `^${filesApi}/`, skip: 1, ...fault } as object);
    const { files, rows } = await exportRows(wideRows(2500), { maxFileMegabytes: 1 });
    expect(rows).toBe(2500);
    let from = 0;
    for (const file of files) {
      expect((await textOf(file.path)) === wideCsv(from, from + file.rows)).toBe(true);
      from += file.rows;
    }
    expect(await fileNames()).toHaveLength(files.length);
  });

  test("always is an error, and no file is left", async () => {
    await sql.workspace.fault(failedSecondFile);
    const { message } = await failureOf(exportRows(wideRows(2500), { maxFileMegabytes: 1 }));
    expect(message).toContain("No file of this export is left.");
    expect(await fileNames()).toEqual([]);
  });

  test("always leaves the whole files where that is chosen", async () => {
    await sql.workspace.fault(failedSecondFile);
    const keeping = { maxFileMegabytes: 1, keepFilesOnFailure: true };
    const { message } = await failureOf(exportRows(wideRows(2500), keeping));
    expect(message).toContain(`1 whole file stays: ${exportDirectory}/report-00001.csv.`);
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
    const { message } = await failureOf(exportRows(wideRows(2500), { maxFileMegabytes: 1 }));
    expect(message).toContain("lacks WRITE VOLUME on the volume workspace.default.landing");
    expect(message).toContain(
      `Files of this export are left, which could not be deleted: ${exportDirectory}/report-00001.csv.`,
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
    const { files, rows } = await exportRows(wideRows(2500));
    expect(rows).toBe(2500);
    expect((await textOf(files[0]?.path)) === wideCsv(0, 2500)).toBe(true);
    expect(await requestsOf("PUT")).toHaveLength(2);
  });

  test("for good is an error of the storage, and leaves no file", async () => {
    await sql.workspace.fault({
      path: "^/[^/]+/results/[^/]+/2$",
      status: 403,
      body: "<Error/>",
      times: always,
    });
    const { message } = await failureOf(exportRows(wideRows(2500), { maxFileMegabytes: 1 }));
    expect(message).toContain("storage refused it, even with a new link (HTTP 403)");
    expect(message).toContain("No file of this export is left.");
    expect(await fileNames()).toEqual([]);
  });

  test("with a missing row leaves no file", async () => {
    await sql.workspace.fault({ path: "^/[^/]+/results/[^/]+/1$", body: [["1", "x"]], status: 200 });
    const { message } = await failureOf(exportRows(wideRows(2500)));
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
    const { message } = await failureOf(
      exportRows(wideRows(2500), { maxFileMegabytes: 1, timeoutSeconds: 30 }),
    );
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
