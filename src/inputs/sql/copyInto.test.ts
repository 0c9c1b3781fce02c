import { type CopyIntoSettings, copyIntoStatement } from "../../services/sql/copyIntoStatement";
import { columnCasts } from "./copyIntoCasts";
import { copyIntoInputs, copyIntoSettings } from "./copyIntoInputs";

const source = "/Volumes/main/default/landing/orders";

type Given = Parameters<typeof copyIntoSettings>[0];

/** The settings that the inputs give; those that are left out are empty. */
const settingsOf = (more: Record<string, unknown> = {}): CopyIntoSettings => {
  const given: Record<string, unknown> = {
    table: "main.sales.orders",
    sourcePath: source,
    format: "csv",
    ...more,
  };
  const { warehouseId: _warehouse, timeoutSeconds: _timeout, ...inputs } = copyIntoInputs;
  const cleaned = Object.entries(inputs).map(([key, input]) => [
    key,
    input.clean(given[key] ?? ("default" in input ? input.default : undefined)),
  ]);
  return copyIntoSettings(Object.fromEntries(cleaned) as Given);
};

const statementOf = (more?: Record<string, unknown>): string => copyIntoStatement(settingsOf(more));

const begin = `COPY INTO \`main\`.\`sales\`.\`orders\`\nFROM '${source}'\nFILEFORMAT =`;

describe("the statement", () => {
  test.each<[string, Record<string, unknown>, string]>([
    ["CSV with a header row", {}, `${begin} CSV\nFORMAT_OPTIONS ('header' = 'true')`],
    ["JSON", { format: "JSON" }, `${begin} JSON`],
    ["Parquet", { format: "parquet" }, `${begin} PARQUET`],
    ["binary files", { format: "binaryFile" }, `${begin} BINARYFILE`],
    [
      "every option of CSV",
      { separator: ";", quote: "'", escape: "\\", nullText: "\\N", multiLine: true },
      `${begin} CSV\nFORMAT_OPTIONS ('header' = 'true', 'sep' = ';', 'quote' = '\\'', 'escape' = '\\\\', 'nullValue' = '\\\\N', 'multiLine' = 'true')`,
    ],
    [
      "a tab as the separator",
      { separator: "\t" },
      `${begin} CSV\nFORMAT_OPTIONS ('header' = 'true', 'sep' = '\\\\t')`,
    ],
    [
      "further options",
      {
        format: "json",
        multiLine: "true",
        formatOptions: [{ key: "dateFormat", value: "dd.MM.yyyy 'o''clock'" }],
      },
      `${begin} JSON\nFORMAT_OPTIONS ('multiLine' = 'true', 'dateFormat' = 'dd.MM.yyyy \\'o\\'\\'clock\\'')`,
    ],
    [
      "a list of files, relative or whole",
      { files: ["a.csv", `${source}/2026/b'c.csv`, `dbfs:${source}/d.csv`] },
      `${begin} CSV\nFILES = ('a.csv', '2026/b\\'c.csv', 'd.csv')\nFORMAT_OPTIONS ('header' = 'true')`,
    ],
    [
      "a pattern",
      { format: "avro", pattern: "orders-{1,2}*.avro" },
      `${begin} AVRO\nPATTERN = 'orders-{1,2}*.avro'`,
    ],
    [
      "an evolving schema and force",
      { format: "orc", evolveSchema: true, force: true },
      `${begin} ORC\nFORMAT_OPTIONS ('mergeSchema' = 'true')\nCOPY_OPTIONS ('mergeSchema' = 'true', 'force' = 'true')`,
    ],
    ["a validation of all rows", { format: "text", validateOnly: true }, `${begin} TEXT\nVALIDATE ALL`],
    [
      "a preview",
      { format: "text", validateOnly: true, validateRows: "10", pattern: "*" },
      `${begin} TEXT\nVALIDATE 10 ROWS\nPATTERN = '*'`,
    ],
    [
      "columns by position",
      { header: false },
      `COPY INTO \`main\`.\`sales\`.\`orders\` BY POSITION\nFROM '${source}'\nFILEFORMAT = CSV\nFORMAT_OPTIONS ('header' = 'false')`,
    ],
    [
      "columns of a headerless file",
      { header: false, columns: ["id", "odd `name"] },
      `COPY INTO \`main\`.\`sales\`.\`orders\` (\`id\`, \`odd \`\`name\`)\nFROM '${source}'\nFILEFORMAT = CSV\nFORMAT_OPTIONS ('header' = 'false')`,
    ],
    [
      "casts",
      {
        format: "json",
        columnCasts: { id: "::BIGINT", city: "address.city", Total: "`a.b`::DECIMAL(10, 2)" },
      },
      `COPY INTO \`main\`.\`sales\`.\`orders\`\nFROM (SELECT CAST(\`id\` AS BIGINT) AS \`id\`, \`address\`.\`city\` AS \`city\`, CAST(\`a.b\` AS DECIMAL(10,2)) AS \`Total\` FROM '${source}')\nFILEFORMAT = JSON`,
    ],
    [
      "casts of a headerless file",
      { header: false, columnCasts: { id: "_c1::INT", file: "_metadata.file_name" } },
      `COPY INTO \`main\`.\`sales\`.\`orders\`\nFROM (SELECT CAST(\`_c1\` AS INT) AS \`id\`, \`_metadata\`.\`file_name\` AS \`file\` FROM '${source}')\nFILEFORMAT = CSV\nFORMAT_OPTIONS ('header' = 'false')`,
    ],
  ])("loads %s", (_name, given, statement) => {
    expect(statementOf(given)).toBe(statement);
  });

  test("quotes every text, so that nothing of it is code", () => {
    const statement = statementOf({
      sourcePath: "/Volumes/main/default/landing/x' DROP",
      pattern: "\\') DROP",
      formatOptions: { timeZone: "'; DROP" },
    });
    const code = statement.replace(/'(?:[^'\\]|\\.)*'/g, "''").replace(/`[^`]*`/g, "``");
    expect(code).not.toContain("DROP");
    expect(statement).toContain("PATTERN = '\\\\\\') DROP'");
  });
});

