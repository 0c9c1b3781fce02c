/** The questions that a poll asks of its Delta table. https://docs.databricks.com/delta/delta-change-data-feed */

import { DatabricksError } from "../../http/errors";
import type { SqlRow, SqlValue } from "../../results/statementRows";
import type { RowQuery } from "../../services/sql/rowQuery";
import { asChangesUnavailable } from "./missingChanges";

/** A change as the feed tells it: the row's columns, and what became of the row, when and in which version. */
export type TableChange = SqlRow & {
  _change_type: string;
  _commit_version: number;
  _commit_timestamp: string;
};

/** A version of the table. */
export interface Version {
  version: number;
  /** When it was committed, ms since the epoch, where that is known. */
  at?: number;
  /** Whether it only changed rows, and none of the table's settings. */
  onlyRows: boolean;
  /** Whether it put another table in the place of this one, which goes on with its versions. */
  replaces: boolean;
}

/** Operations that leave the settings of a table as they are. */
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

/** Whether a history's row speaks of rows alone. A write that replaces the table may replace its settings. */
const changesOnlyRows = ({ operation, operationParameters }: SqlRow): boolean =>
  rowOperations.has(String(operation)) &&
  (operation !== "WRITE" || field(operationParameters ?? null, "mode") === "Append");

const field = (value: SqlValue, name: string): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? value[name] : undefined;

/**
 * The instant that a text tells, ms since the epoch: the same one reads differently in each time zone.
 * @returns undefined for a text without its zone, or that is no time
 */
export const parseInstant = (text: unknown): number | undefined => {
  if (typeof text !== "string" || !/(?:Z|[+-]\d\d:?\d\d)$/i.test(text)) return undefined;
  const ms = Date.parse(text.replace(" ", "T"));
  return Number.isNaN(ms) ? undefined : ms;
};

/** The table that is polled. */
export class DeltaTable {
  /**
   * @param query runs a statement
   * @param name the table's name as a statement takes it
   * @param beforeImages whether rows as they were before an update are wanted
   */
  constructor(
    readonly query: RowQuery,
    readonly name: string,
    readonly beforeImages: boolean,
  ) {}

  /** The versions that the table knows, the newest first. */
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
    throw this.#unusable("its history is empty, so this is not a Delta table");
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

  /** How many changes each version from one to another has; versions without any are omitted. */
  async counts(from: number, to: number): Promise<{ version: number; count: number }[]> {
    const rows = await this.#read(
      `SELECT _commit_version AS version, count(*) AS changes FROM ${this.#changesSql(from, to)} GROUP BY _commit_version ORDER BY _commit_version`,
    );
    return rows.map(({ version, changes }) => ({
      version: this.#count("version", version),
      count: this.#count("number of changes", changes),
    }));
  }

  /** The changes of the versions from one to another, in the order of versions. */
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

  /** A number goes into the next statement, so it must be one. */
  #count(what: string, value: SqlValue | undefined): number {
    const count = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
    if (typeof count === "number" && Number.isSafeInteger(count) && count >= 0) return count;
    throw this.#unusable(`it has a ${what} that is not a whole number`);
  }

  #unusable(message: string): DatabricksError {
    return new DatabricksError({ operation: `The history of ${this.name}`, message });
  }
}
