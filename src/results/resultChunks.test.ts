import assert from "node:assert/strict";
import { rowReader } from "../../test/support/plainRows";
import type { StatementColumn } from "../services/sql/statements";
import type { ResultChunk } from "./chunkScanner";
import { createCsvWriter } from "./csvWriter";
import { createJsonLinesWriter } from "./jsonLinesWriter";
import type { FileOptions } from "./resultFile";
import { createRowReader } from "./rowReader";
import type { SqlRow } from "./statementRows";

const columnsOf = (...types: string[]): StatementColumn[] =>
  types.map((type_text, position) => ({
    name: "abcdefgh"[position] ?? `c${position}`,
    position,
    type_text,
    type_name: type_text,
  }));

const roomy: FileOptions = { limitBytes: 100e6 };

/** What all three formats make of chunks; they must not differ in what they accept. */
const formats = (columns: StatementColumn[], ...chunks: ResultChunk[]) => {
  const reader = createRowReader(columns);
  const rows: SqlRow[] = [];
  const csv = createCsvWriter(columns, roomy);
  const lines = createJsonLinesWriter(columns, roomy);
  for (const chunk of chunks) {
    reader.read(chunk, rows);
    csv.write(chunk);
    lines.write(chunk);
  }
  assert.equal(csv.rows, rows.length);
  assert.equal(lines.rows, rows.length);
  return { rows, csv: csv.finish().toString(), lines: lines.finish().toString() };
};

const attempts = (columns: StatementColumn[], ...chunks: ResultChunk[]) => [
  () => {
    const reader = createRowReader(columns);
    for (const chunk of chunks) reader.read(chunk);
  },
  () => {
    const csv = createCsvWriter(columns, roomy);
    for (const chunk of chunks) csv.write(chunk);
  },
  () => {
    const lines = createJsonLinesWriter(columns, roomy);
    for (const chunk of chunks) lines.write(chunk);
  },
];

describe("a chunk that is not as documented still gives its values", () => {
  const columns = columnsOf("STRING", "BIGINT");
  const rows = [
    { a: "x", b: 1 },
    { a: null, b: "12345678901234567890" },
  ];

  test.each([
    ["compact", '[["x","1"],[null,"12345678901234567890"]]'],
    ["a line end behind it", '[["x","1"],[null,"12345678901234567890"]]\r\n'],
    ["a byte order mark", '\ufeff[["x","1"],[null,"12345678901234567890"]]'],
    ["white space", ' [ [ "x" , "1" ] ,\n\t[ null , "12345678901234567890" ] ] '],
    ["white space from the second row on", '[["x","1"], [null,"12345678901234567890"]]'],
    ["white space in the middle of the second row", '[["x","1"],[null, "12345678901234567890"]]'],
    ["numbers that are not text", '[["x",1],[null,12345678901234567890]]'],
    ["a number that is not text in the second row", '[["x","1"],[null,12345678901234567890]]'],
    ["letters as escapes", '[["\\u0078","\\u0031"],[null,"12345678901234567890"]]'],
  ])("%s", (_name, json) => {
    const made = formats(columns, Buffer.from(json));
    expect(made.rows).toEqual(rows);
    expect(made.csv).toBe("a,b\r\nx,1\r\n,12345678901234567890\r\n");
    expect(
      made.lines
        .split("\n")
        .slice(0, 2)
        .map((line) => JSON.parse(line)),
    ).toEqual(rows);
  });

  test("booleans that are not text", () => {
    expect(formats(columnsOf("BOOLEAN"), Buffer.from("[[true],[false]]")).rows).toEqual([
      { a: true },
      { a: false },
    ]);
  });

  test("bytes that are not UTF-8 become the replacement character", () => {
    const chunk = Buffer.concat([Buffer.from('[["'), Buffer.of(0x61, 0xff, 0xe6, 0x9d), Buffer.from('"]]')]);
    const text = chunk.toString().slice(3, -3);
    const made = formats(columnsOf("STRING"), chunk);
    expect(made.rows).toEqual([{ a: text }]);
    expect(made.csv).toBe(`a\r\n${text}\r\n`);
    expect(made.lines).toBe(`{"a":"${text}"}\n`);
  });

  test("no rows at all", () => {
    for (const chunk of [Buffer.from("[]"), Buffer.from(" [ ]\n"), []]) {
      expect(formats(columns, chunk)).toEqual({ rows: [], csv: "a,b\r\n", lines: "" });
    }
  });

  test("no columns", () => {
    expect(formats([], Buffer.from("[]"), [])).toEqual({ rows: [], csv: "", lines: "" });
    expect(formats([], Buffer.from("[[],[]]"), [[]]).rows).toEqual([{}, {}, {}]);
  });
});

