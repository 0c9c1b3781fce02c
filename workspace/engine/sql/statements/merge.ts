/** MERGE. https://docs.databricks.com/aws/en/sql/language-manual/delta-merge-into */
import { analyseQuery } from "../analysis/query";
import { RelationAnalyser } from "../analysis/relations";
import { Scope, type Source, unresolved } from "../analysis/scope";
import type { Table } from "../catalog/catalogs";
import type { SqlResult } from "../engine";
import { sqlError } from "../errors";
import type { Assignment, Expression, MergeClause, Name, Statement } from "../parser/ast";
import { assignmentsSql, countsResult, tableScope, writableTable } from "./changes";
import { inTransaction, type Session } from "./session";
import { columnNamed, compilerFor, defaultValue, refuseIdentity, storedValue } from "./storing";

type Merge = Extract<Statement, { node: "merge" }>;

interface Sides {
  table: Table;
  target: Scope;
  source: Scope;
  both: Scope;
}

/** The source as one relation of DuckDB's called `s`. */
function sourceOf(session: Session, statement: Merge): { sql: string; sources: Source[] } {
  const from = new RelationAnalyser(session.environment, { query: analyseQuery }, undefined).analyse(
    statement.source,
  );
  const list: string[] = [];
  const sources = from.sources.map((source) => ({
    ...source,
    columns: source.columns.map((column) => {
      list.push(`${column.sql} AS o${list.length}`);
      return { ...column, sql: `s.o${list.length - 1}` };
    }),
  }));
  return { sql: `(SELECT ${list.join(", ")} FROM ${from.sql}) AS s`, sources };
}

/** A source column for each column of the table, for `SET *` and `INSERT *`. */
function sameNamed(sides: Sides): { column: Name; value: Expression }[] {
  return sides.table.columns.map(({ name }) => {
    const found = sides.source.find([name]);
    if (!found) {
      throw unresolved([name], sides.source.names());
    }
    const { type, sql } = found.column;
    return { column: [name], value: { node: "resolved", at: 0, name, type, sql } };
  });
}

function actionSql(session: Session, sides: Sides, clause: MergeClause): string {
  const { action, match } = clause;
  if (action.kind === "DELETE") {
    return "DELETE";
  }
  if (action.kind === "UPDATE") {
    const scope = match === "MATCHED" ? sides.both : sides.target;
    const assignments: Assignment[] = action.assignments === "*" ? sameNamed(sides) : action.assignments;
    return `UPDATE SET ${assignmentsSql(session, sides.table, scope, assignments)}`;
  }
  return insertAction(session, sides, action);
}

function insertAction(
  session: Session,
  sides: Sides,
  action: Extract<MergeClause["action"], { kind: "INSERT" | "INSERT *" }>,
): string {
  const { table } = sides;
  const compiler = compilerFor(sides.source, session.environment, "INSERT");
  const starred = action.kind === "INSERT *" ? sameNamed(sides) : undefined;
  const names = starred
    ? starred.map(({ column }) => column)
    : action.kind === "INSERT" && action.columns.length > 0
      ? action.columns
      : table.columns.map(({ name }) => [name]);
  const values = starred ? starred.map(({ value }) => value) : action.kind === "INSERT" ? action.values : [];
  if (names.length !== values.length) {
    throw sqlError(
      "INSERT_COLUMN_ARITY_MISMATCH.NOT_ENOUGH_DATA_COLUMNS",
      `The INSERT of the MERGE names ${names.length} columns but gives ${values.length} values.`,
      "21S01",
    );
  }
  const given = new Map(names.map((name, index) => [columnNamed(table, name), values[index] as Expression]));
  const stored = table.columns.map((column) => {
    const value = given.get(column);
    if (!value || (value.node === "column" && value.parts.join().toUpperCase() === "DEFAULT")) {
      return defaultValue(column, session.environment);
    }
    refuseIdentity(column);
    return storedValue(compiler.compile(value), column);
  });
  return `INSERT (${table.columns.map((column) => column.stored).join(", ")}) VALUES (${stored.join(", ")})`;
}

