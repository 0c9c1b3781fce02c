import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { volumeEngine, volumeRoot } from "./volumeEngine";

const { denied, answer, rows, write, failing } = volumeEngine();

describe("read_files of Parquet", () => {
  it("has the columns of the files", async () => {
    const instance = await DuckDBInstance.create(":memory:");
    const connection = await instance.connect();
    await connection.run("SET TimeZone = 'America/New_York'");
    const file = join(mkdtempSync(join(tmpdir(), "sql-engine-parquet-")), "x.parquet");
    await connection.run(
      `COPY (SELECT CAST(1 AS INTEGER) AS "Id", 'é' AS name, CAST(1.50 AS DECIMAL(10,2)) AS d, ['a', NULL] AS l, TIMESTAMPTZ '2026-01-02 03:04:05.678+00' AS at, TIMESTAMP '2026-01-02 03:04:05' AS ntz, DATE '2026-01-02' AS day, true AS b, CAST('x' AS BLOB) AS bytes) TO '${file}' (FORMAT parquet)`,
    );
    connection.closeSync();
    instance.closeSync();
    write("x.parquet", readFileSync(file));
    rmSync(dirname(file), { recursive: true });
    const { columns, rows: found } = await answer(
      `SELECT *, _metadata.file_name FROM read_files('${volumeRoot}/x.parquet')`,
    );
    expect(columns).toEqual([
      "Id INT",
      "name STRING",
      "d DECIMAL(10,2)",
      "l ARRAY<STRING>",
      "at TIMESTAMP",
      "ntz TIMESTAMP_NTZ",
      "day DATE",
      "b BOOLEAN",
      "bytes BINARY",
      "file_name STRING",
    ]);
    expect(found).toEqual([
      [
        "1",
        "é",
        "1.50",
        '["a",null]',
        "2026-01-02T03:04:05.678Z",
        "2026-01-02T03:04:05.000",
        "2026-01-02",
        "true",
        "eA==",
        "x.parquet",
      ],
    ]);
    await rows("CREATE TABLE p (id INT, name STRING)");
    const copy = `COPY INTO p FROM (SELECT id, name FROM '${volumeRoot}/x.parquet') FILEFORMAT = PARQUET`;
    expect(await rows(copy)).toEqual([["1", "1", "0"]]);
  });
});

describe("the files that are read", () => {
  it("are those of a pattern or a directory, without hidden ones", async () => {
    for (const name of [
      "p/a/1.txt",
      "p/b/2.txt",
      "p/b/deep/3.txt",
      "p/b/_h.txt",
      "p/.c/4.txt",
      "p/b/5.log",
    ]) {
      write(name, name);
    }
    const names = async (path: string, more = "") =>
      (
        await rows(
          `SELECT value FROM read_files('${volumeRoot}/${path}', format => 'text'${more}) ORDER BY 1`,
        )
      ).flat();
    expect(await names("p")).toEqual(["p/a/1.txt", "p/b/2.txt", "p/b/5.log", "p/b/deep/3.txt"]);
    expect(await names("p/", ", pathGlobFilter => '*.txt'")).toEqual([
      "p/a/1.txt",
      "p/b/2.txt",
      "p/b/deep/3.txt",
    ]);
    expect(await names("p/*/[12].txt")).toEqual(["p/a/1.txt", "p/b/2.txt"]);
    expect(await names("p/{b,x}/*.t?t")).toEqual(["p/b/2.txt"]);
    expect(await names("p/?")).toEqual(["p/a/1.txt", "p/b/2.txt", "p/b/5.log", "p/b/deep/3.txt"]);
    expect(await names("p/b/2.txt")).toEqual(["p/b/2.txt"]);
    expect(await names("p", ", modifiedAfter => '2027-01-01T00:00:00'")).toEqual([]);
  });

  it("are read through views, by joins and subqueries", async () => {
    write("v.json", '{"id":1}\n{"id":2}\n');
    await rows(`CREATE VIEW w AS SELECT id FROM read_files('${volumeRoot}/v.json')`);
    await rows(
      `CREATE TABLE t AS SELECT id FROM w WHERE id IN (SELECT id FROM json.\`${volumeRoot}/v.json\`)`,
    );
    expect(await rows("SELECT sum(t.id) FROM t JOIN w USING (id)")).toEqual([["3"]]);
  });

  it("need the right to the volume, and have to be there", async () => {
    write("e/_x.json", "{}");
    const read = (path: string, more = "") => `SELECT * FROM read_files('${path}', format => 'json'${more})`;
    await failing(read(`${volumeRoot}/none`), "PATH_NOT_FOUND", "42K03");
    await failing(read(`${volumeRoot}/e/*.csv`), "PATH_NOT_FOUND", "42K03");
    await failing(read(`${volumeRoot}/e`), "CF_EMPTY_DIR_FOR_SCHEMA_INFERENCE", "22000");
    expect(await rows(read(`${volumeRoot}/e`, ", schema => 'a INT'"))).toEqual([]);
    await failing(read("s3://bucket/x"), "UNSUPPORTED_FEATURE.LOCAL_WORKSPACE", "0A000");
    await failing(read("/etc/passwd"), "UNSUPPORTED_FEATURE.LOCAL_WORKSPACE", "0A000");
    await failing(read(`${volumeRoot}/../x`), "UNSUPPORTED_FEATURE.LOCAL_WORKSPACE", "0A000");
    await failing(
      read(volumeRoot, ", allowComments => true"),
      "UNSUPPORTED_FEATURE.LOCAL_WORKSPACE",
      "0A000",
    );
    await failing(
      `SELECT * FROM read_files('${volumeRoot}', format => 'avro')`,
      "UNSUPPORTED_FEATURE.LOCAL_WORKSPACE",
      "0A000",
    );
    denied.add("READ_VOLUME workspace.default.v");
    await failing(read(`${volumeRoot}/e`, ", schema => 'a INT'"), "INSUFFICIENT_PERMISSIONS", "42501");
  });
});
