/** How values of each type are returned in JSON_ARRAY, and how the connector converts them. */
import { isDeepStrictEqual } from "node:util";
import type { Check } from "../check";
import { agree, present } from "../outcomes";
import { finished } from "./statementRequests";

const source = "https://docs.databricks.com/api/workspace/statementexecution/executestatement";

/** One expression, the text that its cell may be, and the value that a step gives. */
interface Value {
  id: string;
  title: string;
  expression: string;
  cell: RegExp;
  /** What the connector gives; the text of the cell if left out. */
  value?: unknown;
}

const values: readonly Value[] = [
  {
    id: "bigint",
    title: "BIGINT comes as digits, and stays exact beyond 2^53",
    expression: "9007199254740993",
    cell: /^9007199254740993$/,
  },
  { id: "boolean", title: "BOOLEAN comes as true or false", expression: "true", cell: /^true$/, value: true },
  {
    id: "decimal",
    title: "DECIMAL comes as plain digits and keeps its scale",
    expression: "CAST(12.5 AS DECIMAL(10, 2))",
    cell: /^12\.50$/,
  },
  {
    id: "decimal.small",
    title: "A small DECIMAL comes without an exponent",
    expression: "CAST(0.0000000001 AS DECIMAL(20, 10))",
    cell: /^0\.0000000001$/,
  },
  {
    id: "double",
    title: "DOUBLE comes as a decimal number, or with an exponent",
    expression: "1e10D",
    cell: /^(?:1\.0E\+?10|1e\+?10|10000000000(?:\.0)?)$/,
    value: 1e10,
  },
  { id: "double.nan", title: "NaN comes as NaN", expression: "double('NaN')", cell: /^NaN$/ },
  {
    id: "double.infinity",
    title: "Infinity comes as Infinity, with its sign",
    expression: "double('-Infinity')",
    cell: /^-Infinity$/,
  },
  {
    id: "float",
    title: "FLOAT comes with its own digits",
    expression: "float(0.1)",
    cell: /^0\.1$/,
    value: 0.1,
  },
  { id: "date", title: "DATE comes as YYYY-MM-DD", expression: "DATE'2021-06-15'", cell: /^2021-06-15$/ },
  {
    id: "timestamp",
    title: "TIMESTAMP comes in ISO 8601 with an offset, and keeps microseconds",
    expression: "TIMESTAMP'2021-06-15 12:34:56.789123Z'",
    cell: /^2021-06-15T\d\d:\d\d:56\.789123(?:000)?(?:Z|[+-]\d\d:\d\d)$/,
  },
  {
    id: "timestamp.whole",
    title: "A TIMESTAMP of whole seconds has milliseconds, or none",
    expression: "TIMESTAMP'2021-06-15 12:34:56Z'",
    cell: /^2021-06-15T\d\d:\d\d:56(?:\.0{1,9})?(?:Z|[+-]\d\d:\d\d)$/,
  },
  {
    id: "timestampNtz",
    title: "TIMESTAMP_NTZ comes in ISO 8601 without an offset, and keeps microseconds",
    expression: "TIMESTAMP_NTZ'2021-06-15 12:34:56.789123'",
    cell: /^2021-06-15T12:34:56\.789123(?:000)?$/,
  },
  { id: "binary", title: "BINARY comes in base64", expression: "X'00ff'", cell: /^AP8=$/ },
  {
    id: "interval.days",
    title: "INTERVAL DAY TO SECOND comes as D HH:MM:SS with fractions",
    expression: "INTERVAL '3 04:30:20.123' DAY TO SECOND",
    cell: /^3 04:30:20\.123(?:0{3}|0{6})?$/,
  },
  {
    id: "interval.negative",
    title: "A negative INTERVAL has its sign in front",
    expression: "INTERVAL '-3 04:30:20' DAY TO SECOND",
    cell: /^-3 04:30:20(?:\.0+)?$/,
  },
  {
    id: "interval.months",
    title: "INTERVAL YEAR TO MONTH comes as Y-M",
    expression: "INTERVAL '8-3' YEAR TO MONTH",
    cell: /^8-3$/,
  },
  {
    id: "array",
    title: "ARRAY comes as JSON text",
    expression: "array(1, NULL, 3)",
    cell: /^\[1,\s?null,\s?3\]$/,
    value: [1, null, 3],
  },
  {
    id: "array.dates",
    title: "A DATE inside an ARRAY comes as YYYY-MM-DD",
    expression: "array(DATE'2021-06-15')",
    cell: /^\["2021-06-15"\]$/,
    value: ["2021-06-15"],
  },
  {
    id: "struct",
    title: "STRUCT comes as a JSON object",
    expression: "named_struct('a', 1, 'b', 'x')",
    cell: /^\{"a":\s?1,\s?"b":\s?"x"\}$/,
    value: { a: 1, b: "x" },
  },
  {
    id: "struct.exact",
    title: "A BIGINT inside a STRUCT keeps its digits",
    expression: "named_struct('n', 9007199254740993)",
    cell: /^\{"n":\s?"?9007199254740993"?\}$/,
    value: { n: "9007199254740993" },
  },
  {
    id: "struct.timestamp",
    title: "A TIMESTAMP inside a STRUCT comes in ISO 8601 with an offset",
    expression: "named_struct('t', TIMESTAMP'2021-06-15 12:34:56.789Z')",
    cell: /^\{"t":\s?"2021-06-15T\d\d:\d\d:56\.789(?:0{3}|0{6})?(?:Z|[+-]\d\d:\d\d)"\}$/,
  },
  {
    id: "map",
    title: "MAP comes as a JSON object",
    expression: "map('k', 1)",
    cell: /^\{"k":\s?1\}$/,
    value: { k: 1 },
  },
  {
    id: "map.dates",
    title: "A MAP of dates comes as a JSON object of texts",
    expression: "map('k', DATE'2021-06-15')",
    cell: /^\{"k":\s?"2021-06-15"\}$/,
    value: { k: "2021-06-15" },
  },
  {
    id: "variant",
    title: "VARIANT comes as JSON text",
    expression: `parse_json('{"a": [1, "x"]}')`,
    cell: /^\{"a":\s?\[1,\s?"x"\]\}$/,
    value: { a: [1, "x"] },
  },
  {
    id: "string",
    title: "STRING comes as it is, whatever it holds",
    expression: String.raw`'"\\ü\n😀'`,
    cell: /^"\\ü\n😀$/u,
  },
  { id: "null", title: "NULL comes as null", expression: "CAST(NULL AS INT)", cell: /^null$/, value: null },
];

