/** What the services know of the SQL engine. It knows nothing of HTTP or warehouses, and of clocks only what time it is. */
import type { CatalogReader } from "./catalog/catalogReader";
import type { Configuration } from "./configuration";
import type { StatementColumn } from "./dataTypes";

export type { StatementColumn };

/** A named parameter. An absent or null value is SQL NULL; an absent type is STRING. */
export interface StatementParameter {
  name: string;
  value?: string | null;
  type?: string;
}

/** A parameter's value. One that stands for a `?` has a number from 1 instead of a name. */
export interface BoundParameter extends StatementParameter {
  ordinal?: number;
}

/** How one statement is to be run. */
export interface RunOptions {
  /** Default catalog and schema of unqualified names; `workspace.default` where left out. */
  catalog?: string;
  schema?: string;
  parameters?: BoundParameter[];
  /** What SET has set in the session. */
  configuration?: Configuration;
  /** What `current_user()` gives. */
  user?: string;
  /** What `current_timestamp()` gives, ms since the epoch; the engine's time where left out. */
  now?: number;
  /** Interrupts the statement; the promise is then rejected with an `AbortError`. */
  signal?: AbortSignal;
}

/** What a statement leaves a session with; what it does not name stays. */
export interface SessionChange {
  catalog?: string;
  schema?: string;
  configuration?: Configuration;
}

/** A finished statement. DDL has no columns and no rows. */
export interface SqlResult {
  columns: StatementColumn[];
  rowCount: number;
  /** What USE, SET and RESET change for the statements that follow. */
  session?: SessionChange;
  /** Rows from `offset` on, at most `count`, each cell as JSON_ARRAY renders it: text or null. */
  textRows(offset: number, count: number): Promise<(string | null)[][]>;
  /** The same rows as one Arrow IPC stream. */
  arrowStream(offset: number, count: number): Promise<Uint8Array>;
  /** Frees what the result holds. */
  close(): Promise<void>;
}

/** A statement that Databricks would end as FAILED. */
export class SqlError extends Error {
  /**
   * @param message Databricks' text, such as `[TABLE_OR_VIEW_NOT_FOUND] The table or view ...`
   * @param sqlState five characters, where known
   * @param errorCode one of `sql.ServiceErrorCode`
   */
  constructor(
    message: string,
    readonly sqlState?: string,
    readonly errorCode: string = "BAD_REQUEST",
  ) {
    super(message);
    this.name = "SqlError";
  }
}

/** The means to run statements on the tables of one workspace. */
export interface StatementRunner {
  /**
   * Runs one statement in Databricks' dialect.
   * @throws SqlError where Databricks would end it as FAILED, also for what the engine does not support
   */
  run(statement: string, options?: RunOptions): Promise<SqlResult>;
  close(): Promise<void>;
}

/** The tables of one workspace, by statements and by what the catalogs hold. */
export interface SqlEngine extends StatementRunner {
  readonly reader: CatalogReader;
}
