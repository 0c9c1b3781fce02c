/** Files of a fresh workspace's volume, and their loads into a table. */
import { warehouseExample } from "../../src/services/warehouses/warehousesExamples";
import { useSqlRuns } from "./sqlRuns";

interface Loaded {
  inserted: number;
  affected: number;
  skippedCorruptFiles: number;
  alreadyLoaded: boolean;
  statementId: string;
  message?: string;
  rows?: object[];
}

interface Result {
  rows: object[];
}

/** The directory of the files. */
export const loadDirectory = "/Volumes/workspace/default/landing/in";

const itemsTable = "workspace.default.items";

/** Gives every test of a file a workspace with a table of three columns. */
export const useSqlLoads = () => {
  const sql = useSqlRuns<Result>();
  beforeEach(async () => {
    await sql.runSql(`CREATE TABLE ${itemsTable} (id INT, name STRING, price DECIMAL(10,2))`);
  });
  return {
    sql,
    /** Loads the files of the directory, as CSV by default. */
    load: (more: Record<string, unknown> = {}): Promise<Loaded> =>
      sql.run("copyInto", {
        warehouseId: warehouseExample.id,
        table: itemsTable,
        sourcePath: loadDirectory,
        format: "csv",
        ...more,
      }) as Promise<Loaded>,
    /** Writes a file. */
    put: (name: string, text: string): Promise<unknown> =>
      sql.workspace.call("PUT", `/api/2.0/fs/files${loadDirectory}/${name}?overwrite=true`, text),
    /** The rows of the table. */
    rowsOf: async (name = itemsTable): Promise<object[]> =>
      (await sql.runSql(`SELECT * FROM ${name} ORDER BY id, name`)).rows,
    /** The statements that were sent to load files. */
    copies: async (): Promise<string[]> =>
      (await sql.submissions())
        .map(({ statement }) => String(statement))
        .filter((text) => text.startsWith("COPY")),
  };
};