function clauseSql(session: Session, sides: Sides, clause: MergeClause): string {
  const scope = { MATCHED: sides.both, "NOT MATCHED": sides.source, "NOT MATCHED BY SOURCE": sides.target }[
    clause.match
  ];
  const condition =
    clause.condition && compilerFor(scope, session.environment, "MERGE").condition(clause.condition, "WHEN");
  return `WHEN ${clause.match}${condition ? ` AND ${condition}` : ""} THEN ${actionSql(session, sides, clause)}`;
}

/** A query that finds a target row that several source rows would change, where that is an error. */
function severalMatches(
  session: Session,
  sides: Sides,
  source: string,
  on: string,
  clauses: MergeClause[],
): string | undefined {
  const matched = clauses.filter((clause) => clause.match === "MATCHED");
  const [only] = matched;
  if (!only || (matched.length === 1 && only.action.kind === "DELETE" && !only.condition)) {
    return undefined;
  }
  const compiler = compilerFor(sides.both, session.environment, "MERGE");
  const conditions = matched.map((clause) =>
    clause.condition ? compiler.condition(clause.condition, "WHEN") : "true",
  );
  return `SELECT 1 FROM ${sides.table.stored} AS r JOIN ${source} ON (${on}) AND (${conditions.join(" OR ")}) GROUP BY r.rowid HAVING count(*) > 1 LIMIT 1`;
}

export async function merge(session: Session, statement: Merge): Promise<SqlResult> {
  const { table, path } = writableTable(session, statement.target);
  const source = sourceOf(session, statement);
  const target = tableScope(table, path, statement.alias, "r");
  const sides: Sides = {
    table,
    target,
    source: new Scope(source.sources),
    both: new Scope([...target.sources, ...source.sources]),
  };
  const on = compilerFor(sides.both, session.environment, "MERGE").condition(statement.on, "ON");
  const clauses = statement.clauses.map((clause) => clauseSql(session, sides, clause));
  const sql = `MERGE INTO ${table.stored} AS r USING ${source.sql} ON (${on}) ${clauses.join(" ")} RETURNING merge_action`;
  const several = severalMatches(session, sides, source.sql, on, statement.clauses);
  const counts = await session.store.inTurn(table.stored, () =>
    inTransaction(session, () => runMerge(session, sql, several)),
  );
  const { UPDATE: updated = 0, DELETE: deleted = 0, INSERT: inserted = 0 } = counts;
  return countsResult(session, {
    num_affected_rows: updated + deleted + inserted,
    num_updated_rows: updated,
    num_deleted_rows: deleted,
    num_inserted_rows: inserted,
  });
}

/** How many rows were changed in each way. */
async function runMerge(
  session: Session,
  sql: string,
  several: string | undefined,
): Promise<Record<string, number>> {
  session.checkAborted();
  if (several && (await (await session.connection.run(several)).getRows()).length > 0) {
    throw sqlError(
      "DELTA_MULTIPLE_SOURCE_ROW_MATCHING_TARGET_ROW_IN_MERGE",
      "Cannot perform Merge as multiple source rows matched and attempted to modify the same\ntarget row in the Delta table in possibly conflicting ways. By SQL semantics of Merge,\nwhen multiple source rows match on the same target row, the result may be ambiguous\nas it is unclear which source row should be used to update or delete the matching\ntarget row. You can preprocess the source table to eliminate the possibility of\nmultiple matches.",
      "21506",
    );
  }
  const counts: Record<string, number> = {};
  const done = await session.connection.run(sql);
  for (const chunk of await done.fetchAllChunks()) {
    for (const action of chunk.getColumnValues(0)) {
      counts[String(action)] = (counts[String(action)] ?? 0) + 1;
    }
  }
  return counts;
}
