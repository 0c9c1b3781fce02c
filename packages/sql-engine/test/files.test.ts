import { gzipSync } from "node:zlib";
import { volumeEngine, volumeRoot } from "./volumeEngine";

const { answer, rows, write, failing } = volumeEngine();

describe("read_files of JSON", () => {
  it("reads lines as the columns of a schema, with what is known of the file", async () => {
    write(
      "a/x.json",
      '{"id":1,"r":["a",null,"\\"é\\ud83d\\ude00"],"more":true}\n\n[{"id":2},{"id":3}]\r\n{"r":[]}',
    );
    expect(
      await rows(
        `SELECT id, r, _metadata.file_path, _metadata.file_name, _metadata.file_size, _metadata.file_modification_time FROM read_files('${volumeRoot}/a', format => 'json', schema => 'id BIGINT, r ARRAY<STRING>')`,
      ),
    ).toEqual(
      [
        ["1", '["a",null,"\\"é😀"]'],
        ["2", null],
        ["3", null],
        [null, "[]"],
      ].map((cells) => [...cells, `dbfs:${volumeRoot}/a/x.json`, "x.json", "85", "2026-01-02T03:04:05.678Z"]),
    );
    expect(
      (
        await answer(
          `SELECT * FROM read_files('${volumeRoot}/a/x.json', format => 'json', schema => 'id INT')`,
        )
      ).columns,
    ).toEqual(["id INT"]);
  });

  it("reads the lines that records are staged in", async () => {
    write(
      "s.json",
      '{"r":["1","x",null]}\n{"r":["2","\\u0041\\\\",""]}\n{"r":[null]}\n{"r":null}\n{"r":["\\ud800"]}\n',
    );
    const source = `read_files('${volumeRoot}/s.json', format => 'json', schema => 'r ARRAY<STRING>', mode => 'FAILFAST')`;
    expect(await rows(`SELECT r FROM ${source}`)).toEqual([
      ['["1","x",null]'],
      ['["2","A\\\\",""]'],
      ["[null]"],
      [null],
      ['["?"]'],
    ]);
    await rows("CREATE TABLE t (id INT, v STRING)");
    await rows("INSERT INTO t VALUES (1, 'old')");
    write("u.json", '{"r":["1","new"]}\n{"r":["2",null]}\n');
    expect(
      await rows(
        `MERGE INTO t USING (SELECT CAST(r[0] AS INT) AS id, r[1] AS v FROM ${source.replace("s.json", "u.json")}) s ON t.id <=> s.id WHEN MATCHED THEN UPDATE SET * WHEN NOT MATCHED THEN INSERT *`,
      ),
    ).toEqual([["2", "1", "0", "1"]]);
  });

  it("ends, empties or drops records that do not fit, by its mode", async () => {
    write("m.json", '{"id":1}\n{"id":"x"}\n{"id":3');
    const source = (more: string) =>
      `SELECT * FROM read_files('${volumeRoot}/m.json', format => 'json', ${more})`;
    expect(await rows(source("schema => 'id INT'"))).toEqual([["1"], [null], [null]]);
    expect(await rows(source("schema => 'id INT, _corrupt_record STRING'"))).toEqual([
      ["1", null],
      [null, '{"id":"x"}'],
      [null, '{"id":3'],
    ]);
    expect(await rows(source("schema => 'id INT', mode => 'DROPMALFORMED'"))).toEqual([["1"]]);
    await failing(source("schema => 'id INT', mode => 'FAILFAST'"), "FAILED_READ_FILE.NO_HINT", "KD001");
    await failing(source("schema => 'ID INT, id STRING'"), "UNSUPPORTED_FEATURE.LOCAL_WORKSPACE", "0A000");
    write("n.json", '{"id":"x","other":[1,2.50]}\n{"id":4}\n');
    expect(
      await rows(
        `SELECT * FROM read_files('${volumeRoot}/n.json', format => 'json', schema => 'id INT, more STRING', rescuedDataColumn => 'more')`,
      ),
    ).toEqual([
      [null, `{"id":"x","other":[1,2.50],"_file_path":"dbfs:${volumeRoot}/n.json"}`],
      ["4", null],
    ]);
  });

  it("infers columns as Spark does", async () => {
    write(
      "i/one.json",
      '{"b":1,"a":"x","n":null,"o":{"z":1.5,"y":[]},"big":12345678901234567890,"mix":1}\n{"b":2.5,"t":true,"o":{"q":[1,null]},"mix":"s"}',
    );
    const { columns, rows: found } = await answer(`SELECT * FROM read_files('${volumeRoot}/i')`);
    expect(columns).toEqual([
      "a STRING",
      "b DOUBLE",
      "big DECIMAL(20,0)",
      "mix STRING",
      "n STRING",
      "o STRUCT<q: ARRAY<BIGINT>, y: ARRAY<STRING>, z: DOUBLE>",
      "t BOOLEAN",
      "_rescued_data STRING",
    ]);
    expect(found).toEqual([
      ["x", "1.0", "12345678901234567890", "1", null, '{"q":null,"y":[],"z":1.5}', null, null],
      [null, "2.5", null, "s", null, '{"q":[1,null],"y":null,"z":null}', "true", null],
    ]);
    expect(
      (
        await answer(
          `SELECT * FROM read_files('${volumeRoot}/i', primitivesAsString => true, schemaEvolutionMode => 'none')`,
        )
      ).columns.slice(0, 2),
    ).toEqual(["a STRING", "b STRING"]);
    write("k.json", '{"key":["1",null]}\n{"key":[]}\n');
    expect(
      (await answer(`SELECT * FROM read_files('${volumeRoot}/k.json', format => 'json')`)).columns,
    ).toEqual(["key ARRAY<STRING>", "_rescued_data STRING"]);
  });

  it("reads whole texts, single variants and compressed files", async () => {
    write("w.json", '[\n {"id": 1},\n {"id": 2}\n]\n');
    expect(
      await rows(
        `SELECT id FROM read_files('${volumeRoot}/w.json', format => 'json', multiLine => true, schema => 'id INT')`,
      ),
    ).toEqual([["1"], ["2"]]);
    write("z.json.gz", gzipSync('{"b":2.50,"a":1}\r\n{"a":2}\r'));
    expect(
      await rows(`SELECT v, v:a::INT FROM read_files('${volumeRoot}/z.json.gz', singleVariantColumn => 'v')`),
    ).toEqual([
      ['{"a":1,"b":2.5}', "1"],
      ['{"a":2}', "2"],
    ]);
  });
});

