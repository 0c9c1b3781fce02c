/** Columns of new tables, CREATE VIEW and DROP. https://docs.databricks.com/aws/en/sql/language-manual/#ddl-statements */
import { analyzeQuery } from "../analysis/query";
import { Scope } from "../analysis/scope";
import {
  type Column,
  type ColumnEntry,
  type Entry,
  nameText,
  type TableEntry,
  type View,
} from "../catalog/catalogs";
import { physicalType, typeText } from "../dataTypes";
import type { SqlResult } from "../engine";
import { sqlError, unsupported } from "../errors";
import type { ColumnDefinition, StatementOf } from "../parser/statementNodes";
import { emptyResult } from "../storage/results";
import { changeStamp, type StatementContext } from "./context";
import { assignValue, compilerFor } from "./storeAssignment";

/** Rejects duplicate column names. */
export function rejectDuplicateColumns(names: string[]): void {
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

/** A column of a new table; its default is compiled now, so that a wrong one is rejected. */
export function tableColumn(context: StatementContext, definition: ColumnDefinition): ColumnEntry {
  const {
    name,
    type,
    maxLength,
    notNull,
    comment,
    identity,
    defaultValue: value,
    defaultText,
    generation,
  } = definition;
  if (type.kind === "VOID") {
    throw sqlError(
      "DELTA_UNSUPPORTED_DATA_TYPES",
      `Found columns using unsupported data types: [${name}: ${typeText(type)}].`,
      "0AKDC",
    );
  }
  const column: ColumnEntry = {
    name,
    type,
    maxLength,
    notNull,
    comment,
    physicalName: context.storage.uniqueName("c"),
    generation,
  };
  if (generation && (value || identity)) {
    throw unsupported("a generated column with a DEFAULT or an identity");
  }
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
    column.identity = { ...identity, sequence: context.storage.uniqueName("s") };
  }
  if (value && defaultText !== undefined) {
    assignValue(compilerFor(new Scope([]), context.environment, "DEFAULT").compile(value), {
      ...column,
      notNull: false,
    });
    column.default = { text: defaultText, value };
  }
  return column;
}

/** Creates DuckDB's table and sequences. */
export async function createPhysicalTable(context: StatementContext, table: TableEntry): Promise<void> {
  for (const { identity } of table.columns) {
    if (identity) {
      const bounds =
        identity.step < 0n
          ? `MINVALUE ${-(2n ** 63n)} MAXVALUE ${2n ** 63n - 1n}`
          : `MINVALUE ${identity.start < 0n ? identity.start : "0"}`;
      await context.connection.run(
        `CREATE SEQUENCE ${identity.sequence} START WITH ${identity.start} INCREMENT BY ${identity.step} ${bounds}`,
      );
    }
  }
  const columns = table.columns.map((column) => `${column.physicalName} ${physicalType(column.type)}`);
  await context.connection.run(`CREATE TABLE ${table.physicalName} (${columns.join(", ")})`);
}

/** Drops DuckDB's tables and sequences of dropped entries, with their logs. */
export async function dropPhysicalTables(
  context: StatementContext,
  entries: (Entry | undefined)[],
): Promise<void> {
  for (const entry of entries) {
    if (entry?.kind === "TABLE") {
      await context.storage.withWriteLock(entry.physicalName, async () => {
        await dropRows(context, entry);
        for (const { physicalName } of entry.log.feeds) {
          await context.connection.run(`DROP TABLE IF EXISTS ${physicalName}`);
        }
      });
    }
  }
}

/** Drops a table's rows and sequences; its log stays. */
export async function dropRows(context: StatementContext, table: TableEntry): Promise<void> {
  table.dropped = true;
  await context.connection.run(`DROP TABLE IF EXISTS ${table.physicalName}`);
  for (const { identity } of table.columns) {
    if (identity) {
      await context.connection.run(`DROP SEQUENCE IF EXISTS ${identity.sequence}`);
    }
  }
}

export async function createView(
  context: StatementContext,
  statement: StatementOf<"createView">,
): Promise<SqlResult> {
  const { catalogs, environment, connection } = context;
  const path = environment.tableName(statement.name);
  if (statement.ifNotExists && catalogs.find(path)) {
    return emptyResult(connection);
  }
  const { catalog, schema, access } = environment;
  const query = analyzeQuery(statement.query, environment.forView(catalog, schema, access));
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
  rejectDuplicateColumns(columns.map((column) => column.name));
  const view: View = {
    kind: "VIEW",
    name: path[2].toLowerCase(),
    columns,
    comment: statement.comment,
    properties: {},
    createdAt: Number(environment.now / 1000n),
    made: changeStamp(context),
    identity: catalogs.find(path)?.identity ?? context.storage.uniqueName("v"),
    query: statement.query,
    text: statement.text,
    catalog,
    schema,
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
  context: StatementContext,
  { kind, name, ifExists }: StatementOf<"drop">,
): Promise<SqlResult> {
  const { catalogs, environment, connection } = context;
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
  await dropPhysicalTables(context, [entry]);
  return emptyResult(connection);
}
