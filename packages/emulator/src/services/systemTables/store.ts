/** The rows of the catalog `system`: the query history of the workspace itself, and what a test adds. */
import { openSqlEngine, type SystemTable } from "databricks-sql-engine";
import { fieldsOf, invalidParameter } from "../../control/requests";
import { durations, queryStatus, statementType } from "../queryHistory/wire";
import type { Statement } from "../statements/statement";
import { queryHistoryColumns, seededColumns } from "./columns";

type Row = Record<string, unknown>;

/** A row of a table of the catalog `system`, by the names of its columns. */
export interface SystemRow {
  /** As `access.table_lineage`. */
  table: string;
  row: Row;
}

const timeText = (at: number): string => new Date(at).toISOString();

/** A statement that has ended, as the query history keeps it. */
const historyRow = (statement: Statement, workspaceId: string): Row[] => {
  const { id, owner, plan, status, submittedAt, endedAt } = statement;
  if (endedAt === undefined) return [];
  const { total, execution } = durations(statement, endedAt);
  const tags = plan.queryTags.map(({ key, value = null }) => [key, value]);
  return [
    {
      workspace_id: workspaceId,
      statement_id: id,
      session_id: plan.sessionId,
      execution_status: queryStatus(statement),
      compute: { type: "WAREHOUSE", warehouse_id: plan.warehouseId },
      executed_by: owner,
      executed_as: owner,
      statement_text: plan.statement,
      statement_type: statementType(plan.statement),
      error_message: status.error?.message,
      start_time: timeText(submittedAt),
      end_time: timeText(endedAt),
      update_time: timeText(endedAt),
      total_duration_ms: total,
      waiting_for_compute_duration_ms: total - execution,
      execution_duration_ms: execution,
      // A statement is one task here.
      total_task_duration_ms: execution,
      query_tags: Object.fromEntries(tags),
    },
  ];
};

export class SystemTables {
  readonly #rows = new Map<string, Row[]>(Object.keys(seededColumns).map((name) => [name, []]));

  /** @throws Error where the seed has a row of a table or with a column that there is not */
  constructor(
    private readonly history: () => Statement[],
    private readonly workspaceId: string,
    seeded: readonly SystemRow[],
  ) {
    for (const { table, row } of seeded) this.#rows.get(table)?.push(...this.#read(table, [row]));
  }

  /**
   * Adds rows that a control request gives: lists by the names of tables.
   * @returns the number of rows of each table
   * @throws HttpError 400 for a table, column or value that there is not
   */
  async add(body: unknown): Promise<Record<string, number>> {
    const given = Object.entries(fieldsOf(body)).map(
      ([name, rows]) => [name, this.#read(name, rows)] as const,
    );
    await refuseWrongValues(given);
    for (const [name, rows] of given) this.#rows.get(name)?.push(...rows);
    return Object.fromEntries([...this.#rows].map(([name, rows]) => [name, rows.length]));
  }

  /** The tables, as the SQL engine takes them. */
  forEngine(): SystemTable[] {
    return [
      {
        schema: "query",
        name: "history",
        columns: queryHistoryColumns,
        rows: () => this.history().flatMap((statement) => historyRow(statement, this.workspaceId)),
      },
      ...[...this.#rows].map(([name, rows]) => tableOf(name, () => rows)),
    ];
  }

  #read(name: string, rows: unknown): Row[] {
    const columns = seededColumns[name];
    if (!columns) {
      throw invalidParameter(
        `Unknown table: ${name}; rows can be added to ${Object.keys(seededColumns).join(", ")}`,
      );
    }
    if (!Array.isArray(rows)) throw invalidParameter(`Invalid ${name}: it is not a list`);
    return rows.map((row) => {
      const fields = fieldsOf(row);
      const unknown = Object.keys(fields).find((column) => !Object.hasOwn(columns, column));
      if (unknown !== undefined) throw invalidParameter(`Unknown column of ${name}: ${unknown}`);
      return fields;
    });
  }
}

const tableOf = (name: string, rows: () => Row[]): SystemTable => {
  const [schema = "", table = ""] = name.split(".");
  return { schema, name: table, columns: seededColumns[name] ?? {}, rows };
};

/** A wrong value would otherwise fail the statement that reads it. */
const refuseWrongValues = async (given: readonly (readonly [string, Row[]])[]): Promise<void> => {
  const tables = given.map(([name, rows]) => tableOf(name, () => rows));
  const engine = await openSqlEngine(undefined, undefined, undefined, tables);
  try {
    for (const [name] of given) {
      const result = await engine.run(`SELECT * FROM system.${name}`).catch((error: Error) => {
        throw invalidParameter(`Invalid ${name}: ${error.message}`);
      });
      await result.close();
    }
  } finally {
    await engine.close();
  }
};
