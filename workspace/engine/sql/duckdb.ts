import { type DuckDBConnection, DuckDBInstance, type DuckDBType } from "@duckdb/node-api";
import { arrowIpc } from "./arrow";
import { type DataType, decimal, statementColumn } from "./dataTypes";
import { type RunOptions, type SqlEngine, SqlError, type SqlResult } from "./engine";
import { quick } from "./quick";
import { appendTextRows, cellRenderer } from "./rendering";

function typeOf(type: DuckDBType): DataType {
  const text = String(type);
  const d = /^DECIMAL\((\d+),(\d+)\)$/.exec(text);
  if (d) return decimal(Number(d[1]), Number(d[2]));
  const map: Record<string, DataType> = {
    BOOLEAN: { kind: "BOOLEAN" },
    TINYINT: { kind: "TINYINT" },
    SMALLINT: { kind: "SMALLINT" },
    INTEGER: { kind: "INT" },
    BIGINT: { kind: "BIGINT" },
    FLOAT: { kind: "FLOAT" },
    DOUBLE: { kind: "DOUBLE" },
    VARCHAR: { kind: "STRING" },
    BLOB: { kind: "BINARY" },
    DATE: { kind: "DATE" },
    TIMESTAMP: { kind: "TIMESTAMP" },
    HUGEINT: { kind: "DECIMAL", precision: 38, scale: 0 },
  };
  const found = map[text];
  if (!found)
    throw new SqlError(`[UNSUPPORTED_FEATURE.LOCAL_WORKSPACE] type ${text} SQLSTATE: 0A000`, "0A000");
  return found;
}

class Engine implements SqlEngine {
  private instance: Promise<DuckDBInstance> | undefined;
  private async open(): Promise<DuckDBConnection> {
    this.instance ??= (async () => {
      const instance = await DuckDBInstance.create(":memory:", { threads: "2" });
      const c = await instance.connect();
      await c.run(
        "CREATE MACRO dbx_range(a, b := NULL, s := 1) AS TABLE SELECT range AS id FROM range(CASE WHEN b IS NULL THEN 0 ELSE a END, coalesce(b, a), s)",
      );
      c.closeSync();
      return instance;
    })();
    return (await this.instance).connect();
  }
  async run(statement: string, options: RunOptions = {}): Promise<SqlResult> {
    const sql = quick(statement, options.parameters ?? []);
    const connection = await this.open();
    const abort = () => connection.interrupt();
    options.signal?.addEventListener("abort", abort, { once: true });
    try {
      options.signal?.throwIfAborted();
      const isQuery = /^\s*(select|with|values|from|\()/i.test(sql);
      if (!isQuery) {
        const r = await connection.run(sql);
        const n = String(r.rowsChanged);
        const dml = /^\s*(insert|update|delete)/i.test(sql);
        connection.closeSync();
        return {
          columns: dml ? [statementColumn("num_affected_rows", 0, { kind: "BIGINT" })] : [],
          rowCount: dml ? 1 : 0,
          textRows: async () => (dml ? [[n]] : []),
          arrowStream: async () => new Uint8Array(),
          close: async () => {},
        };
      }
      const prepared = await connection.prepare(sql.replace(/;\s*$/, ""));
      const columns = Array.from({ length: prepared.columnCount }, (_, i) => ({
        name: prepared.columnName(i),
        type: typeOf(prepared.columnType(i)),
      }));
      const list = columns.map(
        (c, i) =>
          `CAST(c${i} AS ${c.type.kind === "DECIMAL" ? `DECIMAL(${c.type.precision},${c.type.scale})` : prepared.columnType(i)}) AS c${i}`,
      );
      const made = await connection.run(
        `CREATE TEMP TABLE r AS SELECT ${list.join(",")} FROM (${sql.replace(/;\s*$/, "")}) AS q(${columns.map((_, i) => `c${i}`).join(",")})`,
      );
      const rowCount = Number((await made.getRows())[0]?.[0] ?? 0);
      const chunks = async (o: number, n: number) =>
        (
          await connection.run(`SELECT * FROM r WHERE rowid >= ${o} AND rowid < ${o + n} ORDER BY rowid`)
        ).fetchAllChunks();
      const renderers = columns.map((c) => cellRenderer(c.type));
      return {
        columns: columns.map((c, i) => statementColumn(c.name, i, c.type)),
        rowCount,
        textRows: async (o, n) => {
          const rows: (string | null)[][] = [];
          for (const c of await chunks(o, n)) appendTextRows(rows, c, renderers);
          return rows;
        },
        arrowStream: async (o, n) => arrowIpc(columns, await chunks(o, n)),
        close: async () => connection.closeSync(),
      };
    } catch (error) {
      connection.closeSync();
      if (options.signal?.aborted) throw Object.assign(new Error("aborted"), { name: "AbortError" });
      if (error instanceof SqlError) throw error;
      const text = (error as Error).message;
      const missing = /Table with name (\S+) does not exist/.exec(text)?.[1];
      if (missing)
        throw new SqlError(
          `[TABLE_OR_VIEW_NOT_FOUND] The table or view \`${missing}\` cannot be found. SQLSTATE: 42P01`,
          "42P01",
        );
      const near = /syntax error at or near "(.*)"/.exec(text)?.[1];
      if (near)
        throw new SqlError(
          `[PARSE_SYNTAX_ERROR] Syntax error at or near '${near}'. SQLSTATE: 42601`,
          "42601",
        );
      throw new SqlError(`[INTERNAL_ERROR] ${(error as Error).message} SQLSTATE: XX000`, "XX000");
    } finally {
      options.signal?.removeEventListener("abort", abort);
    }
  }
  async close(): Promise<void> {
    (await this.instance)?.closeSync();
  }
}

/** A fresh workspace's tables. */
export async function createSqlEngine(): Promise<SqlEngine> {
  return new Engine();
}
