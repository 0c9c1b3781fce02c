/** Every format of a result holds exactly what the engine holds, cell by cell, however the result comes. */
import { parse as parseCsv } from "csv-parse/sync";
import fc from "fast-check";
import { warehouse } from "../src/api/warehouses";
import { runIn } from "./support/component";
import { type Exact, exactTable, statementOf } from "./support/exactValues";
import { freshWorkspace, type TestWorkspace } from "./support/workspace";

type Cell = string | null;

/** A result as Run SQL and Get Statement give it. */
interface Result {
  statement_id: string;
  rows: Record<string, unknown>[];
  result: { data_array: Cell[][] };
}

let workspace: TestWorkspace;
beforeAll(async () => {
  workspace = await freshWorkspace();
});
afterAll(() => workspace.close());

const nameOf = (column: number): string => `c${column}`;

/** JSON has no infinities and no NaN; the writer says so by their names. */
const inJson = (value: unknown): unknown =>
  typeof value === "number" && !Number.isFinite(value) ? String(value) : value;

const expectRows = (table: Exact[][], rows: Record<string, unknown>[]): void =>
  expect(rows).toEqual(
    table.map((row) => Object.fromEntries(row.map((one, column) => [nameOf(column), one.row]))),
  );

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
  expect(head?.map(({ value }) => value)).toEqual(head?.map((_, column) => nameOf(column)));
  return lines.map((fields) => fields.map(({ value, quoting }) => (value === "" && !quoting ? null : value)));
};

const expectEveryFormat = async (table: Exact[][], disposition: string): Promise<void> => {
  const inputs = { warehouseId: warehouse.id, ...statementOf(table), disposition };
  const { statement_id: statementId, rows } = (await runIn(workspace, "runSql", inputs)) as Result;
  const get = (resultFormat: string): Promise<unknown> =>
    runIn(workspace, "getStatement", { statementId, waitForResult: true, resultFormat });
  expectRows(table, rows);
  expectCells(table, ((await get("databricksResponse")) as Result).result.data_array);
  expectCells(table, csvCells(String(await get("csv"))));
  const lines = String(await get("jsonLines"))
    .trimEnd()
    .split("\n");
  expect(lines.map((line) => JSON.parse(line))).toEqual(
    table.map((row) => Object.fromEntries(row.map((one, column) => [nameOf(column), inJson(one.row)]))),
  );
};

it.each(["inline", "externalLinks"])(
  "a result holds the same values in every format (%s)",
  (disposition) =>
    fc.assert(
      fc.asyncProperty(exactTable, fc.integer({ min: 1, max: 6 }), async (table, rowsPerChunk) => {
        await workspace.statements({ rows_per_chunk: rowsPerChunk });
        await expectEveryFormat(table, disposition);
      }),
      { numRuns: 40, seed: 20_261_125 },
    ),
  120_000,
);
