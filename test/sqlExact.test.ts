/** Every format of a result holds exactly what the engine holds, cell by cell, however the result comes. */
import { parse as parseCsv } from "csv-parse/sync";
import fc from "fast-check";
import { warehouseExample } from "../src/services/warehouses/warehousesExamples";
import { runIn } from "./support/component";
import { columnNames, exactTable, statementOf } from "./support/exactTable";
import type { Exact } from "./support/exactValues";
import { useSharedWorkspace } from "./support/workspace";

type Cell = string | null;

/** A result as Run SQL and Get Statement give it. */
interface Result {
  statement_id: string;
  rows: Record<string, unknown>[];
  result: { data_array: Cell[][] };
}

const workspace = useSharedWorkspace();

const rowsOf = (table: Exact[][]): Record<string, unknown>[] =>
  table.map((row) => Object.fromEntries(row.map((one, column) => [columnNames[column], one.row])));

const expectCells = (table: Exact[][], cells: Cell[][]): void => {
  expect(cells.map((row) => row.length)).toEqual(table.map((row) => row.length));
  const wrong = table.flatMap((row, index) =>
    row.flatMap((one, column) => {
      const cell = cells[index]?.[column] ?? null;
      return one.isText(cell) ? [] : [{ row: index, column, cell, expected: one.row }];
    }),
  );
  expect(wrong).toEqual([]);
};

/** The fields of a CSV file: only an empty field without quotes is NULL. */
const csvCells = (file: string): Cell[][] => {
  const [head, ...lines]: { value: string; quoting: boolean }[][] = parseCsv(file, {
    recordDelimiter: "\r\n",
    cast: (value, { quoting }) => ({ value, quoting }) as unknown as string,
  }) as unknown as { value: string; quoting: boolean }[][];
  expect(head?.map(({ value }) => value)).toEqual(columnNames.slice(0, head?.length));
  return lines.map((fields) => fields.map(({ value, quoting }) => (value === "" && !quoting ? null : value)));
};

const jsonLines = (file: string): unknown[] => {
  expect(file.endsWith("\n")).toBe(true);
  return file
    .slice(0, -1)
    .split("\n")
    .map((line) => JSON.parse(line));
};

const expectEveryFormat = async (
  table: Exact[][],
  asLiterals: boolean,
  disposition: string,
): Promise<void> => {
  const inputs = { warehouseId: warehouseExample.id, ...statementOf(table, asLiterals), disposition };
  const { statement_id: statementId, rows } = (await runIn(workspace, "runSql", inputs)) as Result;
  const get = (resultFormat: string): Promise<unknown> =>
    runIn(workspace, "getStatement", { statementId, waitForResult: true, resultFormat });
  expect(rows).toEqual(rowsOf(table));
  expectCells(table, ((await get("databricksResponse")) as Result).result.data_array);
  expectCells(table, csvCells(String(await get("csv"))));
  expect(jsonLines(String(await get("jsonLines")))).toEqual(rowsOf(table));
};

it.each([
  ["inline", 20_261_125],
  ["externalLinks", 20_261_126],
])(
  "a result holds the same values in every format (%s)",
  (disposition, seed) =>
    fc.assert(
      fc.asyncProperty(
        exactTable,
        fc.boolean(),
        fc.integer({ min: 1, max: 6 }),
        async (table, asLiterals, rowsPerChunk) => {
          await workspace.statements({ rows_per_chunk: rowsPerChunk });
          await expectEveryFormat(table, asLiterals, disposition);
        },
      ),
      { numRuns: 40, seed },
    ),
  120_000,
);