describe("a chunk that cannot be right is an error", () => {
  const columns = columnsOf("STRING", "INT");

  test.each([
    ['[["x"]]', "Row 3 of the result has 1 cells, but the manifest names 2 columns."],
    ['[["x","1","2"]]', "Row 3 of the result has 3 cells, but the manifest names 2 columns."],
    ['[["x","1"],[]]', "Row 4 of the result has 0 cells, but the manifest names 2 columns."],
    ['[["x",["1"]]]', "Row 3 of the result is not as documented: cell 2 is an array, not text or null."],
    ['[["x",{"a":1}]]', "Row 3 of the result is not as documented: cell 2 is an object, not text or null."],
    ['[["x","1"],null]', "Row 4 of the result is not as documented: it is not an array."],
    ['{"data_array":[]}', "A chunk of the result is not an array of rows."],
    ["", "A chunk of the result is not JSON"],
    ['[["x","1"]', "A chunk of the result is not JSON"],
    ['[["x","1', "A chunk of the result is not JSON"],
    ['[["x","1"],', "A chunk of the result is not JSON"],
    ['[["x","1"],]', "A chunk of the result is not JSON"],
    ['[["x","1"]]]', "A chunk of the result is not JSON"],
    ['[["x","1"]][["y","2"]]', "A chunk of the result is not JSON"],
    ['[["\\x","1"]]', "A chunk of the result is not JSON"],
    ['[["\\u12g4","1"]]', "A chunk of the result is not JSON"],
    ['[["a\nb","1"]]', "A chunk of the result is not JSON"],
    ['[["a\\', "A chunk of the result is not JSON"],
    ["<Error>", "A chunk of the result is not JSON"],
  ])("%s", (json, message) => {
    const first = [
      ["p", "1"],
      ["q", "2"],
    ];
    for (const attempt of attempts(columns, first, Buffer.from(json))) expect(attempt).toThrow(message);
  });

  test("also where the rows are parsed already", () => {
    for (const attempt of attempts(columns, [["x", "1"], ["y"]])) {
      expect(attempt).toThrow("Row 2 of the result has 1 cells, but the manifest names 2 columns.");
    }
  });
});

