import assert from "node:assert/strict";
import type { Step } from "../guide";
import { landing } from "./records";
import { sql } from "./sql";
import { runningWarehouse } from "./warehouses";

const table = "workspace.default.prices";
const inbox = `${landing}/inbox`;
const outbox = `${landing}/outbox`;

/** A file of a spreadsheet: quotes, umlauts, an empty value. */
const prices = 'sku,name,price\nA-1,"Tea, green",4.20\nB-2,Käse,\nC-3,"6"" plate",12.00\n';

interface File {
  path: string;
  sizeBytes?: number;
}

/** A file into a volume, and its rows into a table, each file once. */
export const filesIn: Step = {
  title: "A file uploaded to a volume and loaded into a table once",
  run: async (guide) => {
    const { id: warehouseId } = await runningWarehouse(guide);
    await sql(guide, `CREATE OR REPLACE TABLE ${table} (sku STRING, name STRING, price DECIMAL(10,2))`);

    const filePath = `${inbox}/prices 18.11.csv`;
    const uploaded = await guide.call<File>("uploadFile", { filePath, file: prices, overwrite: true });
    assert.equal(uploaded.sizeBytes, Buffer.byteLength(prices));
    const listed = await guide.call<File[]>("listFiles", { directoryPath: inbox, pattern: "*.csv" });
    assert.deepEqual(
      listed.map(({ path }) => path),
      [filePath],
    );

    const copy = {
      warehouseId,
      table,
      sourcePath: inbox,
      format: "csv",
      escape: '"',
    };
    const loaded = await guide.call<{ inserted: number }>("copyInto", copy);
    assert.equal(loaded.inserted, 3);
    const again = await guide.call<{ inserted: number; alreadyLoaded: boolean }>("copyInto", copy);
    assert.deepEqual([again.inserted, again.alreadyLoaded], [0, true]);
    const { rows } = await sql<{ sku: string; name: string; price: string | null }>(
      guide,
      `SELECT * FROM ${table} ORDER BY sku`,
    );
    guide.screen.table(rows);
    assert.deepEqual(
      rows.map(({ name, price }) => [name, price]),
      [
        ["Tea, green", "4.20"],
        ["Käse", null],
        ['6" plate', "12.00"],
      ],
    );
    guide.screen.good("a file that the table has loaded is skipped, however often the step runs");
  },
};

const exportedRows = 300_000;

/** A result that no step could hold, straight into files of a volume. */
export const resultOut: Step = {
  title: "A large result exported to files in a volume, with constant memory",
  run: async (guide) => {
    const { id: warehouseId } = await runningWarehouse(guide);
    const exported = await guide.call<{
      files: { path: string; rows: number; sizeBytes: number }[];
      rows: number;
    }>("exportToVolume", {
      warehouseId,
      sqlStatement: `SELECT id, id * id AS square, repeat('-', 20) AS rule FROM range(${exportedRows}) ORDER BY id`,
      directoryPath: outbox,
      fileName: "squares",
      maxFileMegabytes: "5",
      overwrite: true,
    });
    guide.screen.table(exported.files);
    assert.equal(exported.rows, exportedRows);
    assert.ok(exported.files.length > 1, "the result is in one file");
    assert.equal(
      exported.files.reduce((sum, { rows }) => sum + rows, 0),
      exportedRows,
    );
    const [first] = exported.files;
    const beginning = await guide.call<string>("downloadFile", {
      filePath: first?.path,
      result: "text",
      length: "33",
    });
    assert.equal(beginning, "id,square,rule\r\n0,0,-------------");
    guide.screen.good("part of a file is read as text, without the rest");
  },
};
