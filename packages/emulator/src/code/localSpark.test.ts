import {
  type ColumnMetadata,
  openSqlEngine,
  type RunOptions,
  type SqlEngine,
  SqlError,
  type SqlResult,
} from "databricks-sql-engine";
import type { SqlSource } from "./codeRunner";
import { pythonContexts, text } from "./contextFixtures";

const context = pythonContexts();

describe("on the real engine", () => {
  let engine: SqlEngine;

  beforeAll(async () => {
    engine = await openSqlEngine();
  });

  afterAll(async () => {
    await engine.close();
  });

  it("shows a table as Spark does", async () => {
    const python = context(engine);
    expect(await python.run("spark.sql('SELECT id, id * 10 AS tens FROM range(3)').show()")).toEqual(
      text("+---+----+\n| id|tens|\n+---+----+\n|  0|   0|\n|  1|  10|\n|  2|  20|\n+---+----+\n"),
    );
    expect(await python.run("spark.range(30).show(1)")).toEqual(
      text("+---+\n| id|\n+---+\n|  0|\n+---+\nonly showing top 1 row\n"),
    );
  });

  it("gives rows whose values are reached by position, name and attribute", async () => {
    const python = context(engine);
    await python.run("rows = spark.sql('SELECT id, CAST(id AS STRING) AS name FROM range(2)').collect()");
    expect(await python.run("rows")).toEqual(text("[Row(id=0, name='0'), Row(id=1, name='1')]"));
    expect(await python.run("r = rows[1]; (r[0], r['name'], r.id, r.asDict(), r == (1, '1'))")).toEqual(
      text("(1, '1', 1, {'id': 1, 'name': '1'}, True)"),
    );
    expect((await python.run("r.nope")).summary).toContain("AttributeError</span>: nope");
    expect((await python.run("r['nope']")).summary).toContain("KeyError");
    expect(await python.run("import copy; copy.deepcopy(r)")).toEqual(text("Row(id=1, name='1')"));
  });

  it("displays a table, and the last one where there are several, above all that was printed", async () => {
    const python = context(engine);
    const code =
      "print('x')\ndisplay(spark.range(9))\ndf = spark.range(5)\ndisplay(df.limit(2))\ndel df\nspark.range(1).count()";
    expect(await python.run(code)).toEqual({
      resultType: "table",
      data: [[0], [1]],
      schema: [{ name: "id", type: '"long"', metadata: "{}" }],
      truncated: false,
      isJsonSchema: true,
    });
  });

  it("reads results of many pages and knows their size without reading them", async () => {
    const python = context(engine);
    await python.run("df = spark.range(25000)");
    expect(await python.run("(df.count(), df.isEmpty(), df.first(), df.head(2), df.take(0))")).toEqual(
      text("(25000, False, Row(id=0), [Row(id=0), Row(id=1)], [])"),
    );
    expect(await python.run("sum(row.id for row in df.toLocalIterator()), len(df.collect())")).toEqual(
      text("(312487500, 25000)"),
    );
    expect(
      await python.run("spark.range(0).first(), spark.range(0).head(), spark.range(0).collect()"),
    ).toEqual(text("(None, None, [])"));
  });

  it("raises what the engine refuses as an AnalysisException", async () => {
    const python = context(engine);
    const result = await python.run("spark.sql('SELECT * FROM no_such_table')");
    expect(result.summary).toMatch(
      /^<span class='ansi-red-fg'>AnalysisException<\/span>: \[TABLE_OR_VIEW_NOT_FOUND\]/,
    );
    expect(result.cause).toContain('File "<command-1>", line 1, in <module>');
    expect(result.cause).not.toContain("local_spark.py");
  });

  it("answers several threads at once", async () => {
    const python = context(engine);
    const code = [
      "from concurrent.futures import ThreadPoolExecutor",
      "with ThreadPoolExecutor(8) as pool:",
      "  sizes = list(pool.map(lambda n: spark.range(n).count(), range(50)))",
      "sizes == list(range(50))",
    ].join("\n");
    expect(await python.run(code)).toEqual(text("True"));
  });
});

