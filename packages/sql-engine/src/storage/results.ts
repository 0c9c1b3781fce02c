/** Results of statements: rows in a temporary table of the connection, or none. */
import type { DuckDBConnection, DuckDBDataChunk } from "@duckdb/node-api";
import type { AnalyzedQuery } from "../analysis/environment";
import { columnMetadata, type DataType, physicalType } from "../dataTypes";
import type { SessionChange, SqlResult } from "../engine";
import { arrowIpc } from "../values/arrow";
import { appendTextRows, cellRenderer } from "../values/cellText";
import type { SessionZone } from "../values/sessionZone";

interface TypedColumn {
  name: string;
  type: DataType;
}

/** The result of a statement that changes the session too. */
export function withSessionChange(result: SqlResult, session: SessionChange): SqlResult {
  result.session = session;
  return result;
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
export async function queryResult(
  connection: DuckDBConnection,
  query: AnalyzedQuery,
  zone: SessionZone,
): Promise<SqlResult> {
  const list = query.columns.map(
    ({ type }, index) => `CAST(o${index} AS ${physicalType(type)}) AS c${index}`,
  );
  const made = await connection.run(
    `CREATE TEMP TABLE kept AS SELECT ${list.join(", ")} FROM (${query.sql}) AS q`,
  );
  const rowCount = Number((await made.getRows())[0]?.[0] ?? 0);
  return new MaterializedResult(connection, query.columns, rowCount, zone);
}

class MaterializedResult implements SqlResult {
  readonly columns;
  session?: SessionChange;
  private readonly renderers;
  /** Reads of one connection follow one another. */
  private last: Promise<unknown> = Promise.resolve();
  private closed = false;

  constructor(
    private readonly connection: DuckDBConnection,
    private readonly kept: TypedColumn[],
    readonly rowCount: number,
    private readonly zone: SessionZone,
  ) {
    this.columns = kept.map(({ name, type }, index) => columnMetadata(name, index, type));
    this.renderers = kept.map(({ type }) => cellRenderer(type, zone));
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

  async textRows(offset: number, count: number): Promise<(string | null)[][]> {
    const rows: (string | null)[][] = [];
    for (const chunk of await this.chunks(offset, count)) {
      appendTextRows(rows, chunk, this.renderers);
    }
    return rows;
  }

  async arrowStream(offset: number, count: number): Promise<Uint8Array> {
    return arrowIpc(this.kept, await this.chunks(offset, count), this.zone.name);
  }

  async close(): Promise<void> {
    if (!this.closed) {
      this.closed = true;
      await this.last;
      this.connection.closeSync();
    }
  }
}
