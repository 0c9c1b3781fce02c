/**
 * INSERT, UPDATE, DELETE and TRUNCATE.
 * https://docs.databricks.com/aws/en/sql/language-manual/delta-update
 */
import { analyseQuery } from "../analysis/query";
import { Scope } from "../analysis/scope";
import { knownRows } from "../analysis/tables";
import type { Entry, FullName, Table, TableColumn } from "../catalog/catalogs";
import { nameText } from "../catalog/catalogs";
import { BIGINT } from "../dataTypes";
import type { SqlResult } from "../engine";
import { sqlError, unsupported } from "../errors";
import type { Assignment, Expression, Name, Query, StatementOf } from "../parser/ast";
import { emptyResult, queryResult } from "../storage/results";
import { inTransaction, type Session } from "./session";
import { columnNamed, compilerFor, defaultValue, refuseIdentity, storedValue } from "./storing";

/** The table of this name, which must be one that can be written. */
export function writableTable(
  { catalogs, environment }: Session,
  name: Name,
): { table: Table; path: FullName } {
  const path = environment.tableName(name);
  const entry: Entry | undefined = catalogs.find(path);
  if (!entry) {
    throw catalogs.missing(name);
  }
  catalogs.changeable(path[0]);
  if (entry.kind !== "TABLE") {
    throw sqlError(
      "EXPECT_TABLE_NOT_VIEW.NO_ALTERNATIVE",
      `'${nameText(path)}' expects a table but it is a view.`,
      "42809",
    );
  }
  return { table: entry, path };
}

/** A table's columns under an alias of DuckDB's. */
export function tableScope(table: Table, path: FullName, alias: string | undefined, stored: string): Scope {
  const columns = table.columns.map(({ name, type, stored: column }) => ({
    name,
    type,
    sql: `${stored}.${column}`,
  }));
  return new Scope([{ alias, path, columns }]);
}

/** The one row that tells how many rows a statement changed. */
export async function countsResult(session: Session, counts: Record<string, number>): Promise<SqlResult> {
  const columns = Object.keys(counts).map((name) => ({ name, type: BIGINT }));
  return queryResult(session.connection, knownRows(columns, [Object.values(counts).map(BigInt)]));
}

/** DEFAULT in VALUES stands for what the column would get anyway. */
function withDefaults(query: Query, targets: TableColumn[]): Query {
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

/** The columns that an INSERT gives values for, in the order of its query. */
function targetsOf(
  statement: StatementOf<"insert">,
  table: Table,
  path: FullName,
  data: string[],
): TableColumn[] {
  if (statement.byName) {
    return data.map((name) => columnNamed(table, [name]));
  }
  const targets = statement.columns
    ? statement.columns.map((name) => columnNamed(table, [name]))
    : table.columns.filter((column) => !column.identity?.always || data.length === table.columns.length);
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

/** DuckDB text of the INSERT of a query's rows into a table. */
export function insertSql(
  session: Session,
  table: Table,
  path: FullName,
  statement: StatementOf<"insert">,
): string {
  const { environment } = session;
  const written = statement.columns?.map((name) => columnNamed(table, [name])) ?? table.columns;
  const query = analyseQuery(withDefaults(statement.query, written), environment);
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
      return defaultValue(column, environment);
    }
    refuseIdentity(column);
    return storedValue({ sql: `q.o${index}`, type: source.type, name: source.name }, column);
  });
  const names = table.columns.map((column) => column.stored).join(", ");
  return `INSERT INTO ${table.stored} (${names}) SELECT ${values.join(", ")} FROM (${query.sql}) AS q`;
}

export async function insert(session: Session, statement: StatementOf<"insert">): Promise<SqlResult> {
  const { table, path } = writableTable(session, statement.table);
  const sql = insertSql(session, table, path, statement);
  const count = await session.store.inTurn(table.stored, async () => {
    session.checkAborted();
    if (!statement.overwrite) {
      return (await session.connection.run(sql)).rowsChanged;
    }
    return overwrite(session, table, sql);
  });
  return countsResult(session, { num_affected_rows: count, num_inserted_rows: count });
}

/** Replaces all rows; the query may read the table, so its rows are put aside first. */
function overwrite(session: Session, table: Table, sql: string): Promise<number> {
  const { connection } = session;
  const select = sql.replace(/^INSERT INTO \S+ \([^)]*\) /, "");
  const names = table.columns.map((column) => column.stored).join(", ");
  return inTransaction(session, async () => {
    await connection.run(`CREATE TEMP TABLE aside AS SELECT * FROM (${select}) AS a(${names})`);
    await connection.run(`DELETE FROM ${table.stored}`);
    return (await connection.run(`INSERT INTO ${table.stored} (${names}) SELECT * FROM aside`)).rowsChanged;
  });
}

/** DuckDB text of `column = value, …` for columns of a table. */
export function assignmentsSql(
  session: Session,
  table: Table,
  scope: Scope,
  assignments: Assignment[],
): string {
  const compiler = compilerFor(scope, session.environment, "SET");
  const seen = new Set<TableColumn>();
  return assignments
    .map(({ column: name, value }) => {
      const column = columnNamed(table, name);
      if (seen.has(column)) {
        throw sqlError(
          "DELTA_CONFLICT_SET_COLUMN",
          `There is a conflict from these SET columns: [\`${column.name}\`].`,
          "42701",
        );
      }
      seen.add(column);
      refuseIdentity(column);
      const isDefault = value.node === "column" && value.parts.join().toUpperCase() === "DEFAULT";
      const sql = isDefault
        ? defaultValue(column, session.environment)
        : storedValue(compiler.compile(value), column);
      return `${column.stored} = ${sql}`;
    })
    .join(", ");
}

export async function update(session: Session, statement: StatementOf<"update">): Promise<SqlResult> {
  const { table, path } = writableTable(session, statement.table);
  const scope = tableScope(table, path, statement.alias, "r");
  const set = assignmentsSql(session, table, scope, statement.assignments);
  const where = statement.where
    ? ` WHERE ${compilerFor(scope, session.environment, "WHERE").condition(statement.where, "WHERE")}`
    : "";
  const count = await session.store.inTurn(table.stored, async () => {
    session.checkAborted();
    return (await session.connection.run(`UPDATE ${table.stored} AS r SET ${set}${where}`)).rowsChanged;
  });
  return countsResult(session, { num_affected_rows: count });
}

export async function remove(session: Session, statement: StatementOf<"delete">): Promise<SqlResult> {
  const { table, path } = writableTable(session, statement.table);
  const scope = tableScope(table, path, statement.alias, "r");
  const condition =
    statement.where && compilerFor(scope, session.environment, "WHERE").condition(statement.where, "WHERE");
  const where = condition
    ? ` WHERE rowid IN (SELECT r.rowid FROM ${table.stored} AS r WHERE ${condition})`
    : "";
  const count = await session.store.inTurn(table.stored, async () => {
    session.checkAborted();
    return (await session.connection.run(`DELETE FROM ${table.stored}${where}`)).rowsChanged;
  });
  return countsResult(session, { num_affected_rows: count });
}

export async function truncate(session: Session, statement: StatementOf<"truncate">): Promise<SqlResult> {
  const { table } = writableTable(session, statement.name);
  await session.store.inTurn(table.stored, async () => session.connection.run(`DELETE FROM ${table.stored}`));
  return emptyResult(session.connection);
}