describe("cells that could be taken for something else", () => {
  test("a bracket in one cell is not closed by one in the next", () => {
    for (const type of ["ARRAY<STRING>", "VARIANT", "MAP<STRING, STRING>", "STRUCT<a: STRING>"]) {
      const cells = ["[", "]", "{", '":', "}", "x", "", " "];
      const columns = columnsOf(...cells.map(() => type));
      const row = Object.fromEntries(cells.map((cell, index) => ["abcdefgh"[index], cell]));
      expect(formats(columns, Buffer.from(JSON.stringify([cells])))).toEqual({
        rows: [row],
        csv: 'a,b,c,d,e,f,g,h\r\n[,],{,""":",},x,"", \r\n',
        lines: `${JSON.stringify(row)}\n`,
      });
    }
  });

  test.each([
    ["STRUCT<a: INT, b: INT>", '{"b":1,"a":2}', { b: 1, a: 2 }],
    ["STRUCT<a: INT, b: INT>", '{"b":1}', { b: 1 }],
    ["STRUCT<a: INT>", '{"a":1,"c":1.5}', { a: 1, c: 1.5 }],
    ["STRUCT<a: INT>", '{"\\u0061":1}', { a: 1 }],
    ["STRUCT<a: INT>", '{"a":1,"a":2}', '{"a":1,"a":2}'],
    ["STRUCT<a: INT, a: STRING>", '{"a":1,"a":"x"}', '{"a":1,"a":"x"}'],
    ["STRUCT<a: INT>", "{}", {}],
    ["STRUCT<a: ARRAY<INT>>", '{"a":null}', { a: null }],
    ["STRUCT<a: INT>", "[1]", [1]],
    ["STRUCT<a: INT>", '{"a":"1"}', { a: 1 }],
    ["STRUCT<a: INT>", '{"a":1', '{"a":1'],
    ["STRUCT<a: INT>", '{"a":01}', '{"a":01}'],
    ["STRUCT<a: INT>", '{"a":1} ', { a: 1 }],
    ["STRUCT<a: INT>", '{"a":1}x', '{"a":1}x'],
    ["STRUCT<a: STRING>", '{"a":"x\\"\\u00e9\\ud83d\\ude00\\n東"}', { a: 'x"é😀\n東' }],
    ['STRUCT<`a b`: INT, `q"`: INT>', '{"a b":1,"q\\"":2}', { "a b": 1, 'q"': 2 }],
    [
      "STRUCT<a: DECIMAL(38,2), b: BIGINT>",
      '{"a":1.50,"b":9007199254740993}',
      { a: "1.50", b: "9007199254740993" },
    ],
    ["MAP<STRING, DOUBLE>", '{"a":1.5,"b":"NaN"}', { a: 1.5, b: "NaN" }],
    ["MAP<STRING, INT>", '{"a":1,"a":2}', '{"a":1,"a":2}'],
    ["MAP<STRING, INT>", '[{"key":"a","value":1}]', { a: 1 }],
    ["ARRAY<DOUBLE>", "[0.12345678901234567,1E10,1e400]", [Number("0.12345678901234567"), 1e10, "Infinity"]],
    ["VARIANT", '{"a":[1,2.50,{"b":null}],"c":"x"}', { a: [1, 2.5, { b: null }], c: "x" }],
    ["VARIANT", "1234567890123456789", "1234567890123456789"],
    ["VARIANT", `${"[".repeat(200)}${"]".repeat(200)}`, JSON.parse(`${"[".repeat(200)}${"]".repeat(200)}`)],
  ])("%s %s", (type, cell, value) => {
    const columns = columnsOf(type);
    const made = formats(columns, Buffer.from(JSON.stringify([[cell]])));
    expect(made.rows).toEqual([{ a: value }]);
    expect(made.rows).toEqual([rowReader(columns)([cell])]);
    // A number too large for JavaScript is one in the file.
    const finite = (_key: string, one: unknown) => (one === Number.POSITIVE_INFINITY ? "Infinity" : one);
    expect(JSON.parse(made.lines, finite)).toEqual({ a: value });
  });

  test("a map with very many keys", () => {
    const columns = columnsOf("MAP<STRING, INT>");
    const value = Object.fromEntries([...Array(1000).keys()].map((index) => [`key ${index}`, index]));
    expect(formats(columns, [[JSON.stringify(value)]]).rows).toEqual([{ a: value }]);
  });
});

describe("sizes beyond the room at hand", () => {
  const rowsOf = (columns: StatementColumn[], cells: (string | null)[][]) => cells.map(rowReader(columns));

  test.each([
    ["many rows", columnsOf("BIGINT", "STRING", "ARRAY<STRING>"), 20_000, 1],
    ["long cells", columnsOf("BIGINT", "STRING", "ARRAY<STRING>"), 3, 300_000],
    [
      "many columns",
      columnsOf(...[...Array(3000).keys()].map((index) => (index % 2 ? "STRING" : "BIGINT"))),
      3,
      1,
    ],
    ["long nested values", columnsOf("ARRAY<INT>", "ARRAY<DECIMAL(3,1)>"), 3, 100_000],
  ])("%s", (_name, columns, count, length) => {
    const letters = ["x", "é", "東", "😀", '"', "\\", ","];
    const cells = [...Array(count).keys()].map((row) =>
      columns.map(({ type_text }, column) => {
        if ((row + column) % 17 === 16) return null;
        if (type_text === "BIGINT") return String(row * column);
        if (type_text === "STRING")
          return (letters[(row + column) % letters.length] as string).repeat(length);
        const text = (letters[row % letters.length] as string).repeat(length);
        return JSON.stringify(type_text === "ARRAY<STRING>" ? ["s", text] : Array(length).fill(row + 0.5));
      }),
    );
    const made = formats(columns, Buffer.from(JSON.stringify(cells)));
    assert.deepEqual(made.rows, rowsOf(columns, cells));
    assert.deepEqual(
      made.lines
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line)),
      made.rows,
    );
    assert.equal(made.csv.length > 0, true);
  });
});
