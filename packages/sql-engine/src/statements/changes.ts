/**
 * INSERT, UPDATE, DELETE and TRUNCATE.
 * https://docs.databricks.com/aws/en/sql/language-manual/delta-update
 */

import type { AnalyzedQuery, Environment } from "../analysis/environment";
import { analyzeQuery } from "../analysis/query";
import type { Scope } from "../analysis/scope";
import type { ColumnEntry, FullName, TableEntry } from "../catalog/catalogs";
import { nameText } from "../catalog/catalogs";
import type { SqlResult } from "../engine";
import { sqlError, unsupported } from "../errors";
import type { Expression, Query } from "../parser/ast";
import type { Assignment, StatementOf } from "../parser/statementNodes";
import { emptyResult } from "../storage/results";
import { type ChangeRecorder, commit } from "./commits";
import type { StatementContext } from "./context";
import * as operations from "./operations";
import { plannedReplacement, replaceRows } from "./replacement";
import { type AssignedValues, completedRows, type InsertedRows, StagedChanges } from "./stagedChanges";
import { assignValue, compilerFor, defaultValue, rejectIdentity, requireColumn } from "./storeAssignment";
import { affectedRowsResult, readWritePrivileges, tableScope, writableTable } from "./targetTable";

/** Replaces DEFAULT in VALUES by the column's default. */
function withDefaults(query: Query, targets: ColumnEntry[]): Query {
  const { body } = query;
  if (body.node !== "values") {
    return query;
  }
  const rows = body.rows.map((row) =>
    row.map((cell, index): Expression => {
      if (cell.node !== "column" || cell.parts.join().toUpperCase() !== "DEFAULT") {
        return cell;
      }
      const column = targets[index];
      if (column?.identity) {
        throw unsupported("DEFAULT for an identity column");
      }
      return column?.default?.value ?? { node: "literal", at: cell.at, type: { kind: "VOID" }, value: null };
    }),
  );
  return { ...query, body: { ...body, rows } };
}

const arity = (path: FullName, table: string[], data: string[]) =>
  sqlError(
    `INSERT_COLUMN_ARITY_MISMATCH.${data.length > table.length ? "TOO_MANY_DATA_COLUMNS" : "NOT_ENOUGH_DATA_COLUMNS"}`,
    `Cannot write to ${nameText(path)}, the reason is ${data.length > table.length ? "too many data columns" : "not enough data columns"}:\nTable columns: ${table.map((name) => `\`${name}\``).join(", ")}.\nData columns: ${data.map((name) => `\`${name}\``).join(", ")}.`,
    "21S01",
  );

function rejectRepeated(data: string[]): void {
  const names = data.map((name) => name.toLowerCase());
  const repeated = names.filter((name, index) => names.indexOf(name) < index);
  if (repeated.length > 0) {
    throw sqlError(
      "DELTA_DUPLICATE_COLUMNS_ON_INSERT",
      `Duplicate column names in INSERT: ${[...new Set(repeated)].map((name) => `\`${name}\``).join(", ")}.`,
      "42701",
    );
  }
}

/** The columns that an INSERT gives values for, in the order of its query. */
function targetsOf(
  statement: StatementOf<"insert">,
  table: TableEntry,
  path: FullName,
  data: string[],
): ColumnEntry[] {
  if (statement.byName) {
    rejectRepeated(data);
    return data.map((name) => requireColumn(table, [name]));
  }
  const targets = statement.columns
    ? statement.columns.map((name) => requireColumn(table, [name]))
    : table.columns.filter(
        (column) => data.length === table.columns.length || !(column.identity?.always || column.generation),
      );
  if (new Set(targets).size < targets.length) {
    throw sqlError(
      "COLUMN_ALREADY_EXISTS",
      "The column list of the INSERT names a column twice. Choose another name or rename the existing column.",
      "42711",
    );
  }
  if (targets.length !== data.length) {
    throw arity(
      path,
      targets.map((column) => column.name),
      data,
    );
  }
  return targets;
}

/** The value of a column that is left out. */
export function leftOut(column: ColumnEntry, environment: Environment): string | undefined {
  if (column.notNull && !column.default && !column.identity && !column.generation) {
    throw sqlError(
      "DELTA_MISSING_NOT_NULL_COLUMN_VALUE",
      `Column ${column.name}, which has a NOT NULL constraint, is missing from the data being written into the table.`,
      "23502",
    );
  }
  return column.generation ? undefined : defaultValue(column, environment);
}

/** The rows of an INSERT's query, converted to the table's columns. */
export function insertedRows(
  context: StatementContext,
  table: TableEntry,
  path: FullName,
  statement: StatementOf<"insert">,
): InsertedRows & Pick<AnalyzedQuery, "columns"> {
  const { environment } = context;
  const written = statement.columns?.map((name) => requireColumn(table, [name])) ?? table.columns;
  const query = analyzeQuery(withDefaults(statement.query, written), environment);
  const targets = targetsOf(
    statement,
    table,
    path,
    query.columns.map((column) => column.name),
  );
  const values = table.columns.map((column) => {
    const index = targets.indexOf(column);
    const source = query.columns[index];
    if (index < 0 || !source) {
      return leftOut(column, environment);
    }
    rejectIdentity(column);
    return assignValue({ sql: `q.o${index}`, type: source.type, name: source.name }, column);
  });
  return { values, from: `(${query.sql}) AS q`, columns: query.columns };
}

/** Adds rows to a table; gives their number. With a recorder they are recorded too. */
export async function addRows(
  context: StatementContext,
  table: TableEntry,
  rows: InsertedRows,
  recorder: ChangeRecorder | undefined,
): Promise<number> {
  if (recorder) {
    const staged = await StagedChanges.open(context, table);
    await staged.insertRows(rows);
    return (await staged.apply(recorder)).inserted;
  }
  const names = table.columns.map((column) => column.physicalName).join(", ");
  const { values, from } = completedRows(context, table, rows);
  const sql = `INSERT INTO ${table.physicalName} (${names}) SELECT ${values.join(", ")} FROM ${from}`;
  return (await context.connection.run(sql)).rowsChanged;
}

export async function insert(
  context: StatementContext,
  statement: StatementOf<"insert">,
): Promise<SqlResult> {
  const { replaces } = statement;
  const { table, path } = writableTable(context, statement.table, replaces && readWritePrivileges);
  const rows = insertedRows(context, table, path, statement);
  const replacement = replaces && plannedReplacement(context, table, path, replaces, rows);
  const blind = !new RegExp(`\\b${table.physicalName}\\b`).test(rows.from);
  let count = 0;
  await commit(context, table, async (recorder) => {
    if (replacement) {
      count = await replaceRows(context, table, replacement, rows, recorder);
      return operations.written("Overwrite", count, false, replacement.name);
    }
    if (statement.overwrite) {
      count = await overwrite(context, table, rows, recorder);
      return operations.written("Overwrite", count, false);
    }
    count = await addRows(context, table, rows, recorder);
    return operations.written("Append", count, blind);
  });
  return affectedRowsResult(context, { num_affected_rows: count, num_inserted_rows: count });
}

/** Replaces all rows. The query may read the table, so its rows are staged first. */
async function overwrite(
  context: StatementContext,
  table: TableEntry,
  rows: InsertedRows,
  recorder: ChangeRecorder | undefined,
): Promise<number> {
  const staged = await StagedChanges.open(context, table);
  await staged.insertRows(rows);
  await recorder?.recordAll(table, "delete");
  await context.connection.run(`DELETE FROM ${table.physicalName}`);
  return (await staged.apply(recorder)).inserted;
}

/** What an UPDATE gives the columns of a table. */
export function assignedValues(
  context: StatementContext,
  table: TableEntry,
  scope: Scope,
  assignments: Assignment[],
): AssignedValues {
  const compiler = compilerFor(scope, context.environment, "SET");
  const assigned: AssignedValues = new Map();
  for (const { column: name, value } of assignments) {
    const column = requireColumn(table, name);
    if (assigned.has(column)) {
      throw sqlError(
        "DELTA_CONFLICT_SET_COLUMN",
        `There is a conflict from these SET columns: [\`${column.name}\`].`,
        "42701",
      );
    }
    rejectIdentity(column);
    const isDefault = value.node === "column" && value.parts.join().toUpperCase() === "DEFAULT";
    if (isDefault && column.generation) {
      continue;
    }
    assigned.set(
      column,
      isDefault
        ? defaultValue(column, context.environment)
        : assignValue(compiler.compile(value), column, "UPDATE"),
    );
  }
  return assigned;
}

