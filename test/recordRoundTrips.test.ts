/** Rows of every type that the component reads go back by Insert Rows and Upsert Rows, on all ways, and are the same. */
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

const workspace = useSharedWorkspace();

/** Makes a table with rows. @returns its full name */
const make = async (columns: KeyedTable["columns"], rows: readonly string[][]): Promise<string> => {
  const table = await makeTable(workspace, columns);
  if (rows.length > 0) await runDirectly(workspace, fillTable(table, columns, rows));
  return table;
};

/** Makes a table with rows to write to, in which records may be large. */
const makeTarget = async (columns: KeyedTable["columns"], rows: readonly string[][]): Promise<string> => {
  const table = await makeTable(workspace, [...columns, { name: fillingColumn, type: "STRING" }]);
  if (rows.length > 0) await runDirectly(workspace, fillTable(table, columns, rows));
  return table;
};

/** The same columns with names in another case: Databricks takes them for the same. */
const inOtherCase = (columns: KeyedTable["columns"]): KeyedTable["columns"] =>
  columns.map(({ name, type }) => ({
    name: name === name.toLowerCase() ? name.toUpperCase() : name.toLowerCase(),
    type,
  }));

/** Plays with tables by chance; what fails is told with its seed. */
const forTables = (
  maxRows: number,
  play: (table: KeyedTable, otherCase: boolean) => Promise<void>,
): Promise<void> =>
  fc.assert(
    fc.asyncProperty(keyedTable(maxRows), fc.boolean(), async (table, otherCase) => {
      await play(table, otherCase);
      await workspace.forget();
    }),
    roundTripRuns,
  );

/** How many statements bring rows in. */
const batchesOf = (way: Way, rows: readonly string[][]): number =>
  way.name === "several batches" ? rows.length : 1;

/** How the rows are inserted. */
const insertModes = ["append", "replace", "replaceKeys"] as const;

const insertedBy = (way: Way, mode: (typeof insertModes)[number]): boolean =>
  mode === "append" || way.name !== "several batches";

const inserts = ways.flatMap((way) =>
  insertModes.filter((mode) => insertedBy(way, mode)).map((mode) => [way.name, mode, way] as const),
);

test.each(inserts)("rows go back by Insert Rows through %s (%s)", (_name, mode, way) =>
  forTables(way.isLarge ? 4 : 12, async ({ columns, rows, others }, otherCase) => {
    const source = await make(columns, rows);
    const ownColumns = otherCase ? inOtherCase(columns) : columns;
    const target = await makeTarget(ownColumns, mode === "replace" ? others : []);
    const read = await readRows(workspace, source, columns[0]);
    const keyColumns = mode === "replaceKeys" ? [columns[0]?.name] : [];
    const written = await writeRows(workspace, "insertRows", target, read, way, { mode, keyColumns });
    expect(written).toMatchObject({ inserted: rows.length, batches: batchesOf(way, rows) });
    const expected = await readCells(workspace, source, columns);
    const about = JSON.stringify({ columns, rows });
    expectSameCells(columns, await readCells(workspace, target, ownColumns), expected, about);
  }),
);

test.each(ways.map((way) => [way.name, way] as const))(
  "rows go back by Upsert Rows through %s",
  (_name, way) =>
    forTables(way.isLarge ? 4 : 12, async ({ columns, rows, others }, otherCase) => {
      const source = await make(columns, rows);
      const ownColumns = otherCase ? inOtherCase(columns) : columns;
      const target = await makeTarget(ownColumns, others);
      const [last = []] = (await readCells(workspace, target, ownColumns)).slice(-1);
      const read = await readRows(workspace, source, columns[0]);
      const keyColumns = [columns[0]?.name];
      const written = await writeRows(workspace, "upsertRows", target, read, way, { keyColumns });
      const half = rows.length / 2;
      expect(written).toMatchObject({
        inserted: Math.floor(half),
        updated: Math.ceil(half),
        batches: batchesOf(way, rows),
      });
      const expected = [...(await readCells(workspace, source, columns)), last];
      const about = JSON.stringify({ columns, rows });
      expectSameCells(columns, await readCells(workspace, target, ownColumns), expected, about);
    }),
);
