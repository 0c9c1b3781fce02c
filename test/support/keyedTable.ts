/** Tables by chance with a key, columns of every type and odd names, to be read and written back. */
import fc from "fast-check";
import { runDirectly } from "./directStatements";
import { exactType } from "./exactNested";
import { literal, quoted } from "./exactTable";
import { anyTextOfTheEngine, type Exact, type ExactType, orNothing, type Put } from "./exactValues";
import type { TestWorkspace } from "./workspace";

/** A column of a table by chance. */
interface KeyedColumn {
  name: string;
  /** The type as Databricks spells it. */
  type: string;
}

/** A table by chance, the key first. */
export interface KeyedTable {
  columns: KeyedColumn[];
  /** The rows, as SQL: a value for each column. */
  rows: string[][];
  /** Rows with every second of these keys, and one of a key of its own, with other values. */
  others: string[][];
}

/** Names that are hard to quote, to spell or to tell apart. */
const names = [
  "tick`",
  "a b",
  "a.b",
  'say "hi"',
  "it's",
  "back\\slash",
  "é 😀",
  "Größe",
  "名前",
  "имя",
  "SELECT",
  "constructor",
  "toString",
  "r",
  "s",
  "t",
  "__presence",
  "records",
  ":name",
  "MixedCase",
  "a,b;{c}(d)=e",
];

/** Keys of every kind that can be compared, by the number of a row. */
const keyKinds: Record<string, (row: number) => string> = {
  BIGINT: (row) => `${9_007_199_254_740_990n + BigInt(row)}`,
  "DECIMAL(38,10)": (row) => `${1_234_567_890_123_456_789n + BigInt(row)}.0000000001`,
  STRING: (row) => `'é''😀\\\\ ${String.fromCodePoint(65 + row)}'`,
  DATE: (row) => `DATE'${new Date(Date.UTC(2024, 1, 27 + row)).toISOString().slice(0, 10)}'`,
  TIMESTAMP: (row) => `timestamp_micros(${1_711_846_790_000_001n + BigInt(row) * 1_000_000n})`,
  TIMESTAMP_NTZ: (row) => `TIMESTAMP_NTZ'2025-03-30 01:59:${String(row).padStart(2, "0")}.000001'`,
  DOUBLE: (row) => `CAST('${row + 0.1}' AS DOUBLE)`,
  BINARY: (row) => `unhex('00${(row + 16).toString(16)}')`,
};

/** Text of a limited length, which is counted in characters. */
const limited = (length: number): ExactType => ({
  name: `VARCHAR(${length})`,
  values: anyTextOfTheEngine
    .map((text) => [...text].slice(0, length).join(""))
    .map((text) => ({ sql: (put: Put) => put(text, "STRING"), row: text, isText: (cell) => cell === text })),
});

const edge = (type: string, text: string): Exact => ({
  sql: (put) => put(text, type),
  row: text,
  isText: (cell) => cell === text,
});

/** The first and the last of what Databricks documents, and what is near where calendars and clocks change. */
const edges = (name: string, texts: readonly string[]): ExactType => ({
  name,
  values: fc.constantFrom(...texts).map((text) => edge(name, text)),
});

const times = ["0001-01-01 00:00:00", "9999-12-31 23:59:59.999999", "1582-10-10 00:00:00.000001"];

const columnType: fc.Arbitrary<ExactType> = fc.oneof(
  { weight: 8, arbitrary: exactType },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      limited(7),
      edges("DATE", ["0001-01-01", "9999-12-31", "1582-10-10", "1900-02-28", "2000-02-29"]),
      edges("TIMESTAMP", [...times, "1969-12-31 23:59:59.999999"]),
      edges("TIMESTAMP_NTZ", [...times, "2025-03-30 02:30:00"]),
      edges("DECIMAL(38,38)", [`0.${"9".repeat(38)}`, `-0.${"0".repeat(37)}1`]),
    ),
  },
);

/** A table by chance with between two and so many rows. */
export const keyedTable = (maxRows: number): fc.Arbitrary<KeyedTable> =>
  fc
    .record({
      types: fc.array(columnType, { minLength: 1, maxLength: 6 }),
      columnNames: fc.shuffledSubarray(names, { minLength: 7, maxLength: 7 }),
      keyType: fc.constantFrom(...Object.keys(keyKinds)),
      nullKey: fc.boolean(),
    })
    .chain(({ types, columnNames, keyType, nullKey }) => {
      const values = fc.tuple(...types.map(orNothing)).map((row) => row.map(({ sql }) => sql(literal)));
      const key = (row: number): string =>
        nullKey && row === 0 ? `CAST(NULL AS ${keyType})` : `CAST(${keyKinds[keyType]?.(row)} AS ${keyType})`;
      return fc
        .tuple(
          fc.array(values, { minLength: 2, maxLength: maxRows }),
          fc.array(values, { minLength: 2, maxLength: 2 }),
        )
        .map(([rows, [other = [], last = []]]) => ({
          columns: [keyType, ...types.map(({ name }) => name)].map((type, index) => ({
            name: columnNames[index] ?? "",
            type,
          })),
          rows: rows.map((row, index) => [key(index), ...row]),
          others: [
            ...rows.flatMap((_, index) => (index % 2 === 0 ? [[key(index), ...other]] : [])),
            [key(rows.length), ...last],
          ],
        }));
    })
    // MessagePack, as the platform uses it, refuses an object with this key.
    .filter(({ rows }) => !JSON.stringify(rows).includes("__proto__"));

/** The statement that makes an empty table. */
const createTable = (table: string, columns: readonly KeyedColumn[]): string => {
  const definitions = columns.map(({ name, type }) => `${quoted(name)} ${type}`);
  return `CREATE TABLE ${table} (${definitions.join(", ")}) TBLPROPERTIES ('delta.columnMapping.mode' = 'name', 'delta.feature.allowColumnDefaults' = 'supported')`;
};

let tables = 0;

/** Makes an empty table. @returns its full name */
export const makeTable = async (
  workspace: TestWorkspace,
  columns: readonly KeyedColumn[],
): Promise<string> => {
  tables += 1;
  const table = `workspace.default.keyed_${tables}`;
  await runDirectly(workspace, createTable(table, columns));
  return table;
};

/** The statement that fills some columns of a table. */
export const fillTable = (
  table: string,
  columns: readonly KeyedColumn[],
  rows: readonly string[][],
): string => {
  const list = columns.map(({ name }) => quoted(name)).join(", ");
  return `INSERT INTO ${table} (${list}) SELECT * FROM VALUES ${rows.map((row) => `(${row.join(", ")})`).join(", ")}`;
};
