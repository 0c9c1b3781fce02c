/**
 * Changes of rows are staged in a temporary table and then applied: each value is computed once, and the
 * table and change data feed get the same values.
 */
import type { ColumnEntry, TableEntry } from "../catalog/catalogs";
import { physicalType } from "../dataTypes";
import type { ChangeRecorder } from "./commits";
import type { StatementContext } from "./context";

export interface ChangeCounts {
  inserted: number;
  updated: number;
  deleted: number;
}

const listed = (parts: string[]) => parts.join(", ");

/** The value of each column that an UPDATE sets, as DuckDB text. */
export type AssignedValues = Map<ColumnEntry, string>;

export class StagedChanges {
  private readonly assigned = new Set<ColumnEntry>();
  private readonly counts: ChangeCounts = { inserted: 0, updated: 0, deleted: 0 };

  private constructor(
    private readonly context: StatementContext,
    private readonly table: TableEntry,
  ) {}

  /** Changes of a table, none yet. To be called once in a statement, inside its transaction. */
  static async open(context: StatementContext, table: TableEntry): Promise<StagedChanges> {
    const columns = table.columns.map(({ physicalName, type }) => `${physicalName} ${physicalType(type)}`);
    const before = columns.map((column) => `b${column}`);
    await context.connection.run(
      `CREATE TEMP TABLE aside (i BIGINT, k VARCHAR, ${listed([...before, ...columns])})`,
    );
    return new StagedChanges(context, table);
  }

  private names(prefix = ""): string[] {
    return this.table.columns.map(({ physicalName }) => `${prefix}${physicalName}`);
  }

  private async run(sql: string): Promise<number> {
    return (await this.context.connection.run(sql)).rowsChanged;
  }

  /** Adds rows: a value for each column of the table, and DuckDB text of where from. */
  async insertRows(values: string[], from: string): Promise<void> {
    this.counts.inserted += await this.run(
      `INSERT INTO aside (k, ${listed(this.names())}) SELECT 'insert', ${listed(values)} FROM ${from}`,
    );
  }

  /** Changes rows of the table, which `from` calls `r`. */
  async update(set: AssignedValues, from: string): Promise<void> {
    const after = this.table.columns.map((column) => set.get(column) ?? `r.${column.physicalName}`);
    for (const column of set.keys()) {
      this.assigned.add(column);
    }
    this.counts.updated += await this.run(
      `INSERT INTO aside SELECT r.rowid, 'update', ${listed([...this.names("r."), ...after])} FROM ${from}`,
    );
  }

  /** Removes rows of the table, which `from` calls `r`. */
  async delete(from: string): Promise<void> {
    this.counts.deleted += await this.run(
      `INSERT INTO aside (i, k, ${listed(this.names("b"))}) SELECT r.rowid, 'delete', ${listed(this.names("r."))} FROM ${from}`,
    );
  }

  /** Makes the changes. */
  async apply(recorder: ChangeRecorder | undefined): Promise<ChangeCounts> {
    const { physicalName } = this.table;
    const { inserted, updated, deleted } = this.counts;
    if (deleted > 0) {
      await this.run(`DELETE FROM ${physicalName} WHERE rowid IN (SELECT i FROM aside WHERE k = 'delete')`);
      await recorder?.record(this.table, "delete", this.names("b"), "aside WHERE k = 'delete'");
    }
    if (updated > 0) {
      const set = [...this.assigned].map((column) => `${column.physicalName} = a.${column.physicalName}`);
      await this.run(
        `UPDATE ${physicalName} AS r SET ${listed(set)} FROM aside AS a WHERE r.rowid = a.i AND a.k = 'update'`,
      );
      await recorder?.record(this.table, "update_preimage", this.names("b"), "aside WHERE k = 'update'");
      await recorder?.record(this.table, "update_postimage", this.names(), "aside WHERE k = 'update'");
    }
    if (inserted > 0) {
      await this.run(
        `INSERT INTO ${physicalName} (${listed(this.names())}) SELECT ${listed(this.names())} FROM aside WHERE k = 'insert'`,
      );
      await recorder?.record(this.table, "insert", this.names(), "aside WHERE k = 'insert'");
    }
    return this.counts;
  }
}
