import assert from "node:assert/strict";
import { parse as parseCsv } from "csv-parse/sync";
import fc from "fast-check";
import { rowReader } from "../../test/support/plainRows";
import type { StatementColumn } from "../services/sql/statements";
import type { ResultChunk } from "./chunkScanner";
import { createCsvWriter } from "./csvWriter";
import { createJsonLinesWriter } from "./jsonLinesWriter";
import { createRowReader } from "./rowReader";
import { distinctNames, type SqlRow, type SqlValue } from "./statementRows";

type Cell = string | null;

interface Result {
  columns: StatementColumn[];
  rows: Cell[][];
}

const digit = fc.constantFrom(..."0123456789");
const digits = (maxLength: number) => fc.string({ unit: digit, minLength: 1, maxLength });
const signed = (text: fc.Arbitrary<string>) =>
  fc.tuple(fc.constantFrom("", "-"), text).map((parts) => parts.join(""));
const integer = signed(digits(21));
const fraction = fc.tuple(integer, digits(21)).map((parts) => parts.join("."));
const exponent = fc
  .tuple(fraction, fc.constantFrom("e", "E"), fc.constantFrom("", "-", "+"), digits(4))
  .map((parts) => parts.join(""));
const numberText = fc.oneof(
  integer,
  fraction,
  exponent,
  fc.integer().map(String),
  fc.double().map(String),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String),
  fc.constantFrom(
    "0",
    "-0",
    "-0.0",
    "9007199254740991",
    "9007199254740992",
    "-9007199254740993",
    "NaN",
    "Infinity",
  ),
  fc.constantFrom("-Infinity", "1.0E10", "5.", ".5", "+1", "007", " 1", "1 ", "0x10", "1e400", "1_0", "1e"),
);
const letter = fc.constantFrom(
  ...[
    "a",
    "Z",
    " ",
    '"',
    "\\",
    "/",
    ",",
    "\n",
    "\r",
    "\t",
    "\b",
    "\u0000",
    "\u001f",
    "\u007f",
    "[",
    "]",
    "{",
    "}",
  ],
  ...[":", "é", "ÿ", "Ā", "東", "京", "😀", "\ud800", "\udfff", "\u2028", "\ufeff", "u", "0", "-"],
);
const text = fc.oneof(
  fc.string({ unit: letter }),
  fc.string({ unit: "binary" }),
  fc.string({ unit: letter, minLength: 60, maxLength: 90 }),
  fc.constantFrom("", "null", "true", "false", "[", "]", '["', '"]', '{"', "[]", "{}", '""', "https://a/b"),
);

/** JSON text of a value that may or may not be of a type, by chance not quite JSON. */
const key = fc.oneof(fc.constantFrom("a", "b", "é", "__proto__", "1", "key", "value", 'q"'), text);
const { json } = fc.letrec<{ json: string }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    numberText,
    text.map((value) => JSON.stringify(value)),
    fc.constantFrom("null", "true", "false", "nul", '"NaN"', "1", "123456789012345678"),
    fc.array(tie("json"), { maxLength: 4 }).map((values) => `[${values.join(",")}]`),
    fc
      .array(fc.tuple(key, fc.constantFrom(":", ": ", " :"), tie("json")), { maxLength: 4 })
      .map(
        (entries) =>
          `{${entries.map(([name, colon, value]) => JSON.stringify(name) + colon + value).join(", ")}}`,
      ),
  ),
}));

interface TypeOf {
  text: string;
  json: fc.Arbitrary<string>;
}

const scalars: Record<string, fc.Arbitrary<string>> = {
  TINYINT: numberText,
  INT: numberText,
  BIGINT: numberText,
  FLOAT: numberText,
  DOUBLE: numberText,
  "DECIMAL(38,18)": numberText,
  BOOLEAN: fc.constantFrom("true", "false", "TRUE", "truer"),
  STRING: text,
  DATE: fc.constantFrom("2026-02-28", "0001-01-01"),
  TIMESTAMP: fc.constantFrom("2021-01-01T10:00:00.000-08:00", "2021-01-01T10:00:00.123456Z"),
  BINARY: fc.constantFrom("q80A", ""),
  "INTERVAL DAY TO SECOND": fc.constantFrom("3 04:30:20.123000000"),
  VARIANT: json,
};