interface Where {
  /** DuckDB text, with `r` for the table. */
  sql: string;
  /** What Databricks calls the condition. */
  name: string;
}

function whereOf(context: StatementContext, scope: Scope, where: Expression | undefined): Where | undefined {
  const compiler = compilerFor(scope, context.environment, "WHERE");
  return where && { sql: compiler.condition(where, "WHERE"), name: compiler.compile(where).name };
}

export async function updateRows(
  context: StatementContext,
  statement: StatementOf<"update">,
): Promise<SqlResult> {
  const { table, path } = writableTable(context, statement.table, readWritePrivileges);
  const scope = tableScope(table, path, statement.alias, "r");
  const assigned = assignedValues(context, table, scope, statement.assignments);
  const where = whereOf(context, scope, statement.where);
  const from = `${table.physicalName} AS r${where ? ` WHERE ${where.sql}` : ""}`;
  let count = 0;
  await commit(context, table, async (recorder) => {
    const staged = await StagedChanges.open(context, table);
    await staged.update(assigned, from);
    count = (await staged.apply(recorder)).updated;
    return count > 0 ? operations.updated(where?.name, count) : undefined;
  });
  return affectedRowsResult(context, { num_affected_rows: count });
}

export async function deleteFrom(
  context: StatementContext,
  statement: StatementOf<"delete">,
): Promise<SqlResult> {
  const { table, path } = writableTable(context, statement.table, readWritePrivileges);
  const scope = tableScope(table, path, statement.alias, "r");
  const where = whereOf(context, scope, statement.where);
  let count = 0;
  await commit(context, table, async (recorder) => {
    if (where) {
      const staged = await StagedChanges.open(context, table);
      await staged.delete(`${table.physicalName} AS r WHERE ${where.sql}`);
      count = (await staged.apply(recorder)).deleted;
    } else {
      count = await deleteAllRows(context, table, recorder);
    }
    return count > 0 ? operations.deleted(where?.name, count) : undefined;
  });
  return affectedRowsResult(context, { num_affected_rows: count });
}

async function deleteAllRows(
  context: StatementContext,
  table: TableEntry,
  recorder: ChangeRecorder | undefined,
): Promise<number> {
  await recorder?.recordAll(table, "delete");
  return (await context.connection.run(`DELETE FROM ${table.physicalName}`)).rowsChanged;
}

export async function truncateTable(
  context: StatementContext,
  statement: StatementOf<"truncate">,
): Promise<SqlResult> {
  const { table } = writableTable(context, statement.name);
  await commit(context, table, async (recorder) => {
    const count = await deleteAllRows(context, table, recorder);
    return count > 0 ? operations.truncated : undefined;
  });
  return emptyResult(context.connection);
}
