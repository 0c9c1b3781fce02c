/** What a running statement needs: connection, catalogs, clock, locks. */
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Environment } from "../analysis/environment";
import type { Catalogs, ChangeStamp } from "../catalog/catalogs";

/** Unique names for DuckDB's tables, columns and sequences, and a write lock for each table. */
export class TableStorage {
  private last = 0;
  private readonly writeLocks = new Map<string, Promise<unknown>>();

  uniqueName(prefix: string): string {
    this.last++;
    return `${prefix}${this.last}`;
  }

  /** Runs `work` after all earlier writers of the same table. */
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
  /** The current time, milliseconds since the epoch. */
  now(): number;
  /** Throws an `AbortError` once the statement has been interrupted. */
  checkAborted(): void;
}

/** The time and user of a change by this statement. */
export const changeStamp = ({ now, environment }: StatementContext): ChangeStamp => ({
  at: Math.trunc(now()),
  by: environment.user,
});

/** Runs `work` in one transaction. */
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
