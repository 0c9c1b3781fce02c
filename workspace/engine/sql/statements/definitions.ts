/** CREATE, DROP, ALTER and COMMENT. https://docs.databricks.com/aws/en/sql/language-manual/#ddl-statements */

import type { AnalysedQuery } from "../analysis/environment";
import { analyseQuery } from "../analysis/query";
import { Scope } from "../analysis/scope";
import {
  type Column,
  type Entry,
  type FullName,
  nameText,
  type Table,
  type TableColumn,
  type View,
} from "../catalog/catalogs";
import { storedType, typeText } from "../dataTypes";
import type { SqlResult } from "../engine";
import { sqlError, unsupported } from "../errors";
import type { ColumnDefinition, StatementOf } from "../parser/ast";
import { emptyResult } from "../storage/results";
import { insertSql } from "./changes";
import type { Session } from "./session";
import { compilerFor, storedValue } from "./storing";

function refuseTwice(names: string[]): void {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name.toLowerCase())) {
      throw sqlError(
        "COLUMN_ALREADY_EXISTS",
        `The column \`${name.toLowerCase()}\` already exists. Choose another name or rename the existing column.`,
        "42711",
      );
    }
    seen.add(name.toLowerCase());
  }
}

/** A column of a new table; its default is tried out, so that a wrong one is refused now. */
export function tableColumn(session: Session, definition: ColumnDefinition): TableColumn {
  const { name, type, maxLength, notNull, comment, identity, defaultValue: value, defaultText } = definition;
  if (type.kind === "VOID" || type.kind === "YEAR_MONTH" || type.kind === "DAY_TIME") {
    throw sqlError(
      "DELTA_UNSUPPORTED_DATA_TYPES",
      `Found columns using unsupported data types: [${name}: ${typeText(type)}].`,
      "0AKDC",
    );
  }
  const column: TableColumn = { name, type, maxLength, notNull, comment, stored: session.store.name("c") };
  if (identity) {
    if (type.kind !== "BIGINT") {
      throw sqlError(
        "DELTA_IDENTITY_COLUMNS_UNSUPPORTED_DATA_TYPE",
        `DataType ${typeText(type)} is not supported for IDENTITY columns.`,
        "428H2",
      );
    }
    if (identity.step === 0n) {
      throw sqlError("DELTA_IDENTITY_COLUMNS_ILLEGAL_STEP", "IDENTITY column step cannot be 0.", "42611");
    }
    column.identity = { ...identity, sequence: session.store.name("s") };
  }
  if (value && defaultText !== undefined) {
    storedValue(compilerFor(new Scope([]), session.environment, "DEFAULT").compile(value), {
      ...column,
      notNull: false,
    });
    column.default = { text: defaultText, value };
  }
  return column;
}

async function createStored(session: Session, table: Table): Promise<void> {
  for (const { identity } of table.columns) {
    if (identity) {
      const bounds =
        identity.step < 0n
          ? `MINVALUE ${-(2n ** 63n)} MAXVALUE ${2n ** 63n - 1n}`
          : `MINVALUE ${identity.start < 0n ? identity.start : "0"}`;
      await session.connection.run(
        `CREATE SEQUENCE ${identity.sequence} START WITH ${identity.start} INCREMENT BY ${identity.step} ${bounds}`,
      );
    }
  }
  const columns = table.columns.map((column) => `${column.stored} ${storedType(column.type)}`);
  await session.connection.run(`CREATE TABLE ${table.stored} (${columns.join(", ")})`);
}

/** Removes DuckDB's tables and sequences behind entries that are gone. */
export async function dropStored(session: Session, entries: (Entry | undefined)[]): Promise<void> {
  for (const entry of entries) {
    if (entry?.kind === "TABLE") {
      await session.connection.run(`DROP TABLE IF EXISTS ${entry.stored}`);
      for (const { identity } of entry.columns) {
        if (identity) {
          await session.connection.run(`DROP SEQUENCE IF EXISTS ${identity.sequence}`);
        }
      }
    }
  }
}

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
  const table = newTable(session, statement, path, query);
  try {
    await createStored(session, table);
    if (statement.query) {
      await connection.run(
        insertSql(session, table, path, {
          node: "insert",
          table: statement.name,
          byName: false,
          overwrite: false,
          query: statement.query,
        }),
      );
    }
    session.checkAborted();
    await dropStored(session, [catalogs.put(path, table, statement.orReplace)]);
  } catch (error) {
    await dropStored(session, [table]);
    throw error;
  }
  return emptyResult(connection);
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
    createdAt: Number(session.environment.now / 1000n),
    stored: session.store.name("t"),
  };
}

export async function createView(session: Session, statement: StatementOf<"createView">): Promise<SqlResult> {
  const { catalogs, environment, connection } = session;
  const path = environment.tableName(statement.name);
  if (statement.ifNotExists && catalogs.find(path)) {
    return emptyResult(connection);
  }
  const query = analyseQuery(statement.query, environment.forView(environment.catalog, environment.schema));
  if (statement.columns.length > 0 && statement.columns.length !== query.columns.length) {
    const kind =
      statement.columns.length > query.columns.length ? "NOT_ENOUGH_DATA_COLUMNS" : "TOO_MANY_DATA_COLUMNS";
    throw sqlError(
      `CREATE_VIEW_COLUMN_ARITY_MISMATCH.${kind}`,
      `Cannot create view ${nameText(path)}: the view has ${statement.columns.length} columns, its query ${query.columns.length}.`,
      "21S01",
    );
  }
  const columns: Column[] = query.columns.map(({ name, type }, index) => ({
    name: statement.columns[index]?.name ?? name,
    type,
    comment: statement.columns[index]?.comment,
  }));
  refuseTwice(columns.map((column) => column.name));
  const view: View = {
    kind: "VIEW",
    name: path[2].toLowerCase(),
    columns,
    comment: statement.comment,
    properties: {},
    createdAt: Number(environment.now / 1000n),
    query: statement.query,
    text: statement.text,
    catalog: environment.catalog,
    schema: environment.schema,
  };
  const before = catalogs.find(path);
  if (before && before.kind !== "VIEW" && statement.orReplace) {
    throw sqlError(
      "EXPECT_VIEW_NOT_TABLE.NO_ALTERNATIVE",
      `The table ${nameText(path)} does not support CREATE OR REPLACE VIEW.`,
      "42809",
    );
  }
  catalogs.put(path, view, statement.orReplace);
  return emptyResult(connection);
}

export async function drop(
  session: Session,
  { kind, name, ifExists }: StatementOf<"drop">,
): Promise<SqlResult> {
  const { catalogs, environment, connection } = session;
  const path = environment.tableName(name);
  const entry = catalogs.find(path);
  if (!entry) {
    if (ifExists) {
      return emptyResult(connection);
    }
    throw catalogs.missing(name);
  }
  if ((entry.kind === "VIEW") !== (kind === "VIEW")) {
    const found = entry.kind === "VIEW" ? "VIEW" : "TABLE";
    throw sqlError(
      "WRONG_COMMAND_FOR_OBJECT_TYPE",
      `The operation DROP ${kind} requires a ${kind}. But ${nameText(path)} is a ${found}. Use DROP ${found} instead.`,
      "42809",
    );
  }
  catalogs.remove(path);
  await dropStored(session, [entry]);
  return emptyResult(connection);
}
