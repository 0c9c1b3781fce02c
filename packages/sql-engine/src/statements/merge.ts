/** MERGE. https://docs.databricks.com/aws/en/sql/language-manual/delta-merge-into */
import { analyzeQuery } from "../analysis/query";
import { RelationAnalyzer } from "../analysis/relations";
import { Scope, type ScopeRelation, unresolved } from "../analysis/scope";
import type { TableEntry } from "../catalog/catalogs";
import type { SqlResult } from "../engine";
import { sqlError } from "../errors";
import type { Expression, Name } from "../parser/ast";
import type { Assignment, MergeClause, ParsedStatement } from "../parser/statementNodes";
import { assignedValues } from "./changes";
import { commit } from "./commits";
import type { StatementContext } from "./context";
import * as operations from "./operations";
import { type ChangeCounts, StagedChanges } from "./stagedChanges";
import { assignValue, compilerFor, defaultValue, rejectIdentity, requireColumn } from "./storeAssignment";
import { affectedRowsResult, readWritePrivileges, tableScope, writableTable } from "./targetTable";

type Merge = Extract<ParsedStatement, { node: "merge" }>;

interface Sides {
  table: TableEntry;
  target: Scope;
  source: Scope;
  both: Scope;
}

/** A query of the source's rows, which are staged under the name `source`; its columns are those of `s`. */
function sourceOf(context: StatementContext, statement: Merge): { sql: string; sources: ScopeRelation[] } {
  const from = new RelationAnalyzer(context.environment, { query: analyzeQuery }, undefined).analyze(
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
  return { sql: `SELECT ${list.join(", ")} FROM ${from.sql}`, sources };
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

/** A value for each column of the table. */
function insertedValues(
  context: StatementContext,
  sides: Sides,
  action: Extract<MergeClause["action"], { kind: "INSERT" | "INSERT *" }>,
): (string | undefined)[] {
  const { table } = sides;
  const compiler = compilerFor(sides.source, context.environment, "INSERT");
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
  const given = new Map(
    names.map((name, index) => [requireColumn(table, name), values[index] as Expression]),
  );
  return table.columns.map((column) => {
    const value = given.get(column);
    if (!value || (value.node === "column" && value.parts.join().toUpperCase() === "DEFAULT")) {
      return column.generation ? undefined : defaultValue(column, context.environment);
    }
    rejectIdentity(column);
    return assignValue(compiler.compile(value), column, "UPDATE");
  });
}

/** A clause in DuckDB's words. */
interface Clause {
  /** What Databricks calls its condition, where it has one. */
  name?: string;
  condition: string;
  /** Stages what the clause does with the rows of `from`. */
  stage(staged: StagedChanges, from: string): Promise<void>;
}

function clauseOf(context: StatementContext, sides: Sides, clause: MergeClause): Clause {
  const { action, match, condition: written } = clause;
  const scope = { MATCHED: sides.both, "NOT MATCHED": sides.source, "NOT MATCHED BY SOURCE": sides.target }[
    match
  ];
  const compiler = compilerFor(scope, context.environment, "MERGE");
  const condition = written ? compiler.condition(written, "WHEN") : "true";
  const name = written && compiler.compile(written).name;
  if (action.kind === "DELETE") {
    return { name, condition, stage: (staged, from) => staged.delete(from) };
  }
  if (action.kind === "UPDATE") {
    const assignments: Assignment[] = action.assignments === "*" ? sameNamed(sides) : action.assignments;
    const assigned = assignedValues(context, sides.table, scope, assignments);
    return { name, condition, stage: (staged, from) => staged.update(assigned, from) };
  }
  const values = insertedValues(context, sides, action);
  return { name, condition, stage: (staged, from) => staged.insertRows({ values, from }) };
}

/** The rows that match, as `r` and `s`: the table `matches` has the numbers of both. */
const joined = ({ physicalName }: TableEntry): string =>
  `matches AS m JOIN ${physicalName} AS r ON r.rowid = m.i JOIN source AS s ON s.rowid = m.j`;

/** The rows of each clause: those that no earlier clause of its kind matches. */
function rowsOf({ table }: Sides, clauses: MergeClause[], done: Clause[]): string[] {
  return clauses.map(({ match, action }, index) => {
    const before = done.slice(0, index).filter((_, other) => clauses[other]?.match === match);
    const own = [done[index]?.condition, ...before.map(({ condition }) => `(${condition}) IS NOT TRUE`)]
      .map((condition) => `(${condition})`)
      .join(" AND ");
    switch (match) {
      case "NOT MATCHED":
        return `source AS s ANTI JOIN matches AS m ON s.rowid = m.j WHERE ${own}`;
      case "NOT MATCHED BY SOURCE":
        return `${table.physicalName} AS r ANTI JOIN matches AS m ON r.rowid = m.i WHERE ${own}`;
      default:
        // A row that several source rows match is deleted once.
        return action.kind === "DELETE"
          ? `${table.physicalName} AS r WHERE r.rowid IN (SELECT m.i FROM ${joined(table)} WHERE ${own})`
          : `${joined(table)} WHERE ${own}`;
    }
  });
}

/** A query that finds a target row that several source rows would change, where that is an error. */
function severalMatches({ table }: Sides, clauses: MergeClause[], done: Clause[]): string | undefined {
  const matched = clauses.filter((clause) => clause.match === "MATCHED");
  const [only] = matched;
  if (!only || (matched.length === 1 && only.action.kind === "DELETE" && !only.condition)) {
    return undefined;
  }
  const conditions = done
    .filter((_, index) => clauses[index]?.match === "MATCHED")
    .map(({ condition }) => condition);
  return `SELECT 1 FROM ${joined(table)} WHERE m.i IN (SELECT i FROM matches GROUP BY i HAVING count(*) > 1) AND (${conditions.join(" OR ")}) GROUP BY m.i HAVING count(*) > 1 LIMIT 1`;
}

/** Finds the rows that match, once for all clauses; gives the number of the source's rows. */
async function findMatches(
  { connection }: StatementContext,
  { physicalName }: TableEntry,
  source: string,
  on: string | undefined,
): Promise<number> {
  const made = await connection.run(`CREATE TEMP TABLE source AS ${source}`);
  const pairs =
    on === undefined
      ? "SELECT CAST(NULL AS BIGINT) AS i, CAST(NULL AS BIGINT) AS j WHERE false"
      : `SELECT r.rowid AS i, s.rowid AS j FROM ${physicalName} AS r JOIN source AS s ON (${on})`;
  await connection.run(`CREATE TEMP TABLE matches AS ${pairs}`);
  return Number((await made.getRows())[0]?.[0] ?? 0);
}

export async function merge(context: StatementContext, statement: Merge): Promise<SqlResult> {
  const { table, path } = writableTable(context, statement.target, readWritePrivileges);
  const { clauses } = statement;
  const source = sourceOf(context, statement);
  const target = tableScope(table, path, statement.alias, "r");
  const sides: Sides = {
    table,
    target,
    source: new Scope(source.sources),
    both: new Scope([...target.sources, ...source.sources]),
  };
  const compiler = compilerFor(sides.both, context.environment, "MERGE");
  const never =
    statement.on.node === "literal" &&
    statement.on.type.kind === "BOOLEAN" &&
    statement.on.value?.toLowerCase() === "false";
  const on = never ? undefined : compiler.condition(statement.on, "ON");
  const onName = compiler.compile(statement.on).name;
  const done = clauses.map((clause) => clauseOf(context, sides, clause));
  const rows = rowsOf(sides, clauses, done);
  const several = severalMatches(sides, clauses, done);
  let counts: ChangeCounts = { inserted: 0, updated: 0, deleted: 0 };
  await commit(context, table, async (recorder) => {
    const sourceRows = await findMatches(context, table, source.sql, on);
    await refuseSeveral(context, several);
    const staged = await StagedChanges.open(context, table);
    for (const [index, clause] of done.entries()) {
      await clause.stage(staged, rows[index] ?? "");
    }
    counts = await staged.apply(recorder);
    const changed = counts.inserted + counts.updated + counts.deleted;
    const names = done.map(({ name }) => name);
    return changed > 0
      ? operations.merged(onName, clauses, names, { ...counts, source: sourceRows })
      : undefined;
  });
  const { inserted, updated, deleted } = counts;
  return affectedRowsResult(context, {
    num_affected_rows: updated + deleted + inserted,
    num_updated_rows: updated,
    num_deleted_rows: deleted,
    num_inserted_rows: inserted,
  });
}

async function refuseSeveral(context: StatementContext, several: string | undefined): Promise<void> {
  if (several && (await (await context.connection.run(several)).getRows()).length > 0) {
    throw sqlError(
      "DELTA_MULTIPLE_SOURCE_ROW_MATCHING_TARGET_ROW_IN_MERGE",
      "Cannot perform Merge as multiple source rows matched and attempted to modify the same\ntarget row in the Delta table in possibly conflicting ways. By SQL semantics of Merge,\nwhen multiple source rows match on the same target row, the result may be ambiguous\nas it is unclear which source row should be used to update or delete the matching\ntarget row. You can preprocess the source table to eliminate the possibility of\nmultiple matches.",
      "21506",
    );
  }
}
