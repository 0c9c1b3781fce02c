import { tableFromIPC } from "apache-arrow";
import { openEngine, type TestEngine } from "./openEngine";

let engine: TestEngine;

beforeAll(async () => {
  engine = await openEngine();
});

afterAll(() => engine.close());

describe("the text of cells", () => {
  it("is NULL for NULL of every type", async () => {
    const types = [
      "STRING",
      "INT",
      "BIGINT",
      "DECIMAL(10,2)",
      "DOUBLE",
      "FLOAT",
      "BOOLEAN",
      "DATE",
      "TIMESTAMP",
      "TIMESTAMP_NTZ",
      "BINARY",
      "ARRAY<INT>",
      "MAP<STRING, INT>",
      "STRUCT<a: INT>",
      "INTERVAL DAY TO SECOND",
    ];
    const [row] = await engine.rows(
      `SELECT ${types.map((type) => `CAST(NULL AS ${type})`).join(", ")}, NULL`,
    );
    expect(row).toEqual(new Array(types.length + 1).fill(null));
  });

  it("keeps exact numbers, dates and timestamps inside nested values", async () => {
    expect(
      await engine.rows(
        "SELECT struct(CAST(12345678901234567890.10 AS DECIMAL(22,2)) AS d, array(TIMESTAMP'2024-01-05 10:00:00.123456', NULL) AS t, map(DATE'2024-01-05', X'00FF') AS m, DOUBLE('NaN') AS n, parse_json('{\"b\":1,\"a\":2.50}') AS v, 9223372036854775807 AS l, 'q\"\\\\' AS s)",
      ),
    ).toEqual([
      [
        '{"d":12345678901234567890.10,"t":["2024-01-05T10:00:00.123456Z",null],"m":{"2024-01-05":"AP8="},"n":"NaN","v":{"a":2.5,"b":1},"l":9223372036854775807,"s":"q\\"\\\\"}',
      ],
    ]);
  });

  it("reads any part of a result, as often as asked", async () => {
    const result = await engine.run("SELECT id FROM range(10000) ORDER BY id DESC");
    expect(result.rowCount).toBe(10000);
    expect(await result.textRows(5000, 2)).toEqual([["4999"], ["4998"]]);
    expect(await result.textRows(9999, 10)).toEqual([["0"]]);
    expect(await result.textRows(10000, 10)).toEqual([]);
    const [first, second] = await Promise.all([result.textRows(0, 3000), result.textRows(3000, 7000)]);
    expect([...(first ?? []), ...(second ?? [])].map(([id]) => Number(id))).toEqual(
      Array.from({ length: 10000 }, (_, index) => 9999 - index),
    );
    await result.close();
    await result.close();
    await expect(result.textRows(0, 1)).rejects.toThrow("closed");
  });
});