describe("read_files of other formats", () => {
  it("reads CSV by position, with headers, quotes and types", async () => {
    write("c/a.csv", 'id,name,at\n1,"a, ""b""",2026-01-02T03:04:05Z\n2,,\n3,"x",bad\n');
    const source = (more: string) =>
      `SELECT * FROM read_files('${volumeRoot}/c', format => 'csv', header => true, escape => '"'${more})`;
    expect(await rows(source(", schema => 'id INT, name STRING, at TIMESTAMP'"))).toEqual([
      ["1", 'a, "b"', "2026-01-02T03:04:05.000Z"],
      ["2", null, null],
      ["3", "x", null],
    ]);
    await failing(
      source(", schema => 'id INT, name STRING, at TIMESTAMP', mode => 'FAILFAST'"),
      "FAILED_READ_FILE.NO_HINT",
      "KD001",
    );
    expect(
      await rows(source(", schema => 'id INT, name STRING, at TIMESTAMP', mode => 'DROPMALFORMED'")),
    ).toHaveLength(2);
    expect((await answer(source(""))).columns).toEqual([
      "id INT",
      "name STRING",
      "at STRING",
      "_rescued_data STRING",
    ]);
  });

  it("infers the types of CSV, and takes other separators", async () => {
    write(
      "d.csv",
      "1;12345678901;1.5;2026-01-02;2026-01-02 03:04:05;true;x\n2;1;2;2026-01-03;2026-01-03;false;\n",
    );
    expect(
      (await answer(`SELECT * FROM read_files('${volumeRoot}/d.csv', sep => ';')`)).columns.slice(0, 7),
    ).toEqual([
      "_c0 INT",
      "_c1 BIGINT",
      "_c2 DOUBLE",
      "_c3 DATE",
      "_c4 TIMESTAMP",
      "_c5 BOOLEAN",
      "_c6 STRING",
    ]);
    write("m.csv", '1,"two\nlines"\n2,x\n');
    expect(
      await rows(
        `SELECT * FROM read_files('${volumeRoot}/m.csv', format => 'csv', multiLine => true, schema => 'a INT, b STRING')`,
      ),
    ).toEqual([
      ["1", "two\nlines"],
      ["2", "x"],
    ]);
    await failing(
      `SELECT * FROM read_files('${volumeRoot}/m.csv', format => 'csv', schema => 'a INT, b STRING')`,
      "UNSUPPORTED_FEATURE.LOCAL_WORKSPACE",
      "0A000",
    );
  });

  it("reads lines of any length and ending, and bytes that are no UTF-8", async () => {
    write(
      "l.txt",
      Buffer.concat([Buffer.from("\ufeffone\rtwo\r\n"), Buffer.from([0xff]), Buffer.from("é\n")]),
    );
    expect(await rows(`SELECT value FROM read_files('${volumeRoot}/l.txt')`)).toEqual([
      ["one"],
      ["two"],
      ["\ufffdé"],
    ]);
    write("long.txt", `${"é".repeat(3_000_000)}\nshort\n`);
    expect(await rows(`SELECT length(value) FROM read_files('${volumeRoot}/long.txt')`)).toEqual([
      ["3000000"],
      ["5"],
    ]);
  });

  it("reads text, bytes and queries of a path", async () => {
    write("t.txt", "one\n\n three\u0001\n");
    write("b.bin", new Uint8Array([0, 255]));
    expect(await rows(`SELECT * FROM read_files('${volumeRoot}/t.txt')`)).toEqual([
      ["one"],
      [""],
      [" three\u0001"],
    ]);
    expect(
      await rows(`SELECT value FROM read_files('${volumeRoot}/t.txt', format => 'text', wholeText => true)`),
    ).toEqual([["one\n\n three\u0001\n"]]);
    expect(await rows(`SELECT * FROM binaryFile.\`${volumeRoot}/b.bin\``)).toEqual([
      [`dbfs:${volumeRoot}/b.bin`, "2026-01-02T03:04:05.678Z", "2", "AP8="],
    ]);
    expect(await rows(`SELECT count(*) FROM text.\`${volumeRoot}/t.txt\``)).toEqual([["3"]]);
  });
});
