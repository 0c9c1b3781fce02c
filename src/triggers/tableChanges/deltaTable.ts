/** The queries of a poll on its Delta table. https://docs.databricks.com/delta/delta-change-data-feed */

import { DatabricksError } from "../../http/errors";
import type { SqlRow, SqlValue } from "../../results/statementRows";
import type { RowQuery } from "../../services/sql/rowQuery";
import { asChangesUnavailable } from "./missingChanges";

/** A change in the feed: the row's columns, and what happened to the row, when and in which version. */
export type TableChange = SqlRow & {
  _change_type: string;
  _commit_version: number;
  _commit_timestamp: string;
};

/** A version of the table. */
export interface Version {
  version: number;
  /** When it was committed, ms since the epoch, if known. */
  at?: number;
  /** Whether it only changed rows, and none of the table's settings. */
  onlyRows: boolean;
  /** Whether it replaced the table by another one, which continues with its versions. */
  replaces: boolean;
}

/** Operations that do not change the settings of a table. */
const rowOperations = new Set([
  "COPY INTO",
  "DELETE",
  "MERGE",
  "OPTIMIZE",
  "STREAMING UPDATE",
  "TRUNCATE",
  "UPDATE",
  "VACUUM END",
  "VACUUM START",
  "WRITE",
]);

/** Whether a row of the history changed only rows. A write that replaces the table may replace its settings. */
const changesOnlyRows = ({ operation, operationParameters }: SqlRow): boolean =>
  rowOperations.has(String(operation)) &&
  (operation !== "WRITE" || field(operationParameters ?? null, "mode") === "Append");

const field = (value: SqlValue, name: string): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? value[name] : undefined;

/**
 * The instant of a text, ms since the epoch: the same one is written differently in each time zone.
 * @returns undefined for a text without a zone, or that is not a time
 */
export const parseInstant = (text: unknown): number | undefined => {
  if (typeof text !== "string" || !/(?:Z|[+-]\d\d:?\d\d)$/i.test(text)) return undefined;
  const ms = Date.parse(text.replace(" ", "T"));
  return Number.isNaN(ms) ? undefined : ms;
};

/** The polled table. */
export class DeltaTable {
  /**
   * @param query runs a statement
   * @param name the table's name as a statement takes it
   * @param beforeImages whether to return rows before an update
   */
  constructor(
    readonly query: RowQuery,
    readonly name: string,
    readonly beforeImages: boolean,
  ) {}

  /** The versions in the table's history, newest first. */
  async history(limit?: number): Promise<Version[]> {
    const { rows } = await this.query({
      statement: `DESCRIBE HISTORY ${this.name}${limit === undefined ? "" : ` LIMIT ${limit}`}`,
    });
    return rows.map((row) => ({
      version: this.#count("version", row.version),
      at: parseInstant(row.timestamp),
      onlyRows: changesOnlyRows(row),
      replaces: /\bREPLACE\b/.test(String(row.operation)),
    }));
  }

  async newest(): Promise<Version> {
    const [newest] = await this.history(1);
    if (newest) return newest;
    throw this.#invalidTable("its history is empty, so this is not a Delta table");
  }

  /** Which table it is, and whether it records its changes. */
  async detail(): Promise<{ id: string; recordsChanges: boolean }> {
    const { rows } = await this.query({ statement: `DESCRIBE DETAIL ${this.name}` });
    const { id = null, properties = null } = rows[0] ?? {};
    return {
      id: String(id),
      recordsChanges: String(field(properties, "delta.enableChangeDataFeed") ?? "").toLowerCase() === "true",
    };
  }

  /** The number of changes of each version in a range; versions without changes are omitted. */
  async counts(from: number, to: number): Promise<{ version: number; count: number }[]> {
    const rows = await this.#read(
      `SELECT _commit_version AS version, count(*) AS changes FROM ${this.#changesSql(from, to)} GROUP BY _commit_version ORDER BY _commit_version`,
    );
    return rows.map(({ version, changes }) => ({
      version: this.#count("version", version),
      count: this.#count("number of changes", changes),
    }));
  }

  /** The changes of a range of versions, in the order of versions. */
  async changes(from: number, to: number): Promise<TableChange[]> {
    const rows = await this.#read(`SELECT * FROM ${this.#changesSql(from, to)} ORDER BY _commit_version`);
    return rows as TableChange[];
  }

  #changesSql(from: number, to: number): string {
    const name = `'${this.name.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
    const condition = this.beforeImages ? "" : " WHERE _change_type <> 'update_preimage'";
    return `table_changes(${name}, ${from}, ${to})${condition}`;
  }

  async #read(statement: string): Promise<SqlRow[]> {
    try {
      return (await this.query({ statement })).rows;
    } catch (error) {
      throw asChangesUnavailable(error);
    }
  }

  /** The number is used in the next statement, so it must be valid. */
  #count(what: string, value: SqlValue | undefined): number {
    const count = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
    if (typeof count === "number" && Number.isSafeInteger(count) && count >= 0) return count;
    throw this.#invalidTable(`it has a ${what} that is not a whole number`);
  }

  #invalidTable(message: string): DatabricksError {
    return new DatabricksError({ operation: `The history of ${this.name}`, message });
  }
}