const checkOf = ({ id, title, expression, cell, ...expected }: Value): Check => ({
  id: `sql.value.${id}`,
  title,
  tries: `SELECT ${expression}, its cell and what Execute an SQL Statement gives`,
  source,
  covers: ["runSql"],
  needs: ["warehouse"],
  run: async (context) => {
    const statement = `SELECT ${expression} AS value`;
    const { manifest, result, status } = await finished(context, statement);
    const raw = present(result?.data_array?.[0], `a row (${status.error?.message ?? status.state})`)[0];
    const type = manifest?.schema?.columns?.[0]?.type_text;
    const seen = `${type} ${raw}`;
    agree(cell.test(String(raw)), seen);
    const [row] = await context.rows<{ value: unknown }>(statement);
    const given = row?.value;
    if ("value" in expected) {
      agree(isDeepStrictEqual(given, expected.value), `${seen}, given as ${JSON.stringify(given)}`);
    }
    return `${seen}, given as ${JSON.stringify(given)}`;
  },
});

const typePairs: Check = {
  id: "sql.value.typeNames",
  title: "Columns name their types as TINYINT/BYTE, SMALLINT/SHORT, INT/INT, BIGINT/LONG",
  tries: "the manifest of a row of these",
  source,
  needs: ["warehouse"],
  run: async (context) => {
    const { manifest } = await finished(context, "SELECT 1Y AS a, 1S AS b, 1 AS c, 1L AS d");
    const columns = manifest?.schema?.columns ?? [];
    const seen = columns.map(({ type_text, type_name }) => `${type_text}/${type_name}`).join(", ");
    agree(seen === "TINYINT/BYTE, SMALLINT/SHORT, INT/INT, BIGINT/LONG", seen);
    return seen;
  },
};

export const valueChecks: Check[] = [...values.map(checkOf), typePairs];
