/** CREATE TABLE. https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-syntax-ddl-create-table-using */
import { randomUUID } from "node:crypto";
import type { AnalysedQuery } from "../analysis/environment";
import { analyseQuery } from "../analysis/query";
import { type FullName, nameText, type Table, type TableColumn } from "../catalog/catalogs";
import { TableLog } from "../catalog/versions";
import type { SqlResult } from "../engine";
import { sqlError, unsupported } from "../errors";
import type { StatementOf } from "../parser/ast";
import { emptyResult } from "../storage/results";
import { addRows, insertedRows, type Rows } from "./changes";
import { openFeed, type Recorder, recorderFor, refuseReserved } from "./commits";
import { createStored, dropRows, dropStored, refuseTwice, tableColumn } from "./definitions";
import { created } from "./operations";
import { inTransaction, type Session, stampOf } from "./session";

function columnsOf(
  session: Session,
  statement: StatementOf<"createTable">,
  query: AnalysedQuery | undefined,
): TableColumn[] {
  const { definition, like } = statement;
  if (like) {
    const path = session.environment.tableName(like);
    const entry = session.catalogs.find(path);
    if (!entry) {
      throw session.catalogs.missing(like);
    }
    session.environment.demand(path, "SELECT");
    return entry.columns.map(({ name, type, comment, ...rest }) => {
      const { notNull = false, maxLength } = rest as Partial<TableColumn>;
      return { name, type, comment, notNull, maxLength, stored: session.store.name("c") };
    });
  }
  if (query) {
    if (definition.columns.length > 0) {
      throw sqlError(
        "UNSUPPORTED_FEATURE.CTAS_WITH_SCHEMA",
        "Schema may not be specified in a Create Table As Select (CTAS) statement.",
        "0A000",
      );
    }
    return query.columns.map(({ name, type }) => tableColumn(session, { name, type, notNull: false }));
  }
  return definition.columns.map((column) => tableColumn(session, column));
}

export async function createTable(
  session: Session,
  statement: StatementOf<"createTable">,
): Promise<SqlResult> {
  const { catalogs, environment, connection } = session;
  const path = environment.tableName(statement.name);
  catalogs.changeable(path[0]);
  catalogs.schema(path[0], path[1]);
  const before = catalogs.find(path);
  if (before && statement.ifNotExists) {
    return emptyResult(connection);
  }
  if (before && !statement.orReplace) {
    throw alreadyExists(path);
  }
  const query = statement.query && analyseQuery(statement.query, environment);
  if (before?.kind !== "TABLE") {
    await makeTable(session, statement, path, query, undefined);
    return emptyResult(connection);
  }
  const late = await session.store.inTurn(before.stored, async () => {
    // Dropped or replaced by another statement while this one waited.
    if (before.gone) {
      return true;
    }
    await makeTable(session, statement, path, query, before);
    return false;
  });
  return late ? createTable(session, statement) : emptyResult(connection);
}

/** Makes a table and its first version, or the next version of the table that it replaces. */
async function makeTable(
  session: Session,
  statement: StatementOf<"createTable">,
  path: FullName,
  query: AnalysedQuery | undefined,
  before: Table | undefined,
): Promise<void> {
  const { catalogs, environment } = session;
  const table = newTable(session, statement, path, query);
  table.log = before?.log ?? table.log;
  table.identity = before?.identity ?? table.identity;
  refuseReserved(table);
  try {
    await createStored(session, table);
    const rows =
      statement.query &&
      insertedRows(session, table, path, {
        node: "insert",
        table: statement.name,
        byName: false,
        overwrite: false,
        query: statement.query,
      });
    const place = table.log.next(session.now());
    const recorder = await recorderFor(session, table, place);
    const count = await fill(session, table, rows, before, recorder);
    session.checkAborted();
    const replaced = catalogs.put(path, table, statement.orReplace);
    if (before) {
      table.log.id = randomUUID();
      await dropRows(session, before);
    } else {
      await dropStored(session, [replaced]);
    }
    const made = { user: environment.user, recorded: recorder?.recorded ?? 0 };
    table.log.add(table, place, created(table, statement.orReplace, count), made);
  } catch (error) {
    await discard(session, table);
    throw error;
  }
}

/** Removes a table that was not finished; the log of the table that it was to replace stays. */
async function discard(session: Session, table: Table): Promise<void> {
  await dropRows(session, table);
  const { feed, log } = table;
  if (feed) {
    log.feeds.splice(log.feeds.indexOf(feed), 1);
    await session.connection.run(`DROP TABLE IF EXISTS ${feed.stored}`);
  }
}

/** Stores a new table's rows; with a recorder, those of the table that it replaces are recorded as deleted. */
async function fill(
  session: Session,
  table: Table,
  rows: Rows | undefined,
  before: Table | undefined,
  recorder: Recorder | undefined,
): Promise<number | undefined> {
  if (before && recorder) {
    await openFeed(session, before);
  }
  return inTransaction(session, async () => {
    if (before) {
      await recorder?.recordAll(before, "delete");
    }
    const count = rows && (await addRows(session, table, rows, recorder));
    session.checkAborted();
    return count;
  });
}

function alreadyExists(path: FullName): Error {
  return sqlError(
    "TABLE_OR_VIEW_ALREADY_EXISTS",
    `Cannot create table or view ${nameText(path)} because it already exists.\nChoose a different name, drop or replace the existing object, add the IF NOT EXISTS clause to tolerate pre-existing objects, or add the OR REFRESH clause to refresh the existing streaming table.`,
    "42P07",
  );
}

function newTable(
  session: Session,
  statement: StatementOf<"createTable">,
  path: FullName,
  query: AnalysedQuery | undefined,
): Table {
  const columns = columnsOf(session, statement, query);
  if (columns.length === 0) {
    throw unsupported("tables without columns");
  }
  refuseTwice(columns.map((column) => column.name));
  const { comment, properties, partitionedBy, clusteredBy } = statement.definition;
  for (const name of [...partitionedBy, ...clusteredBy]) {
    const found = columns.find((column) => column.name.toLowerCase() === name.toLowerCase());
    if (!found) {
      throw sqlError(
        "DELTA_PARTITION_COLUMN_NOT_FOUND",
        `Partition column \`${name}\` not found in schema [${columns.map((column) => column.name).join(", ")}].`,
        "42703",
      );
    }
  }
  return {
    kind: "TABLE",
    name: path[2].toLowerCase(),
    columns,
    comment,
    properties,
    partitionedBy,
    clusteredBy,
    createdAt: Math.trunc(session.now()),
    made: stampOf(session),
    identity: session.store.name("i"),
    stored: session.store.name("t"),
    log: new TableLog(),
  };
}
