/** Rows that the component reads and writes again, and what the tables hold then. */
import { packedAndBack } from "../../cli/messagePack";
import { warehouseExample } from "../../src/services/warehouses/warehousesExamples";
import { runIn } from "./component";
import { queryDirectly } from "./directStatements";
import { quoted } from "./exactTable";
import type { KeyedTable } from "./keyedTable";
import { place, type Written } from "./recordRuns";
import type { TestWorkspace } from "./workspace";

type Row = Record<string, unknown>;
type Cells = (string | null)[];

/** How many tables a test plays with: `ROUND_TRIPS` in the environment asks for more. */
export const roundTripRuns = { numRuns: Number(process.env.ROUND_TRIPS ?? 8) };

/** A text that makes two records more than one statement takes. */
const filling = "x".repeat(460_000);

/** How records travel. */
export interface Way {
  name: string;
  /** Whether each record has so much that two of them are more than one statement takes. */
  isLarge: boolean;
  inputs: Row;
}

/** The ways of records into a table. */
export const ways: Way[] = [
  { name: "one parameter", isLarge: false, inputs: {} },
  { name: "several batches", isLarge: true, inputs: {} },
  { name: "a file", isLarge: true, inputs: { stagingVolume: "landing" } },
];

/** The column that holds what makes records large. */
export const fillingColumn = "filling";

/** The rows of a table as the component reads them and the next step gets them, in the order of a column. */
export const readRows = async (
  workspace: TestWorkspace,
  table: string,
  orderedBy: { name: string } | undefined,
): Promise<Row[]> => {
  const sqlStatement = `SELECT * FROM ${table} ORDER BY ${quoted(orderedBy?.name ?? "")} NULLS FIRST`;
  const inputs = { warehouseId: warehouseExample.id, sqlStatement };
  const { rows } = packedAndBack(await runIn(workspace, "runSql", inputs)) as { rows: Row[] };
  return rows;
};

/** Writes rows to a table by an action. */
export const writeRows = async (
  workspace: TestWorkspace,
  key: string,
  table: string,
  rows: readonly Row[],
  { isLarge, inputs }: Way,
  more: Row = {},
): Promise<Written> => {
  const records = isLarge ? rows.map((row) => ({ ...row, [fillingColumn]: filling })) : rows;
  const given = { warehouseId: warehouseExample.id, ...place, table, records, ...inputs, ...more };
  return (await runIn(workspace, key, given)) as Written;
};

/** The cells of some columns of a table, in the order of the first of them. */
export const readCells = (
  workspace: TestWorkspace,
  table: string,
  columns: readonly { name: string }[],
): Promise<Cells[]> => {
  const list = columns.map(({ name }) => quoted(name));
  return queryDirectly(workspace, `SELECT ${list.join(", ")} FROM ${table} ORDER BY ${list[0]} NULLS FIRST`);
};

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, item]) => [name, sorted(item)]),
  );
};

/** Numbers of JSON text as texts, so that none loses digits. */
const withExactNumbers = (text: string): string =>
  text.replace(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (token) =>
    token.startsWith('"') ? token : `"#${token}"`,
  );

/**
 * The text of a cell without what a row of a step's result cannot hold: MessagePack keeps no sign of zero, an object of
 * JavaScript no order of entries, and in a VARIANT no NULL, which is JSON's null, and whether an integer beyond 2^53 was text.
 */
const comparable = (cell: string | null, type: string): string | null => {
  const holdsVariant = type.includes("VARIANT");
  if (cell === null || (type === "VARIANT" && cell === "null")) return null;
  const text = /DOUBLE|FLOAT/.test(type) ? cell.replace(/-0\.0(?![\dE])/g, "0.0") : cell;
  if (!holdsVariant && !type.includes("MAP<")) return text;
  const exact = JSON.stringify(sorted(JSON.parse(withExactNumbers(text))));
  return holdsVariant ? exact.replace(/"#(-?\d{16,})"/g, '"$1"') : exact;
};

/** Fails where cells are not those that they should be, and says which. */
export const expectSameCells = (
  columns: KeyedTable["columns"],
  cells: readonly Cells[],
  expected: readonly Cells[],
  about: string,
): void => {
  const wrong = expected.flatMap((row, index) =>
    columns.flatMap(({ name, type }, column) => {
      const [was, is] = [row[column] ?? null, cells[index]?.[column] ?? null];
      return comparable(was, type) === comparable(is, type)
        ? []
        : [{ about, key: row[0], name, type, was, is }];
    }),
  );
  expect(wrong).toEqual([]);
  expect(cells.length).toBe(expected.length);
};
