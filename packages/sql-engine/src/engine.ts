/** The interface of the SQL engine. */
import type { CatalogReader } from "./catalog/catalogReader";
import type { SessionConfiguration } from "./configuration";
import type { ColumnMetadata } from "./dataTypes";

/** A parameter's value, bound to its marker in the statement. */
export interface BoundParameter {
  /** The name behind the colon of `:name`; empty for a `?`. */
  name: string;
  /** Which `?` it stands for, counted from 1. */
  ordinal?: number;
  /** The value as text; NULL where left out. */
  value?: string | null;
  /** A Databricks type, such as `DECIMAL(10,2)`; STRING where left out. */
  type?: string;
}

/** How one statement is to be run. */
export interface RunOptions {
  /** Default catalog and schema of unqualified names; `workspace.default` where left out. */
  catalog?: string;
  schema?: string;
  parameters?: BoundParameter[];
  /** What SET has set in the session. */
  configuration?: SessionConfiguration;
  /** What `current_user()` gives. */
  user?: string;
  /** What `current_timestamp()` gives, ms since the epoch; the engine's time where left out. */
  now?: number;
  /** Interrupts the statement; the promise is then rejected with an `AbortError`. */
  signal?: AbortSignal;
}

/** What a statement changes in its session; absent fields stay as they are. */
export interface SessionChange {
  catalog?: string;
  schema?: string;
  configuration?: SessionConfiguration;
}

/** A finished statement. DDL has no columns and no rows. */
export interface SqlResult {
  columns: ColumnMetadata[];
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

/** Runs statements on the tables of one engine. */
export interface StatementRunner {
  /**
   * Runs one statement in Databricks' dialect.
   * @throws SqlError where Databricks would end it as FAILED, also for what the engine does not support
   */
  run(statement: string, options?: RunOptions): Promise<SqlResult>;
  close(): Promise<void>;
}

/** Runs statements and reads the catalogs. Each engine has its own tables. */
export interface SqlEngine extends StatementRunner {
  readonly reader: CatalogReader;
}
