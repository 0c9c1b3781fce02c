/** What one running statement works with. */
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Environment } from "../analysis/environment";
import type { Catalogs, ChangeStamp } from "../catalog/catalogs";

/** Names for DuckDB's tables, columns and sequences, never used twice, and turns at writing a table. */
export class TableStorage {
  private last = 0;
  private readonly writeLocks = new Map<string, Promise<unknown>>();

  uniqueName(prefix: string): string {
    this.last++;
    return `${prefix}${this.last}`;
  }

  /** Runs `work` when everything that writes the same table before is done. */
  async withWriteLock<T>(table: string, work: () => Promise<T>): Promise<T> {
    const before = this.writeLocks.get(table) ?? Promise.resolve();
    const mine = before.then(work, work);
    const settled = mine.catch(() => undefined);
    this.writeLocks.set(table, settled);
    try {
      return await mine;
    } finally {
      if (this.writeLocks.get(table) === settled) {
        this.writeLocks.delete(table);
      }
    }
  }
}

export interface StatementContext {
  connection: DuckDBConnection;
  environment: Environment;
  catalogs: Catalogs;
  storage: TableStorage;
  /** The workspace's time, milliseconds since the epoch. */
  now(): number;
  /** Throws an `AbortError` once the statement has been interrupted. */
  checkAborted(): void;
}

/** What a change by this statement is stamped with. */
export const changeStamp = ({ now, environment }: StatementContext): ChangeStamp => ({
  at: Math.trunc(now()),
  by: environment.user,
});

/** Runs statements as one: all or none of them take effect. */
export async function inTransaction<T>({ connection }: StatementContext, work: () => Promise<T>): Promise<T> {
  await connection.run("BEGIN TRANSACTION");
  try {
    const result = await work();
    await connection.run("COMMIT");
    return result;
  } catch (error) {
    await connection.run("ROLLBACK").catch(() => undefined);
    throw error;
  }
}