const column = (name: string, type_name: string, type_text: string, position: number): ColumnMetadata => ({
  name,
  type_name,
  type_text,
  position,
});

/** One row with a cell of each type, as the statements service writes them. */
const everything: [string, string, string, string | null][] = [
  ["tiny", "BYTE", "TINYINT", "-1"],
  ["big", "LONG", "BIGINT", "9223372036854775807"],
  ["real", "DOUBLE", "DOUBLE", "1.0E10"],
  ["nan", "DOUBLE", "DOUBLE", "NaN"],
  ["exact", "DECIMAL", "DECIMAL(10,2)", "1.10"],
  ["yes", "BOOLEAN", "BOOLEAN", "true"],
  ["day", "DATE", "DATE", "2024-02-29"],
  ["moment", "TIMESTAMP", "TIMESTAMP", "2024-02-29T12:00:00.123456+02:00"],
  ["local", "TIMESTAMP_NTZ", "TIMESTAMP_NTZ", "2024-02-29T12:00:00.000"],
  ["wait", "INTERVAL", "INTERVAL DAY TO SECOND", "-3 04:30:20.123000000"],
  ["bytes", "BINARY", "BINARY", "AP8="],
  ["gone", "STRING", "STRING", null],
  ["list", "ARRAY", "ARRAY<DECIMAL(5,2)>", "[1.10,null]"],
  ["pairs", "MAP", "MAP<STRING, INT>", '{"a":1}'],
  [
    "both",
    "STRUCT",
    "STRUCT<`a b`: BIGINT, in: STRUCT<c: ARRAY<STRING>>>",
    '{"a b":9007199254740993,"in":{"c":["x"]}}',
  ],
];

const resultOf = (cells: [string, string, string, string | null][], close = async () => {}): SqlResult => ({
  columns: cells.map(([name, type_name, type_text], position) =>
    column(name, type_name, type_text, position),
  ),
  rowCount: 1,
  textRows: async () => [cells.map(([, , , cell]) => cell)],
  arrowStream: async () => new Uint8Array(),
  close,
});

describe("values", () => {
  const source: SqlSource = { run: async () => resultOf(everything) };

  it("of every type arrive as the Python values that Spark gives", async () => {
    const python = context(source);
    await python.run("row = spark.sql('').first()");
    expect((await python.run("print(*(repr(value) for value in row), sep='\\n')")).data).toBe(
      [
        "-1",
        "9223372036854775807",
        "10000000000.0",
        "nan",
        "Decimal('1.10')",
        "True",
        "datetime.date(2024, 2, 29)",
        "datetime.datetime(2024, 2, 29, 10, 0, 0, 123456)",
        "datetime.datetime(2024, 2, 29, 12, 0)",
        "datetime.timedelta(days=-4, seconds=70179, microseconds=877000)",
        "bytearray(b'\\x00\\xff')",
        "None",
        "[Decimal('1.10'), None]",
        "{'a': 1}",
        "Row(a b=9007199254740993, in=Row(c=['x']))",
      ].join("\n"),
    );
  });

  it("are shown as Spark shows them, long ones cut", async () => {
    const python = context(source);
    const { data } = await python.run("spark.sql('').show(truncate=False)");
    const [, , , shown = ""] = String(data).split("\n");
    expect(shown.split("|").map((cell) => cell.trim())).toEqual([
      "",
      "-1",
      "9223372036854775807",
      "1.0E10",
      "NaN",
      "1.10",
      "true",
      "2024-02-29",
      "2024-02-29 10:00:00.123456",
      "2024-02-29 12:00:00",
      "INTERVAL '-3 04:30:20.123' DAY TO SECOND",
      "[00 FF]",
      "NULL",
      "[1.10, NULL]",
      "{a -> 1}",
      "{9007199254740993, {[x]}}",
      "",
    ]);
    expect((await python.run("spark.sql('').show()")).data).toContain("|2024-02-29 10:00:...|");
  });

  it("for which Python has no type are refused", async () => {
    const years: SqlSource = {
      run: async () => resultOf([["i", "INTERVAL", "INTERVAL YEAR TO MONTH", "100-0"]]),
    };
    expect((await context(years).run("spark.sql('').collect()")).summary).toContain("NotImplementedError");
    const far: SqlSource = {
      run: async () => resultOf([["t", "TIMESTAMP", "TIMESTAMP", "+294247-01-10T04:00:54.775Z"]]),
    };
    expect((await context(far).run("spark.sql('').collect()")).summary).toContain("ValueError");
  });

  it("have types that are told as Spark tells them", async () => {
    const python = context(source);
    await python.run("df = spark.sql('')");
    expect(
      (await python.run("dict(df.dtypes)['big'], dict(df.dtypes)['pairs'], dict(df.dtypes)['both']")).data,
    ).toBe("('bigint', 'map<string,int>', 'struct<a b:bigint,in:struct<c:array<string>>>')");
    expect((await python.run("df.limit(1)")).data).toContain("DataFrame[tiny: tinyint, big: bigint,");
    expect((await python.run("df.printSchema()")).data).toContain(" |-- big: long (nullable = true)");
  });
});

