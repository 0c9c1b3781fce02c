/** What a finished statement holds: rows in a temporary table of its connection, or a few made by hand. */
import type { DuckDBConnection, DuckDBDataChunk } from "@duckdb/node-api";
import type { AnalysedQuery } from "../analysis/environment";
import { arrowIpc } from "../arrow";
import { type DataType, statementColumn, storedType } from "../dataTypes";
import type { SqlResult } from "../engine";
import { appendTextRows, cellRenderer } from "../rendering";
import { timestampIn } from "../timeText";

export interface ResultColumn {
  name: string;
  type: DataType;
}

/** A statement without rows. */
export function emptyResult(connection: DuckDBConnection): SqlResult {
  connection.closeSync();
  return {
    columns: [],
    rowCount: 0,
    textRows: async () => [],
    arrowStream: async () => arrowIpc([], []),
    close: async () => {},
  };
}

/** Runs a query and keeps its rows until the result is closed. */
export async function queryResult(connection: DuckDBConnection, query: AnalysedQuery): Promise<SqlResult> {
  const list = query.columns.map(({ type }, index) => `CAST(o${index} AS ${storedType(type)}) AS c${index}`);
  const made = await connection.run(
    `CREATE TEMP TABLE kept AS SELECT ${list.join(", ")} FROM (${query.sql}) AS q`,
  );
  const rowCount = Number((await made.getRows())[0]?.[0] ?? 0);
  return new KeptRows(connection, query.columns, rowCount);
}

class KeptRows implements SqlResult {
  readonly columns;
  /** Reads of one connection follow one another. */
  private last: Promise<unknown> = Promise.resolve();
  private closed = false;

  constructor(
    private readonly connection: DuckDBConnection,
    private readonly kept: ResultColumn[],
    readonly rowCount: number,
  ) {
    this.columns = kept.map(({ name, type }, index) => statementColumn(name, index, type));
  }

  private chunks(offset: number, count: number): Promise<DuckDBDataChunk[]> {
    const [from, to] = [Math.max(0, Math.trunc(offset)), Math.trunc(offset) + Math.trunc(count)];
    const read = this.last.then(async () => {
      if (this.closed) {
        throw new Error("The result is closed.");
      }
      const rows = await this.connection.run(`SELECT * FROM kept WHERE rowid >= ${from} AND rowid < ${to}`);
      return rows.fetchAllChunks();
    });
    this.last = read.catch(() => undefined);
    return read;
  }

  async textRows(offset: number, count: number, timeZone?: string): Promise<(string | null)[][]> {
    const rows: (string | null)[][] = [];
    const renderers = this.kept.map(({ type }) => cellRenderer(type, timestampIn(timeZone)));
    for (const chunk of await this.chunks(offset, count)) {
      appendTextRows(rows, chunk, renderers);
    }
    return rows;
  }

  async arrowStream(offset: number, count: number): Promise<Uint8Array> {
    return arrowIpc(this.kept, await this.chunks(offset, count));
  }

  async close(): Promise<void> {
    if (!this.closed) {
      this.closed = true;
      await this.last;
      this.connection.closeSync();
    }
  }
}
