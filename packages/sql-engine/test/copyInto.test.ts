import { volumeEngine, volumeRoot } from "./volumeEngine";

const { denied, answer, rows, write, failing } = volumeEngine(
  "CREATE TABLE t (id BIGINT, name STRING, at TIMESTAMP, n BIGINT GENERATED ALWAYS AS IDENTITY, d STRING DEFAULT 'x') TBLPROPERTIES (delta.enableChangeDataFeed = true)",
);

const staged = (path: string, more = "") =>
  `COPY INTO t FROM (SELECT CAST(r[0] AS BIGINT) AS \`id\`, r[1] AS name, CAST(r[2] AS TIMESTAMP) AS at FROM '${volumeRoot}/${path}') FILEFORMAT = JSON FORMAT_OPTIONS ('mode' = 'FAILFAST', 'primitivesAsString' = 'true', 'inferTimestamp' = 'false')${more}`;

describe("COPY INTO", () => {
  it("loads each file once, whatever becomes of it, until the table is dropped", async () => {
    write("s/1.json", '{"r":["1","a","2026-01-02T03:04:05Z"]}\n{"r":["2",null,null]}\n');
    const loaded = await answer(staged("s/1.json"));
    expect(loaded.columns).toEqual([
      "num_affected_rows BIGINT",
      "num_inserted_rows BIGINT",
      "num_skipped_corrupt_files BIGINT",
    ]);
    expect(loaded.rows).toEqual([["2", "2", "0"]]);
    expect(await rows("SELECT * FROM t ORDER BY id")).toEqual([
      ["1", "a", "2026-01-02T03:04:05.000Z", "1", "x"],
      ["2", null, null, "2", "x"],
    ]);
    write("s/1.json", '{"r":["3","b",null]}\n');
    expect(await rows(staged("s/1.json"))).toEqual([["0", "0", "0"]]);
    write("s/2.json", '{"r":["4","c",null]}\n');
    expect(await rows(staged("s"))).toEqual([["1", "1", "0"]]);
    expect(await rows(staged("s", " COPY_OPTIONS ('force' = 'true')"))).toEqual([["2", "2", "0"]]);
    expect(await rows("SELECT id, _change_type FROM table_changes('t', 1, 1) ORDER BY id")).toEqual([
      ["1", "insert"],
      ["2", "insert"],
    ]);
    expect((await rows("DESCRIBE HISTORY t LIMIT 1"))[0]?.[4]).toBe("COPY INTO");
    await rows("DROP TABLE t");
    await rows("CREATE TABLE t (id BIGINT, name STRING, at TIMESTAMP)");
    expect(await rows(staged("s/1.json"))).toEqual([["1", "1", "0"]]);
  });

  it("loads all of the files or nothing, and remembers only what it loaded", async () => {
    write("a.json", '{"r":["1","a",null]}\n{"r":["x","b",null]}\n');
    await failing(staged("a.json"), "CAST_INVALID_INPUT", "22018");
    expect(await rows("SELECT * FROM t")).toEqual([]);
    write("a.json", '{"r":["1","a",null]}\n{"r":[broken\n');
    await failing(staged("a.json"), "FAILED_READ_FILE.NO_HINT", "KD001");
    write("a.json", '{"r":["1","a",null]}\n');
    expect(await rows(staged("a.json"))).toEqual([["1", "1", "0"]]);
    write("b.json", '{"r":["1"]}\n');
    await failing(staged("b.json"), "INVALID_ARRAY_INDEX", "22003");
  });

  it("lets two statements at once load a file only once", async () => {
    write("c.json", '{"r":["1","a",null]}\n');
    const done = await Promise.allSettled([rows(staged("c.json")), rows(staged("c.json"))]);
    const failures = done.filter((each) => each.status === "rejected");
    for (const { reason } of failures) {
      expect(reason).toMatchObject({ sqlState: "25000" });
    }
    expect(await rows("SELECT count(*) FROM t")).toEqual([["1"]]);
  });

  it("finds columns by name, and adds those that are missing where it may", async () => {
    write("j.json", '{"id":1,"name":"a","extra":{"b":true}}\n');
    const copy = (more = "") => `COPY INTO t FROM '${volumeRoot}/j.json' FILEFORMAT = JSON ${more}`;
    await failing(copy(), "COPY_INTO_SCHEMA_MISMATCH_WITH_TARGET_TABLE", "42KDG");
    expect(
      await rows(copy("FORMAT_OPTIONS ('mergeSchema' = 'true') COPY_OPTIONS ('mergeSchema' = 'true')")),
    ).toEqual([["1", "1", "0"]]);
    expect(await rows("SELECT id, name, d, extra FROM t")).toEqual([["1", "a", "x", '{"b":true}']]);
    write("k.json", '{"id":"x","other":1,"name":null}\n');
    const bad = `COPY INTO t FROM '${volumeRoot}/k.json' FILEFORMAT = JSON`;
    await failing(bad, "COPY_INTO_SCHEMA_MISMATCH_WITH_TARGET_TABLE", "42KDG");
    await failing(`${bad} COPY_OPTIONS ('mergeSchema' = 'true')`, "DELTA_FAILED_TO_MERGE_FIELDS", "22005");
    await rows("CREATE TABLE strict (id BIGINT, name STRING NOT NULL)");
    await failing(
      `COPY INTO strict FROM (SELECT 1L AS id, name, other FROM '${volumeRoot}/k.json') FILEFORMAT = JSON COPY_OPTIONS ('mergeSchema' = 'true')`,
      "DELTA_NOT_NULL_CONSTRAINT_VIOLATED",
      "23502",
    );
    expect((await answer("SELECT * FROM strict")).columns).toEqual(["id BIGINT", "name STRING"]);
    await rows("INSERT INTO strict VALUES (1, 'a')");
  });

  it("takes names, patterns and positions", async () => {
    for (const name of ["1.csv", "2.csv", "3.csv"]) {
      write(`p/${name}`, `${name[0]},n\n`);
    }
    const copy = (more: string) => `COPY INTO t (id, name) FROM '${volumeRoot}/p' FILEFORMAT = CSV ${more}`;
    expect(await rows(copy("FILES = ('1.csv', 'none.csv')"))).toEqual([["1", "1", "0"]]);
    expect(await rows(copy("PATTERN = '[12].csv'"))).toEqual([["1", "1", "0"]]);
    expect(await rows(copy("FORMAT_OPTIONS ('header' = 'false')"))).toEqual([["1", "1", "0"]]);
    expect(await rows("SELECT id, name, n, d FROM t ORDER BY id")).toEqual([
      ["1", "n", "1", "x"],
      ["2", "n", "2", "x"],
      ["3", "n", "3", "x"],
    ]);
    write("q.csv", "1,a,2026-01-02T03:04:05Z,z\n");
    expect(await rows(`COPY INTO t BY POSITION FROM '${volumeRoot}/q.csv' FILEFORMAT = CSV`)).toEqual([
      ["1", "1", "0"],
    ]);
    write("r.csv", "1,a\n");
    await failing(
      `COPY INTO t BY POSITION FROM '${volumeRoot}/r.csv' FILEFORMAT = CSV`,
      "COPY_INTO_COLUMN_ARITY_MISMATCH",
      "21S01",
    );
    const many = Array.from({ length: 1001 }, (_, index) => `'${index}'`).join(", ");
    await failing(copy(`FILES = (${many})`), "INVALID_PARAMETER_VALUE", "22023");
  });

  it("knows the file of each row, and shows rows without loading them", async () => {
    write("m.json", '{"id":1}\n{"id":2}\n');
    const source = `FROM (SELECT id, _metadata.file_name AS name, _metadata.file_modification_time AS at FROM '${volumeRoot}/m.json' AS f) FILEFORMAT = JSON`;
    expect(await rows(`COPY INTO t ${source} VALIDATE 1 ROWS`)).toEqual([
      ["1", "m.json", "2026-01-02T03:04:05.678Z"],
    ]);
    expect(await rows(`COPY INTO t ${source}`)).toEqual([["2", "2", "0"]]);
    expect(await rows("SELECT DISTINCT name FROM t")).toEqual([["m.json"]]);
  });

  it.each([
    [
      "COPY INTO none FROM '/Volumes/workspace/default/v/x.json' FILEFORMAT = JSON",
      "DELTA_MISSING_DELTA_TABLE_COPY_INTO",
      "42P01",
    ],
    [
      "COPY INTO t FROM '/Volumes/workspace/default/v/gone.json' FILEFORMAT = JSON",
      "PATH_NOT_FOUND",
      "42K03",
    ],
    [
      "COPY INTO t FROM '/Volumes/workspace/default/v/empty' FILEFORMAT = JSON",
      "COPY_INTO_SOURCE_SCHEMA_INFERENCE_FAILED",
      "42KD9",
    ],
    [
      "COPY INTO t FROM '/Volumes/workspace/default/v/x.json' FILEFORMAT = ORC",
      "UNSUPPORTED_FEATURE.LOCAL_WORKSPACE",
      "0A000",
    ],
    [
      "COPY INTO t FROM '/Volumes/workspace/default/v/x.json' FILEFORMAT = JSON VALIDATE 0 ROWS",
      "COPY_INTO_SYNTAX_ERROR",
      "42601",
    ],
    [
      "COPY INTO t FROM '/Volumes/workspace/default/v/x.json' FILEFORMAT = JSON VALIDATE ALL",
      "UNSUPPORTED_FEATURE.LOCAL_WORKSPACE",
      "0A000",
    ],
    ["COPY INTO t FROM '/Volumes/workspace/default/v/x.json'", "PARSE_SYNTAX_ERROR", "42601"],
    [
      "COPY INTO t (id) FROM '/Volumes/workspace/default/v/x.json' FILEFORMAT = JSON",
      "UNSUPPORTED_FEATURE.LOCAL_WORKSPACE",
      "0A000",
    ],
    [
      "COPY INTO t FROM '/Volumes/workspace/default/v/x.json' FILEFORMAT = JSON COPY_OPTIONS ('other' = 'true')",
      "UNSUPPORTED_FEATURE.LOCAL_WORKSPACE",
      "0A000",
    ],
  ])("refuses %s", async (statement, condition, sqlState) => {
    write("x.json", '{"id":1}\n');
    write("empty/_hidden.json", '{"id":1}\n');
    await failing(statement, condition, sqlState);
  });

  it.each(["SELECT workspace.default.t", "MODIFY workspace.default.t", "READ_VOLUME workspace.default.v"])(
    "needs %s",
    async (privilege) => {
      write("x.json", '{"id":1}\n');
      denied.add(privilege);
      await failing(
        `COPY INTO t FROM '${volumeRoot}/x.json' FILEFORMAT = JSON`,
        "INSUFFICIENT_PERMISSIONS",
        "42501",
      );
    },
  );
});