/** A nested type with JSON of its values, as Databricks writes them. */
const { type } = fc.letrec<{ type: TypeOf }>((tie) => ({
  type: fc.oneof(
    { maxDepth: 2 },
    fc.constantFrom(...Object.entries(scalars)).map(([name, value]) => ({
      text: name,
      json: fc.oneof(
        value,
        value.map((one) => JSON.stringify(one)),
        fc.constant("null"),
      ),
    })),
    tie("type").map((element) => ({
      text: `ARRAY<${element.text}>`,
      json: fc.array(element.json, { maxLength: 4 }).map((values) => `[${values.join(",")}]`),
    })),
    tie("type").map((value) => ({
      text: `MAP<STRING, ${value.text}>`,
      json: fc
        .array(fc.tuple(key, value.json), { maxLength: 4 })
        .map((entries) => `{${entries.map(([name, one]) => `${JSON.stringify(name)}:${one}`).join(",")}}`),
    })),
    fc.uniqueArray(fc.constantFrom("a", "b", "é", "__proto__", "1", "c d"), { maxLength: 4 }).chain((names) =>
      fc.tuple(...names.map(() => tie("type"))).map((types) => ({
        text: `STRUCT<${names.map((name, index) => `\`${name}\`: ${types[index]?.text}`).join(", ")}>`,
        json: fc
          .tuple(fc.subarray(names), ...types.map((one) => one.json))
          .map(
            ([present, ...values]) =>
              `{${names.flatMap((name, index) => (present.includes(name) ? [`${JSON.stringify(name)}:${values[index]}`] : [])).join(",")}}`,
          ),
      })),
    ),
  ),
}));

const column = fc.tuple(
  fc.oneof(fc.constantFrom("a", "b", "", "__proto__", "constructor", "2", "1", 'x,"y"\r\n'), text),
  fc.oneof(
    fc.constantFrom(...Object.entries(scalars)).map(([name, value]) => ({ text: name, json: value })),
    type,
  ),
);

const result: fc.Arbitrary<Result> = fc.array(column, { minLength: 1, maxLength: 5 }).chain((given) => {
  const columns = given.map(([name, { text: type_text }], position) => ({
    name,
    position,
    type_text,
    type_name: type_text,
  }));
  const cells = given.map(([, one]) => fc.oneof({ weight: 6, arbitrary: one.json }, fc.constant(null), text));
  return fc.array(fc.tuple(...cells), { maxLength: 6 }).map((rows) => ({ columns, rows: rows as Cell[][] }));
});

/** Rows as JSON bytes, some letters of which are escaped though they need not be. */
const bytes = (rows: Cell[][], escaped: boolean): Buffer => {
  const compact = JSON.stringify(rows);
  if (!escaped) return Buffer.from(compact);
  const loose = (cell: Cell): string =>
    cell === null
      ? "null"
      : `"${[...Array(cell.length).keys()]
          .map((index) => {
            const letterThere = cell[index] as string;
            const code = cell.charCodeAt(index).toString(16).padStart(4, "0");
            return index % 2 === 0 || code < "0020" || /["\\]|[\ud800-\udfff]/.test(letterThere)
              ? `\\u${index % 3 === 0 ? code : code.toUpperCase()}`
              : letterThere;
          })
          .join("")}"`;
  return Buffer.from(`[${rows.map((row) => `[${row.map(loose).join(",")}]`).join(",")}]`);
};

/** The same rows in all the ways that they can come. */
const ways = (rows: Cell[][]): ResultChunk[][] => {
  const middle = rows.length >> 1;
  return [
    [bytes(rows, false)],
    [bytes(rows, true)],
    [rows],
    [bytes(rows.slice(0, middle), false), rows.slice(middle, middle), bytes(rows.slice(middle), true)],
    [Buffer.from(JSON.stringify(rows, undefined, 1))],
  ];
};

const file = (create: typeof createCsvWriter, columns: StatementColumn[], chunks: ResultChunk[]): string => {
  const writer = create(columns, { limitBytes: 1e6 });
  for (const chunk of chunks) writer.write(chunk);
  return writer.finish().toString();
};

const expected = ({ columns, rows }: Result): SqlRow[] => rows.map(rowReader(columns));

/** What JSON Lines make of a value: they have no NaN, and do not always keep the sign of a zero. */
const named = (value: SqlValue): SqlValue => {
  if (typeof value === "number") return Number.isFinite(value) ? value + 0 : String(value);
  if (Array.isArray(value)) return value.map(named);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, named(one)]));
};

describe("every format holds the same values", () => {
  test("rows read from bytes are the rows of rowReader", () => {
    fc.assert(
      fc.property(result, ({ columns, rows }) => {
        for (const chunks of ways(rows)) {
          const reader = createRowReader(columns);
          const read: SqlRow[] = [];
          for (const chunk of chunks) reader.read(chunk, read);
          assert.deepEqual(read, expected({ columns, rows }));
          assert.equal(reader.rows, rows.length);
        }
      }),
      { numRuns: 500 },
    );
  });

  test("every line of JSON Lines is a row", () => {
    fc.assert(
      fc.property(result, ({ columns, rows }) => {
        for (const chunks of ways(rows)) {
          const lines = file(createJsonLinesWriter, columns, chunks).split("\n");
          assert.equal(lines.pop(), "");
          assert.deepEqual(
            lines.map((line) => named(JSON.parse(line))),
            expected({ columns, rows }).map(named),
          );
        }
      }),
      { numRuns: 500 },
    );
  });

  test("CSV holds the text of every cell, and tells NULL from empty text", () => {
    fc.assert(
      fc.property(result, ({ columns, rows }) => {
        // UTF-8 has no half surrogate pairs.
        const wellFormed = rows.map((row) =>
          row.map((cell) => (cell === null ? null : Buffer.from(cell).toString())),
        );
        const names = distinctNames(columns.map(({ name }) => name)).map((name) =>
          Buffer.from(name).toString(),
        );
        for (const chunks of ways(rows)) {
          const csv = file(createCsvWriter, columns, chunks);
          const read = parseCsv(csv, {
            record_delimiter: "\r\n",
            cast: (value, { quoting }) => (value === "" && !quoting ? null : value),
          });
          assert.deepEqual(read, [names, ...wellFormed]);
        }
      }),
      { numRuns: 500 },
    );
  });
});