describe("statements", () => {
  it("take named arguments in the types that Spark takes them for", async () => {
    let given: RunOptions["parameters"];
    const python = context({
      run: async (_statement, options) => {
        given = options.parameters;
        return resultOf([]);
      },
    });
    const code = [
      "from datetime import date, datetime",
      "from decimal import Decimal",
      "args = dict(a=True, b=1, c=2**40, d=1.5, e=Decimal('-12.50'), f='x', g=None,",
      "  h=date(2024, 2, 29), i=datetime(2024, 2, 29, 1, 2, 3))",
      "spark.sql('', args=args)",
    ].join("\n");
    expect((await python.run(code)).resultType).toBe("text");
    expect(given).toEqual([
      { name: "a", value: "true", type: "BOOLEAN" },
      { name: "b", value: "1", type: "INT" },
      { name: "c", value: "1099511627776", type: "BIGINT" },
      { name: "d", value: "1.5", type: "DOUBLE" },
      { name: "e", value: "-12.50", type: "DECIMAL(4,2)" },
      { name: "f", value: "x", type: "STRING" },
      { name: "g" },
      { name: "h", value: "2024-02-29", type: "DATE" },
      { name: "i", value: "2024-02-29 01:02:03", type: "TIMESTAMP" },
    ]);
    expect((await python.run("spark.sql('', args={'a': object()})")).summary).toContain("TypeError");
    expect((await python.run("spark.sql('', args=[1])")).summary).toContain("NotImplementedError");
  });

  it("free their results once Python no longer holds them, and all at the end", async () => {
    let held = 0;
    const python = context({
      run: async () => {
        held += 1;
        return resultOf([], async () => {
          held -= 1;
        });
      },
    });
    await python.run("for _ in range(10): spark.sql('')");
    await python.run("df = spark.sql('')");
    expect(held).toBe(1);
    await python.close();
    expect(held).toBe(0);
  });

  it("that fail for a reason of the workspace's own fail in Python as well", async () => {
    const python = context({
      run: async () => {
        throw new SqlError("[A] told", "42000");
      },
    });
    const code =
      "try:\n  spark.sql('')\nexcept Exception as e:\n  print(type(e).__name__, e, e.getSqlState())";
    expect(await python.run(code)).toEqual(text("AnalysisException [A] told 42000"));
  });
});

it("says what it has not, instead of guessing", async () => {
  const python = context({ run: async () => resultOf([]) });
  expect((await python.run("spark.read.csv('x')")).summary).toContain(
    "has no attribute 'read' in the local workspace",
  );
  expect((await python.run("spark.sql('').groupBy('x')")).summary).toContain("has no attribute 'groupBy'");
  expect((await python.run("spark.sql('').show(vertical=True)")).summary).toContain("NotImplementedError");
});
