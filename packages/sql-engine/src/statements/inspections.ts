import { type LiteralCell, literalRows } from "../analysis/literalRows";
import { analyzeQuery } from "../analysis/query";
import { byName, type CatalogEntry, type Entry, type FullName } from "../catalog/catalogs";
import { informationSchema, informationSchemaTables } from "../catalog/informationSchema";
import { BOOLEAN, type DataType, quoteName, STRING } from "../dataTypes";
import type { SqlResult } from "../engine";
import { sqlError } from "../errors";
import type { Name } from "../parser/ast";
import { parseStatement } from "../parser/statement";
import type { StatementOf } from "../parser/statementNodes";
import { queryResult } from "../storage/results";
import type { StatementContext } from "./context";

/** STRING columns of these names. */
export const stringColumns = (...names: string[]) =>
  names.map((name) => ({ name, type: STRING as DataType }));

/** A result of literal rows. */
export function rowsResult(
  context: StatementContext,
  columns: { name: string; type: DataType }[],
  cells: LiteralCell[][],
): Promise<SqlResult> {
  return queryResult(context.connection, literalRows(columns, cells), context.environment.zone);
}

/**
 * Filters names by a pattern of SHOW … LIKE: `*` is any text, `|` separates alternatives, and all else is a
 * regular expression, so that `.` is any character. An invalid expression matches nothing.
 * https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-syntax-aux-show-tables
 */
export function patternFilter(pattern: string | undefined): (name: string) => boolean {
  if (pattern === undefined) {
    return () => true;
  }
  const expressions = pattern
    .split("|")
    .flatMap((part) => patternExpression(part.trim().replaceAll("*", ".*")));
  return (name) => expressions.some((expression) => expression.test(name));
}

function patternExpression(source: string): RegExp[] {
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
  context: StatementContext,
  { like }: StatementOf<"showCatalogs">,
): Promise<SqlResult> {
  const names = context.catalogs
    .all()
    .map((catalog) => catalog.name)
    .filter((name) => context.environment.allows([name], "USE_CATALOG"))
    .filter(patternFilter(like));
  return rowsResult(
    context,
    stringColumns("catalog"),
    names.map((name) => [name]),
  );
}

/** The schemas of a catalog that may be seen, sorted. */
export function visibleSchemaNames({ environment }: StatementContext, catalog: CatalogEntry): string[] {
  const names = [...catalog.schemas.keys(), "information_schema"].sort();
  return names.filter((name) => environment.allows([catalog.name, name], "USE_SCHEMA"));
}

/** The catalogs that may be seen, or the one that is named. @throws SqlError where that may not be used */
export function selectCatalogs(
  { environment, catalogs }: StatementContext,
  name: string | undefined,
): CatalogEntry[] {
  if (name === undefined) {
    return catalogs.all().filter((catalog) => environment.allows([catalog.name], "USE_CATALOG"));
  }
  environment.requirePrivilege([name], "USE_CATALOG");
  return [catalogs.catalog(name)];
}

export async function showSchemas(
  context: StatementContext,
  { catalog, allCatalogs, like }: StatementOf<"showSchemas">,
): Promise<SqlResult> {
  const name = allCatalogs ? undefined : (catalog ?? context.environment.catalog);
  const found = selectCatalogs(context, name).flatMap((each) =>
    visibleSchemaNames(context, each)
      .filter(patternFilter(like))
      .map((schema) => [schema, each.name]),
  );
  return allCatalogs
    ? rowsResult(context, stringColumns("databaseName", "catalog"), found)
    : rowsResult(
        context,
        stringColumns("databaseName"),
        found.map(([schema = ""]) => [schema]),
      );
}

/** Tables and views of a schema that may be seen, sorted. */
export function listEntries(context: StatementContext, catalog: string, schema: string): Entry[] {
  const { environment } = context;
  if (schema.toLowerCase() === "information_schema") {
    context.catalogs.catalog(catalog);
    return informationSchemaTables.flatMap(
      (name) => informationSchema(context.catalogs, [catalog, schema, name]) ?? [],
    );
  }
  return [...context.catalogs.schema(catalog, schema).entries.values()]
    .filter(({ name }) => environment.allows([catalog, schema, name], "SELECT"))
    .sort(byName);
}

export async function showTables(
  context: StatementContext,
  { views, schema, like }: StatementOf<"showTables">,
): Promise<SqlResult> {
  const matches = patternFilter(like);
  const wanted = (entry: Entry) => matches(entry.name) && (!views || entry.kind === "VIEW");
  const [catalogName, schemaName] = context.environment.schemaName(schema ?? [context.environment.schema]);
  context.environment.requirePrivilege([catalogName, schemaName], "USE_SCHEMA");
  const found = listEntries(context, catalogName, schemaName).filter(wanted);
  const flag = { name: "isTemporary", type: BOOLEAN };
  if (views) {
    const columns = [
      ...stringColumns("namespace", "viewName"),
      flag,
      { name: "isMaterialized", type: BOOLEAN },
    ];
    return rowsResult(
      context,
      columns,
      found.map((entry) => [schemaName.toLowerCase(), entry.name, false, false]),
    );
  }
  const columns = [...stringColumns("database", "tableName"), flag];
  return rowsResult(
    context,
    columns,
    found.map((entry) => [schemaName.toLowerCase(), entry.name, false]),
  );
}

/** The table or view of this name and its whole name. */
export function requireEntry(context: StatementContext, name: Name): { entry: Entry; path: FullName } {
  const path = context.environment.tableName(name);
  const entry = informationSchema(context.catalogs, path) ?? context.catalogs.find(path);
  if (!entry) {
    throw context.catalogs.missing(name);
  }
  context.environment.requirePrivilege(path, "SELECT");
  return { entry, path };
}

export async function showColumns(
  context: StatementContext,
  { name }: StatementOf<"showColumns">,
): Promise<SqlResult> {
  return rowsResult(
    context,
    stringColumns("col_name"),
    requireEntry(context, name).entry.columns.map((column) => [column.name]),
  );
}

export async function showProperties(
  context: StatementContext,
  { name, key }: StatementOf<"showProperties">,
): Promise<SqlResult> {
  const { entry, path } = requireEntry(context, name);
  const all = Object.entries(entry.properties).sort(([left], [right]) => (left < right ? -1 : 1));
  if (key === undefined) {
    return rowsResult(context, stringColumns("key", "value"), all);
  }
  const value = entry.properties[key] ?? `Table ${path.join(".")} does not have property: ${key}`;
  return rowsResult(context, stringColumns("key", "value"), [[key, value]]);
}

/** The values of the columns that a table is partitioned by. */
export async function showPartitions(
  context: StatementContext,
  { name }: StatementOf<"showPartitions">,
): Promise<SqlResult> {
  const { entry, path } = requireEntry(context, name);
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
  const query = analyzeQuery(statement.query, context.environment);
  return queryResult(context.connection, query, context.environment.zone);
}