describe("types are converted to those of the table", () => {
  const converts = (more: Record<string, unknown>): boolean => settingsOf(more).convertTypes;

  test.each<[Record<string, unknown>, boolean]>([
    [{}, true],
    [{ format: "json" }, true],
    [{ format: "parquet" }, false],
    [{ convertTypes: false }, false],
    [{ header: false }, false],
    [{ columnCasts: { id: "::INT" } }, false],
  ])("with %j: %s", (given, expected) => {
    expect(converts(given)).toBe(expected);
  });
});

describe("inputs that contradict each other are named", () => {
  test.each<[Record<string, unknown>, string]>([
    [{ files: ["a"], pattern: "b" }, "Files and Pattern exclude each other"],
    [
      { files: ["/Volumes/main/default/other/a.csv"] },
      "Files name /Volumes/main/default/other/a.csv, which is not in",
    ],
    [{ files: Array(1001).fill("a.csv") }, "Files are 1001, but one statement takes 1000 at most"],
    [{ format: "json", separator: ";" }, "Separator does not apply to files of the Format JSON"],
    [{ format: "avro", multiLine: true }, "Multi-Line does not apply to files of the Format Avro"],
    [
      { separator: ";", formatOptions: { DELIMITER: "|" } },
      "Format Options have DELIMITER, which Separator sets.",
    ],
    [{ formatOptions: { header: "false" } }, "Format Options have header, which Header Row sets."],
    [
      {
        formatOptions: [
          { key: "a", value: 1 },
          { key: "A", value: 2 },
        ],
      },
      "Format Options name A twice.",
    ],
    [
      { formatOptions: { "a' = 'b": "1" } },
      "Format Options name \"a' = 'b\", which is not the name of an option.",
    ],
    [{ evolveSchema: true, formatOptions: { mergeSchema: "true" } }, "Format Options have mergeSchema"],
    [{ evolveSchema: true, header: false }, "Evolve Schema needs the names of columns"],
    [{ columns: ["a"] }, "Columns apply to CSV files without a header row"],
    [
      { header: false, columns: ["a"], columnCasts: { a: "" } },
      "Columns and Column Casts exclude each other",
    ],
    [{ validateRows: 5 }, "Rows To Validate apply with Validate Only"],
    [{ catalog: "other" }, "Table names the catalog main, but Catalog is other"],
  ])("%j", (given, message) => {
    expect(() => statementOf(given)).toThrow(message);
  });
});