describe("the Arrow stream", () => {
  it("carries every type with its values", async () => {
    const result = await engine.run(
      `SELECT * FROM VALUES
        (1Y, 2S, 3, 4L, 1.5F, 2.5D, CAST(-12.50 AS DECIMAL(38,2)), '日本語😀', X'00FF', true, DATE'2024-01-05', TIMESTAMP'2024-01-05 10:00:00.123456', TIMESTAMP_NTZ'1969-12-31 23:59:59', array(1, NULL), map('k', 1.5), struct(1 AS a, 'x' AS b), INTERVAL '1-2' YEAR TO MONTH, INTERVAL '1' DAY),
        (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)
        AS t(i8, i16, i32, i64, f32, f64, dec, s, bin, b, d, ts, ntz, arr, m, st, ym, dt)`,
    );
    const table = tableFromIPC(await result.arrowStream(0, 10));
    await result.close();
    expect(table.schema.fields.map((field) => `${field.name} ${field.type}`)).toEqual([
      "i8 Int8",
      "i16 Int16",
      "i32 Int32",
      "i64 Int64",
      "f32 Float32",
      "f64 Float64",
      "dec Decimal[38e+2]",
      "s Utf8",
      "bin Binary",
      "b Bool",
      "d Date32<DAY>",
      "ts Timestamp<MICROSECOND, Etc/UTC>",
      "ntz Timestamp<MICROSECOND>",
      "arr List<Int32>",
      "m Map<{key:Utf8, value:Decimal[2e+1]}>",
      "st Struct<{a:Int32, b:Utf8}>",
      "ym Interval<YEAR_MONTH>",
      "dt Duration<MICROSECOND>",
    ]);
    expect(table.schema.fields[6]?.metadata.get("Spark:DataType:SqlName")).toBe("DECIMAL(38,2)");
    const row = table.get(0)?.toJSON() ?? {};
    expect(row).toMatchObject({ i8: 1, i16: 2, i32: 3, i64: 4n, f32: 1.5, f64: 2.5, s: "日本語😀", b: true });
    expect([...(row.bin as Uint8Array)]).toEqual([0, 255]);
    expect(
      BigInt.asIntN(128, BigInt(new DataView((row.dec as Uint32Array).slice().buffer).getBigInt64(0, true))),
    ).toBe(-1250n);
    expect([...(row.dec as Uint32Array)]).toEqual([0xfffffb1e, 0xffffffff, 0xffffffff, 0xffffffff]);
    expect(Number(row.d)).toBe(Date.UTC(2024, 0, 5));
    expect(Number(row.ts)).toBeCloseTo(Date.UTC(2024, 0, 5, 10, 0, 0, 123) + 0.456, 3);
    expect([...(row.arr as Iterable<number | null>)]).toEqual([1, null]);
    expect((row.st as { toJSON(): object }).toJSON()).toEqual({ a: 1, b: "x" });
    expect(Object.values(table.get(1)?.toJSON() ?? {}).every((value) => value === null)).toBe(true);
  });

  it("carries large results in parts", async () => {
    const result = await engine.run("SELECT id, concat('é', id) AS s FROM range(10000)");
    const parts = await Promise.all([0, 4000, 8000].map((offset) => result.arrowStream(offset, 4000)));
    const ids = parts.flatMap((part) =>
      tableFromIPC(part)
        .toArray()
        .map((row) => Number(row?.id)),
    );
    expect(ids).toEqual(Array.from({ length: 10000 }, (_, index) => index));
    expect(tableFromIPC(parts[2] ?? new Uint8Array()).get(1999)?.s).toBe("é9999");
    await result.close();
  });

  it("has a schema and no rows for an empty result", async () => {
    const result = await engine.run("SELECT 1 AS a, 'x' AS b WHERE false");
    const table = tableFromIPC(await result.arrowStream(0, 10));
    expect(table.numRows).toBe(0);
    expect(table.schema.fields.map((field) => field.name)).toEqual(["a", "b"]);
    await result.close();
  });
});

describe("interruption", () => {
  const endless = "SELECT count(*) FROM range(100000000) a JOIN range(100000) b ON a.id % 7 <> b.id % 11";

  it("ends a running statement with an AbortError", async () => {
    const controller = new AbortController();
    const running = engine.run(endless, { signal: controller.signal });
    await engine.rows("SELECT 1");
    controller.abort();
    await expect(running).rejects.toMatchObject({ name: "AbortError" });
    expect(await engine.rows("SELECT 1")).toEqual([["1"]]);
  });

  it("ends a statement that is interrupted while it begins", async () => {
    const controller = new AbortController();
    const running = engine.run(endless, { signal: controller.signal });
    controller.abort();
    await expect(running).rejects.toMatchObject({ name: "AbortError" });
  });

  it("refuses a statement that was interrupted before it began", async () => {
    await expect(engine.run("SELECT 1", { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: "AbortError",
    });
  });

  it("comes with the engine's end, for all that runs", async () => {
    const other = await openEngine();
    const running = [endless, endless, "SELECT 1"].map((statement) =>
      other.run(statement).then(
        () => "done",
        ({ name }: Error) => name,
      ),
    );
    await running[2];
    await other.close();
    expect(await Promise.all(running)).toEqual(["AbortError", "AbortError", "done"]);
  });

  it("leaves the tables as they were", async () => {
    await engine.rows("CREATE TABLE kept AS SELECT 1 AS a");
    const controller = new AbortController();
    const running = engine.run(
      `INSERT OVERWRITE kept ${endless.replace("count(*)", "CAST(count(*) AS INT)")}`,
      { signal: controller.signal },
    );
    await engine.rows("SELECT 1");
    controller.abort();
    await expect(running).rejects.toMatchObject({ name: "AbortError" });
    expect(await engine.rows("SELECT * FROM kept")).toEqual([["1"]]);
  });
});

describe("an engine of its own", () => {
  it("shares no tables with another", async () => {
    const other = await openEngine();
    await engine.rows("CREATE TABLE mine AS SELECT 1 AS a");
    await expect(other.rows("SELECT * FROM mine")).rejects.toMatchObject({ sqlState: "42P01" });
    await other.rows("CREATE TABLE mine AS SELECT 2 AS a");
    expect(await engine.rows("SELECT a FROM mine")).toEqual([["1"]]);
    await other.close();
    await expect(other.run("SELECT 1")).rejects.toThrow("closed");
  });
});
