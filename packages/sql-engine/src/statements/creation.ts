/** CREATE TABLE. https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-syntax-ddl-create-table-using */
import { randomUUID } from "node:crypto";
import type { AnalyzedQuery } from "../analysis/environment";
import { analyzeQuery } from "../analysis/query";
import { type ColumnEntry, type FullName, nameText, type TableEntry } from "../catalog/catalogs";
import { TableLog } from "../catalog/versions";
import type { SqlResult } from "../engine";
import { sqlError, unsupported } from "../errors";
import type { StatementOf } from "../parser/statementNodes";
import { emptyResult } from "../storage/results";
import { addRows, insertedRows } from "./changes";
import { type ChangeRecorder, ensureFeed, openRecorder, rejectReservedColumns } from "./commits";
import { changeStamp, inTransaction, type StatementContext } from "./context";
import {
  createPhysicalTable,
  dropPhysicalTables,
  dropRows,
  rejectDuplicateColumns,
  tableColumn,
} from "./definitions";
import { checkGenerated, hasGenerated } from "./generatedColumns";
import { defineKeys } from "./keys";
import { created } from "./operations";
import type { InsertedRows } from "./stagedChanges";

function columnsOf(
  context: StatementContext,
  statement: StatementOf<"createTable">,
  query: AnalyzedQuery | undefined,
): ColumnEntry[] {
  const { definition, like } = statement;
  if (like) {
    const path = context.environment.tableName(like);
    const entry = context.catalogs.find(path);
    if (!entry) {
      throw context.catalogs.missing(like);
    }
    context.environment.requirePrivilege(path, "SELECT");
    if (entry.kind === "TABLE" && hasGenerated(entry)) {
      throw unsupported("CREATE TABLE LIKE a table with generated columns");
    }
    return entry.columns.map(({ name, type, comment, ...rest }) => {
      const { notNull = false, maxLength } = rest as Partial<ColumnEntry>;
      return { name, type, comment, notNull, maxLength, physicalName: context.storage.uniqueName("c") };
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
    return query.columns.map(({ name, type }) => tableColumn(context, { name, type, notNull: false }));
  }
  return definition.columns.map((column) => tableColumn(context, column));
}

export async function createTable(
  context: StatementContext,
  statement: StatementOf<"createTable">,
): Promise<SqlResult> {
  const { catalogs, environment, connection } = context;
  const path = environment.tableName(statement.name);
  catalogs.writableCatalog(path[0]);
  catalogs.schema(path[0], path[1]);
  const before = catalogs.find(path);
  if (before && statement.ifNotExists) {
    return emptyResult(connection);
  }
  if (before && !statement.orReplace) {
    throw alreadyExists(path);
  }
  const query = statement.query && analyzeQuery(statement.query, environment);
  if (before?.kind !== "TABLE") {
    await makeTable(context, statement, path, query, undefined);
    return emptyResult(connection);
  }
  const late = await context.storage.withWriteLock(before.physicalName, async () => {
    // Dropped or replaced by another statement while this one waited.
    if (before.dropped) {
      return true;
    }
    await makeTable(context, statement, path, query, before);
    return false;
  });
  return late ? createTable(context, statement) : emptyResult(connection);
}

/** Makes a table and its first version, or the next version of the table that it replaces. */
async function makeTable(
  context: StatementContext,
  statement: StatementOf<"createTable">,
  path: FullName,
  query: AnalyzedQuery | undefined,
  before: TableEntry | undefined,
): Promise<void> {
  const { catalogs, environment } = context;
  const table = newTable(context, statement, path, query);
  table.log = before?.log ?? table.log;
  table.identity = before?.identity ?? table.identity;
  rejectReservedColumns(table);
  try {
    await createPhysicalTable(context, table);
    const rows =
      statement.query &&
      insertedRows(context, table, path, {
        node: "insert",
        table: statement.name,
        byName: false,
        overwrite: false,
        query: statement.query,
      });
    const place = table.log.next(context.now());
    const recorder = await openRecorder(context, table, place);
    const count = await fill(context, table, rows, before, recorder);
    context.checkAborted();
    const replaced = catalogs.put(path, table, statement.orReplace);
    if (before) {
      table.log.id = randomUUID();
      await dropRows(context, before);
    } else {
      await dropPhysicalTables(context, [replaced]);
    }
    const info = { user: environment.user, recordedRows: recorder?.recordedRows ?? 0 };
    table.log.add(table, place, created(table, statement.orReplace, count), info);
  } catch (error) {
    await discard(context, table);
    throw error;
  }
}

/** Removes a table that was not finished; the log of the table that it was to replace stays. */
async function discard(context: StatementContext, table: TableEntry): Promise<void> {
  await dropRows(context, table);
  const { feed, log } = table;
  if (feed) {
    log.feeds.splice(log.feeds.indexOf(feed), 1);
    await context.connection.run(`DROP TABLE IF EXISTS ${feed.physicalName}`);
  }
}

/** Stores a new table's rows; with a recorder, those of the table that it replaces are recorded as deleted. */
async function fill(
  context: StatementContext,
  table: TableEntry,
  rows: InsertedRows | undefined,
  before: TableEntry | undefined,
  recorder: ChangeRecorder | undefined,
): Promise<number | undefined> {
  if (before && recorder) {
    await ensureFeed(context, before);
  }
  return inTransaction(context, async () => {
    if (before) {
      await recorder?.recordAll(before, "delete");
    }
    const count = rows && (await addRows(context, table, rows, recorder));
    context.checkAborted();
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
  context: StatementContext,
  statement: StatementOf<"createTable">,
  path: FullName,
  query: AnalyzedQuery | undefined,
): TableEntry {
  const columns = columnsOf(context, statement, query);
  if (columns.length === 0) {
    throw unsupported("tables without columns");
  }
  rejectDuplicateColumns(columns.map((column) => column.name));
  checkGenerated(columns, context.environment);
  const { comment, properties, partitionedBy, clusteredBy, primaryKeys } = statement.definition;
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
  const table: TableEntry = {
    kind: "TABLE",
    name: path[2].toLowerCase(),
    columns,
    comment,
    properties,
    partitionedBy,
    clusteredBy,
    createdAt: Math.trunc(context.now()),
    made: changeStamp(context),
    identity: context.storage.uniqueName("i"),
    physicalName: context.storage.uniqueName("t"),
    log: new TableLog(),
  };
  defineKeys(table, primaryKeys);
  return table;
}
