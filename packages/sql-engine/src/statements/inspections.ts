import { analyseQuery } from "../analysis/query";
import { type KnownCell, knownRows } from "../analysis/tables";
import { byName, type Catalog, type Entry, type FullName } from "../catalog/catalogs";
import { informationSchema, informationSchemaTables } from "../catalog/informationSchema";
import { BOOLEAN, type DataType, quoteName, STRING } from "../dataTypes";
import type { SqlResult } from "../engine";
import { sqlError } from "../errors";
import type { Name, StatementOf } from "../parser/ast";
import { parseStatement } from "../parser/statement";
import { queryResult } from "../storage/results";
import type { Session } from "./session";

/** STRING columns of these names. */
export const strings = (...names: string[]) => names.map((name) => ({ name, type: STRING as DataType }));

/** A result of rows that are known. */
export function rows(
  session: Session,
  columns: { name: string; type: DataType }[],
  cells: KnownCell[][],
): Promise<SqlResult> {
  return queryResult(session.connection, knownRows(columns, cells), session.environment.zone);
}

/**
 * Names that a pattern of SHOW … LIKE lets through: `*` is any text, `|` stands between alternatives, and all else is a
 * regular expression, so that `.` is any character. One that is no regular expression lets nothing through.
 * https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-syntax-aux-show-tables
 */
export function liked(pattern: string | undefined): (name: string) => boolean {
  if (pattern === undefined) {
    return () => true;
  }
  const expressions = pattern.split("|").flatMap((part) => expressionOf(part.trim().replaceAll("*", ".*")));
  return (name) => expressions.some((expression) => expression.test(name));
}

function expressionOf(source: string): RegExp[] {
  try {
    return [new RegExp(`^(?:${source})$`, "i")];
  } catch (error) {
    if (error instanceof SyntaxError) {
      return [];
    }
    throw error;
  }
}

export async function showCatalogs(
  session: Session,
  { like }: StatementOf<"showCatalogs">,
): Promise<SqlResult> {
  const names = session.catalogs
    .all()
    .map((catalog) => catalog.name)
    .filter((name) => session.environment.allows([name], "USE_CATALOG"))
    .filter(liked(like));
  return rows(
    session,
    strings("catalog"),
    names.map((name) => [name]),
  );
}

/** The schemas of a catalog that may be seen, sorted. */
export function schemaNames({ environment }: Session, catalog: Catalog): string[] {
  const names = [...catalog.schemas.keys(), "information_schema"].sort();
  return names.filter((name) => environment.allows([catalog.name, name], "USE_SCHEMA"));
}

/** The catalogs that may be seen, or the one that is named. @throws SqlError where that may not be used */
export function catalogsNamed({ environment, catalogs }: Session, name: string | undefined): Catalog[] {
  if (name === undefined) {
    return catalogs.all().filter((catalog) => environment.allows([catalog.name], "USE_CATALOG"));
  }
  environment.demand([name], "USE_CATALOG");
  return [catalogs.catalog(name)];
}

export async function showSchemas(
  session: Session,
  { catalog, allCatalogs, like }: StatementOf<"showSchemas">,
): Promise<SqlResult> {
  const name = allCatalogs ? undefined : (catalog ?? session.environment.catalog);
  const found = catalogsNamed(session, name).flatMap((each) =>
    schemaNames(session, each)
      .filter(liked(like))
      .map((schema) => [schema, each.name]),
  );
  return allCatalogs
    ? rows(session, strings("databaseName", "catalog"), found)
    : rows(
        session,
        strings("databaseName"),
        found.map(([schema = ""]) => [schema]),
      );
}

/** Tables and views of a schema that may be seen, sorted. */
export function entriesOf(session: Session, catalog: string, schema: string): Entry[] {
  const { environment } = session;
  if (schema.toLowerCase() === "information_schema") {
    session.catalogs.catalog(catalog);
    return informationSchemaTables.flatMap(
      (name) => informationSchema(session.catalogs, [catalog, schema, name]) ?? [],
    );
  }
  return [...session.catalogs.schema(catalog, schema).entries.values()]
    .filter(({ name }) => environment.allows([catalog, schema, name], "SELECT"))
    .sort(byName);
}

export async function showTables(
  session: Session,
  { views, schema, like }: StatementOf<"showTables">,
): Promise<SqlResult> {
  const matches = liked(like);
  const wanted = (entry: Entry) => matches(entry.name) && (!views || entry.kind === "VIEW");
  const [catalogName, schemaName] = session.environment.schemaName(schema ?? [session.environment.schema]);
  session.environment.demand([catalogName, schemaName], "USE_SCHEMA");
  const found = entriesOf(session, catalogName, schemaName).filter(wanted);
  const flag = { name: "isTemporary", type: BOOLEAN };
  if (views) {
    const columns = [...strings("namespace", "viewName"), flag, { name: "isMaterialized", type: BOOLEAN }];
    return rows(
      session,
      columns,
      found.map((entry) => [schemaName.toLowerCase(), entry.name, false, false]),
    );
  }
  const columns = [...strings("database", "tableName"), flag];
  return rows(
    session,
    columns,
    found.map((entry) => [schemaName.toLowerCase(), entry.name, false]),
  );
}

/** The table or view of this name and its whole name. */
export function entryNamed(session: Session, name: Name): { entry: Entry; path: FullName } {
  const path = session.environment.tableName(name);
  const entry = informationSchema(session.catalogs, path) ?? session.catalogs.find(path);
  if (!entry) {
    throw session.catalogs.missing(name);
  }
  session.environment.demand(path, "SELECT");
  return { entry, path };
}

export async function showColumns(
  session: Session,
  { name }: StatementOf<"showColumns">,
): Promise<SqlResult> {
  return rows(
    session,
    strings("col_name"),
    entryNamed(session, name).entry.columns.map((column) => [column.name]),
  );
}

export async function showProperties(
  session: Session,
  { name, key }: StatementOf<"showProperties">,
): Promise<SqlResult> {
  const { entry, path } = entryNamed(session, name);
  const all = Object.entries(entry.properties).sort(([left], [right]) => (left < right ? -1 : 1));
  if (key === undefined) {
    return rows(session, strings("key", "value"), all);
  }
  const value = entry.properties[key] ?? `Table ${path.join(".")} does not have property: ${key}`;
  return rows(session, strings("key", "value"), [[key, value]]);
}

/** The values of the columns that a table is partitioned by. */
export async function showPartitions(
  session: Session,
  { name }: StatementOf<"showPartitions">,
): Promise<SqlResult> {
  const { entry, path } = entryNamed(session, name);
  const columns = entry.kind === "TABLE" ? entry.partitionedBy : [];
  if (columns.length === 0) {
    throw sqlError(
      "INVALID_PARTITION_OPERATION.PARTITION_SCHEMA_IS_EMPTY",
      `The partition command is invalid. Table ${path.map((part) => `\`${part}\``).join(".")} is not partitioned.`,
      "42601",
    );
  }
  const names = columns.map(quoteName).join(", ");
  const table = path.map((part) => `\`${part.replaceAll("`", "``")}\``).join(".");
  const statement = parseStatement(`SELECT DISTINCT ${names} FROM ${table} ORDER BY ${names}`);
  if (statement.node !== "query") {
    throw new TypeError("a SELECT was read as another statement");
  }
  const query = analyseQuery(statement.query, session.environment);
  return queryResult(session.connection, query, session.environment.zone);
}
