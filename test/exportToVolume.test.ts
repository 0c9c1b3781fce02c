/** Results of any size in the files of a volume. */
import { failureOf } from "./support/component";
import { exportDirectory, filesApi, useSqlExports, wideCsv, wideRows } from "./support/sqlExports";
import { statements } from "./support/sqlRuns";

const { sql, exportRows, textOf, fileNames, requestsOf } = useSqlExports();

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
      expect(await textOf(files[0]?.path)).toBe(whole);
      const path = `${exportDirectory}/${fileFormat}-00001.${fileFormat === "csv" ? "csv" : "jsonl"}`;
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
    expect(await textOf(csv.files[0]?.path)).toBe('a,"b,c"\r\n');
    const lines = await exportRows(none, { fileFormat: "jsonLines" });
    expect(lines).toMatchObject({ files: [{ rows: 0, sizeBytes: 0 }], rows: 0, sizeBytes: 0 });
    expect(await textOf(lines.files[0]?.path)).toBe("");
  });

  test("is split at the size that is chosen, each CSV file with its header", async () => {
    const { files, rows } = await exportRows(wideRows(2500), { maxFileMegabytes: "1" });
    expect(rows).toBe(2500);
    expect(files.map(({ path }) => path.slice(exportDirectory.length))).toEqual([
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
    expect(await textOf(files[0]?.path)).toMatch(/^num_affected_rows,num_inserted_rows\r\n5,5\r\n$/);
  });

  test("binds parameters and the default schema", async () => {
    const statement = "SELECT count(*) AS n FROM airports WHERE state IN (:states)";
    const { files } = await exportRows(statement, {
      sqlParameters: [{ name: "states", value: ["HI", "AK"] }],
      catalog: "samples",
      schema: "aviation",
      fileName: "count.csv",
    });
    expect(files[0]?.path).toBe(`${exportDirectory}/count-00001.csv`);
    expect(await textOf(files[0]?.path)).toMatch(/^n\r\n[1-9]\d*\r\n$/);
  });
});

describe("files that are there already", () => {
  test("stop the export before its statement runs", async () => {
    await exportRows("SELECT 1 AS a");
    await sql.workspace.forget();
    const { message } = await failureOf(exportRows("SELECT 2 AS a"));
    expect(message).toBe(
      `${exportDirectory}/report-00001.csv is there already: set Overwrite to true, or choose another File Name. Nothing was run.`,
    );
    expect(await sql.submissions()).toEqual([]);
  });

  test("stay where a later one is in the way, and nothing of the export does", async () => {
    const path = `${exportDirectory}/report-00002.csv`;
    await sql.workspace.call("PUT", `${filesApi}${path}?overwrite=true`, "mine");
    const { message } = await failureOf(exportRows(wideRows(2500), { maxFileMegabytes: 1 }));
    expect(message).toContain("No file of this export is left.");
    expect(await fileNames()).toEqual(["report-00002.csv"]);
    expect(await textOf(path)).toBe("mine");
  });

  test("are replaced by choice, and those that an earlier export has left are deleted", async () => {
    await exportRows(wideRows(3500), { maxFileMegabytes: 1 });
    expect(await fileNames()).toHaveLength(4);
    const { files } = await exportRows(wideRows(1500), { maxFileMegabytes: 1, overwrite: true });
    expect(files).toHaveLength(2);
    expect(await fileNames()).toEqual(["report-00001.csv", "report-00002.csv"]);
    expect((await textOf(files[1]?.path)) === wideCsv(files[0]?.rows ?? 0, 1500)).toBe(true);
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
