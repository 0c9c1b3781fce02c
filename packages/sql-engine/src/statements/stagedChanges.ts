/**
 * Changes of rows are staged in a temporary table and then applied: each value is computed once, and the
 * table and change data feed get the same values.
 */
import type { ColumnEntry, TableEntry } from "../catalog/catalogs";
import { physicalType } from "../dataTypes";
import type { ChangeRecorder } from "./commits";
import type { StatementContext } from "./context";
import { completedValues, hasGenerated } from "./generatedColumns";

export interface ChangeCounts {
  inserted: number;
  updated: number;
  deleted: number;
}

const listed = (parts: string[]) => parts.join(", ");

/** The value of each column that an UPDATE sets, as DuckDB text. */
export type AssignedValues = Map<ColumnEntry, string>;

/** Rows to be added, in DuckDB's words: a value for each column of the table, and where from. */
export interface InsertedRows {
  /** Undefined for a generated column that gets no value. */
  values: (string | undefined)[];
  from: string;
}

/** Rows with the values of generated columns. */
export function completedRows(
  { environment }: StatementContext,
  table: TableEntry,
  { values, from }: InsertedRows,
): { values: string[]; from: string } {
  const given = values.map((value) => value ?? "NULL");
  if (!hasGenerated(table)) {
    return { values: given, from };
  }
  const list = table.columns.map(({ physicalName }, index) => `${given[index]} AS ${physicalName}`);
  const isGiven = (column: ColumnEntry) => values[table.columns.indexOf(column)] !== undefined;
  return {
    values: completedValues(table, environment, "g", isGiven),
    from: `(SELECT ${listed(list)} FROM ${from}) AS g`,
  };
}

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

  /** Adds rows. */
  async insertRows(rows: InsertedRows): Promise<void> {
    const { values, from } = completedRows(this.context, this.table, rows);
    this.counts.inserted += await this.run(
      `INSERT INTO aside (k, ${listed(this.names())}) SELECT 'insert', ${listed(values)} FROM ${from}`,
    );
  }

  /** Changes rows of the table, which `from` calls `r`. */
  async update(set: AssignedValues, from: string): Promise<void> {
    const after = this.table.columns.map((column) => set.get(column) ?? `r.${column.physicalName}`);
    for (const column of this.table.columns) {
      if (set.has(column) || column.generation) {
        this.assigned.add(column);
      }
    }
    const before = this.names("r.");
    if (!hasGenerated(this.table)) {
      this.counts.updated += await this.run(
        `INSERT INTO aside SELECT r.rowid, 'update', ${listed([...before, ...after])} FROM ${from}`,
      );
      return;
    }
    const names = this.names();
    const list = [
      ...before.map((value, index) => `${value} AS b${names[index]}`),
      ...after.map((value, index) => `${value} AS ${names[index]}`),
    ];
    const completed = completedValues(this.table, this.context.environment, "g", (column) => set.has(column));
    this.counts.updated += await this.run(
      `INSERT INTO aside SELECT g.i, 'update', ${listed([...this.names("g.b"), ...completed])} FROM (SELECT r.rowid AS i, ${listed(list)} FROM ${from}) AS g`,
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
