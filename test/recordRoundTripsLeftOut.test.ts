/** What rows leave out: an insert fills in the column's default, an upsert leaves what there is; NULL is distinguished. */
import fc from "fast-check";
import { runDirectly } from "./support/directStatements";
import { fillTable, type KeyedTable, keyedTable, makeTable } from "./support/keyedTable";
import {
  expectSameCells,
  fillingColumn,
  readCells,
  readRows,
  roundTripRuns,
  type Way,
  ways,
  writeRows,
} from "./support/roundTrip";
import { useSharedWorkspace } from "./support/workspace";

type Row = Record<string, unknown>;
type Cells = (string | null)[];

const workspace = useSharedWorkspace();

/** A table, which of its columns have a default, and which fields each row leaves out. */
interface LeftOutCase {
  table: KeyedTable;
  hasDefault: boolean[];
  leftOut: boolean[][];
}

const bits = fc.array(fc.boolean(), { minLength: 7, maxLength: 7 });
const cases: fc.Arbitrary<LeftOutCase> = fc.record({
  table: keyedTable(4),
  hasDefault: bits,
  leftOut: fc.array(bits, { minLength: 4, maxLength: 4 }),
});

/** The columns with the defaults of some: the values of the last of the other rows. */
const withDefaults = ({ table: { columns, others }, hasDefault }: LeftOutCase): KeyedTable["columns"] =>
  columns.map(({ name, type }, index) => {
    const canHave = index > 0 && hasDefault[index] && !/[<]|VARIANT/.test(type);
    return { name, type: canHave ? `${type} DEFAULT ${others.at(-1)?.[index]}` : type };
  });

const isLeftOut = ({ leftOut }: LeftOutCase, row: number, column: number): boolean =>
  column > 0 && leftOut[row]?.[column] === true;

/** The rows without the fields that they leave out. */
const partsOf = (given: LeftOutCase, rows: readonly Row[]): Row[] =>
  rows.map((row, index) => {
    const { columns } = given.table;
    const names = columns.filter((_, column) => isLeftOut(given, index, column)).map(({ name }) => name);
    return Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name)));
  });

/** A column that Databricks fills: rows have it, and no record can give it. */
const serial = { name: "serial", type: "BIGINT GENERATED ALWAYS AS IDENTITY" };

/** Makes a table to read from, one to write to and, in a third one, the row of nothing but defaults. */
const makeTables = async (
  given: LeftOutCase,
): Promise<{ source: string; target: string; defaults: Cells }> => {
  const { columns, rows } = given.table;
  const own = withDefaults(given);
  const blank = await makeTable(workspace, own);
  await runDirectly(workspace, fillTable(blank, columns.slice(0, 1), [[rows.at(-1)?.[0] ?? ""]]));
  const [defaults = []] = await readCells(workspace, blank, columns);
  const source = await makeTable(workspace, [...columns, serial]);
  await runDirectly(workspace, fillTable(source, columns, rows));
  const target = await makeTable(workspace, [...own, serial, { name: fillingColumn, type: "STRING" }]);
  return { source, target, defaults };
};

/** Holds what was written to what the rows give, and to what is there where they leave something out. */
const expectFilled = async (
  given: LeftOutCase,
  target: string,
  source: string,
  instead: (row: number) => Cells,
  more: Cells[] = [],
): Promise<void> => {
  const { columns } = given.table;
  const cells = await readCells(workspace, source, columns);
  const expected = cells.map((row, index) =>
    row.map((cell, column) => (isLeftOut(given, index, column) ? (instead(index)[column] ?? null) : cell)),
  );
  const is = await readCells(workspace, target, columns);
  expectSameCells(columns, is, [...expected, ...more], JSON.stringify(given));
  const serials = (await readCells(workspace, target, [serial])).flat();
  expect(serials).not.toContain(null);
  expect(new Set(serials).size).toBe(is.length);
};

const play = (run: (given: LeftOutCase) => Promise<void>): Promise<void> =>
  fc.assert(
    fc.asyncProperty(cases, async (given) => {
      await run(given);
      await workspace.forget();
    }),
    roundTripRuns,
  );

const named = ways.map((way): [string, Way] => [way.name, way]);

test.each(named)("what rows leave out is the default in an insert through %s", (_name, way) =>
  play(async (given) => {
    const { source, target, defaults } = await makeTables(given);
    const rows = partsOf(given, await readRows(workspace, source, given.table.columns[0]));
    await writeRows(workspace, "insertRows", target, rows, way);
    await expectFilled(given, target, source, () => defaults);
  }),
);

test.each(named)(
  "what rows leave out stays in an upsert, and is the default in a new row, through %s",
  (_name, way) =>
    play(async (given) => {
      const { columns, others } = given.table;
      const { source, target, defaults } = await makeTables(given);
      await runDirectly(workspace, fillTable(target, columns, others));
      const before = await readCells(workspace, target, columns);
      const rows = partsOf(given, await readRows(workspace, source, columns[0]));
      await writeRows(workspace, "upsertRows", target, rows, way, { keyColumns: [columns[0]?.name] });
      // Every second key was there before.
      const instead = (row: number): Cells => (row % 2 === 0 ? (before[row / 2] ?? []) : defaults);
      await expectFilled(given, target, source, instead, before.slice(-1));
    }),
);