describe("a cast", () => {
  test.each([
    "INT",
    "TIMESTAMP_NTZ",
    "DECIMAL(38,10)",
    "ARRAY<STRING>",
    "MAP<STRING, ARRAY<INT>>",
    "STRUCT<`odd ``name`: STRING, `b`: DECIMAL(3,1)>",
    "INTERVAL DAY TO SECOND",
  ])("takes the type %s", (type) => {
    expect(columnCasts.clean({ a: `b::${type}` })).toEqual([{ column: "a", field: ["b"], type }]);
  });

  test.each([
    "",
    "INT) , foo(1",
    "INT), (1",
    "INT; DROP TABLE a",
    "INT -- x",
    "STRING COMMENT 'x'",
    "ARRAY<INT",
    "ARRAY<INT>>",
    "INT, BIGINT",
    "(1)",
    "foo(bar)",
    "1 + 1",
    "INT /* */",
  ])("refuses the type %j", (type) => {
    expect(() => columnCasts.clean({ a: `b::${type}` })).toThrow(
      /^Column Casts, column a: ".*" is not a type/,
    );
  });

  test("has its type written anew", () => {
    expect(columnCasts.clean({ a: " b :: decimal( 10 , 2 ) " })).toEqual([
      { column: "a", field: ["b"], type: "DECIMAL(10,2)" },
    ]);
  });

  test("may have colons in the name of its field", () => {
    expect(columnCasts.clean({ a: "`x::y`" })).toEqual([{ column: "a", field: ["x::y"] }]);
  });

  test.each([
    [{ "a.b": "c" }, "Column Casts, column a.b: this is not the name of one column."],
    [{ a: "b..c" }, 'Column Casts, column a: "b..c" is not the name of a field'],
    [{ a: "`b" }, 'Column Casts, column a: "`b" is not the name of a field'],
    [[{ key: "a" }, { key: "A" }], "Column Casts name the column A twice."],
  ])("of %j is an error", (given, message) => {
    expect(() => columnCasts.clean(given)).toThrow(message);
  });
});

describe("casts as rows", () => {
  test("count together with those of keys and values, and an empty row is skipped", () => {
    const { casts } = settingsOf({
      columnCasts: { total: "amount::DECIMAL(10,2)" },
      columnCastRows: [
        { column: "day", field: "", type: "date" },
        { column: "", field: "", type: "" },
        { column: "`a.b`", field: "address.city" },
      ],
    });
    expect(casts).toEqual([
      { column: "total", field: ["amount"], type: "DECIMAL(10,2)" },
      { column: "day", field: ["day"], type: "DATE" },
      { column: "a.b", field: ["address", "city"] },
    ]);
  });

  test.each<[Record<string, unknown>, string]>([
    [{ columnCastRows: [{ type: "INT" }] }, "Column Cast Rows, row 1: Column is empty."],
    [{ columnCastRows: [{ column: "a.b" }] }, "Column Cast Rows, row 1: this is not the name of one column."],
    [
      { columnCastRows: [{ column: "a" }, { column: "b", type: "INT, x" }] },
      'Column Cast Rows, row 2: "INT, x" is not a type',
    ],
    [{ columnCastRows: [{ column: "a" }, { column: "A" }] }, "Column Cast Rows name the column A twice."],
    [
      { columnCasts: { a: "b" }, columnCastRows: [{ column: "A" }] },
      "Column Casts and Column Cast Rows name the column A twice.",
    ],
  ])("%j is refused", (given, message) => {
    expect(() => settingsOf(given)).toThrow(message);
  });
});
