/** Exports of results into the volume of a fresh workspace. */
import { warehouseExample } from "../../src/services/warehouses/warehousesExamples";
import { useSqlRuns } from "./sqlRuns";
import type { LoggedRequest } from "./workspace";

interface Exported {
  files: { path: string; rows: number; sizeBytes: number }[];
  rows: number;
  sizeBytes: number;
  statementId: string;
}

/** The directory of the files. */
export const exportDirectory = "/Volumes/workspace/default/landing/exports";

/** What the path of a request for a file begins with. */
export const filesApi = "/api/2.0/fs/files";

/** So many rows of about 1 KB. */
export const wideRows = (rows: number): string => `SELECT id, repeat('x', 1000) AS text FROM range(${rows})`;

/** Some of them as CSV. */
export const wideCsv = (from: number, to: number): string =>
  ["id,text", ...Array.from({ length: to - from }, (_, row) => `${from + row},${"x".repeat(1000)}`), ""].join(
    "\r\n",
  );

/** Gives every test of a file a workspace, whose results have chunks of a thousand rows. */
export const useSqlExports = () => {
  const sql = useSqlRuns<unknown>({ rows_per_chunk: 1000 });
  return {
    sql,
    /** Exports the result of a statement. */
    exportRows: (sqlStatement: string, more: Record<string, unknown> = {}): Promise<Exported> =>
      sql.run("exportToVolume", {
        warehouseId: warehouseExample.id,
        sqlStatement,
        directoryPath: exportDirectory,
        fileName: "report",
        ...more,
      }) as Promise<Exported>,
    /** The text of a file in the volume; undefined where there is none. */
    textOf: async (path = ""): Promise<string | undefined> => {
      const { status, text } = await sql.workspace.call("GET", filesApi + path);
      return status === 200 ? text : undefined;
    },
    /** The names of the files in the directory. */
    fileNames: async (): Promise<string[]> => {
      const { json } = await sql.workspace.call("GET", `/api/2.0/fs/directories${exportDirectory}`);
      return ((json as { contents?: { name: string }[] }).contents ?? []).map(({ name }) => name);
    },
    requestsOf: async (method: string, target: LoggedRequest["target"] = "api"): Promise<LoggedRequest[]> =>
      (await sql.workspace.requests()).filter(
        (request) => request.method === method && request.target === target,
      ),
  };
};
