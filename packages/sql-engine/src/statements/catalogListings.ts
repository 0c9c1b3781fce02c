/**
 * The forms of SHOW with which Databricks' drivers read metadata: over all schemas of a catalog, or of all catalogs.
 * https://github.com/databricks/databricks-jdbc (CommandBuilder) writes them, and its recorded answers have the columns.
 */
import { builtInFunctions } from "../analysis/functions/calls";
import type { LiteralCell } from "../analysis/literalRows";
import type { CatalogEntry, ColumnEntry, Entry } from "../catalog/catalogs";
import { BOOLEAN, type DataType, INT, typeText } from "../dataTypes";
import type { SqlResult } from "../engine";
import type { CatalogPatterns } from "../parser/ast";
import type { StatementOf } from "../parser/statementNodes";
import type { StatementContext } from "./context";
import {
  listEntries,
  patternFilter,
  requireEntry,
  rowsResult,
  selectCatalogs,
  stringColumns,
  visibleSchemaNames,
} from "./inspections";

interface Listed {
  catalog: CatalogEntry;
  schema: string;
  entry: Entry;
}

/** The tables and views of every schema that matches the patterns. */
function listed(
  context: StatementContext,
  { catalog, schemaLike }: CatalogPatterns,
  tableLike?: string,
): Listed[] {
  const isTable = patternFilter(tableLike);
  return selectCatalogs(context, catalog).flatMap((each) =>
    visibleSchemaNames(context, each)
      .filter(patternFilter(schemaLike))
      .flatMap((schema) =>
        listEntries(context, each.name, schema)
          .filter(({ name }) => isTable(name))
          .map((entry) => ({ catalog: each, schema, entry })),
      ),
  );
}

export async function showCatalogTables(
  context: StatementContext,
  { within, like }: StatementOf<"showCatalogTables">,
): Promise<SqlResult> {
  const cells = listed(context, within, like).map(({ catalog, schema, entry }): LiteralCell[] => [
    schema,
    entry.name,
    false,
    null,
    catalog.name,
    entry.kind === "VIEW" ? "VIEW" : "TABLE",
    entry.comment ?? null,
  ]);
  const columns = [
    ...stringColumns("namespace", "tableName"),
    { name: "isTemporary", type: BOOLEAN },
    ...stringColumns("information", "catalogName", "tableType", "remarks"),
  ];
  return rowsResult(context, columns, cells);
}

const integers = (...names: string[]) =>
  names.map((name): { name: string; type: DataType } => ({ name, type: INT }));

/** Digits of a number, digits behind its point, and the base of both, where its type tells them. */
function numberCells(type: DataType): LiteralCell[] {
  return type.kind === "DECIMAL" ? [BigInt(type.precision), BigInt(type.scale), 10n] : [null, null, null];
}

export async function showCatalogColumns(
  context: StatementContext,
  { within, tableLike, like }: StatementOf<"showCatalogColumns">,
): Promise<SqlResult> {
  const isWanted = patternFilter(like);
  const cells = listed(context, within, tableLike).flatMap(({ catalog, schema, entry }) =>
    entry.columns.flatMap((column, index): LiteralCell[][] => {
      const { maxLength, notNull = false, identity, generation }: Partial<ColumnEntry> = column;
      const cell: LiteralCell[] = [
        column.name,
        catalog.name,
        schema,
        entry.name,
        maxLength === undefined ? typeText(column.type) : `VARCHAR(${maxLength})`,
        ...numberCells(column.type),
        String(!notNull),
        column.comment ?? null,
        BigInt(index),
        String(identity !== undefined),
        String(generation !== undefined),
      ];
      return isWanted(column.name) ? [cell] : [];
    }),
  );
  const columns = [
    ...stringColumns("col_name", "catalogName", "namespace", "tableName", "columnType"),
    ...integers("columnSize", "decimalDigits", "radix"),
    ...stringColumns("isNullable", "remarks"),
    ...integers("ordinalPosition"),
    ...stringColumns("isAutoIncrement", "isGenerated"),
  ];
  return rowsResult(context, columns, cells);
}

/** A table's primary key; foreign keys are unsupported, so there are none. */
export async function showKeys(
  context: StatementContext,
  { kind, name }: StatementOf<"showKeys">,
): Promise<SqlResult> {
  const { entry, path } = requireEntry(context, name);
  const key = kind === "PRIMARY" && entry.kind === "TABLE" ? entry.primaryKey : undefined;
  const cells = (key?.columns ?? []).map((column, index): LiteralCell[] => [
    path[0].toLowerCase(),
    path[1].toLowerCase(),
    entry.name,
    column,
    BigInt(index + 1),
    key?.name ?? null,
  ]);
  const own = [
    ...stringColumns("catalogName", "namespace", "tableName", "col_name"),
    ...integers("keySeq"),
    ...stringColumns("constraintName"),
  ];
  const parent = stringColumns("parentCatalogName", "parentNamespace", "parentTableName", "parentColName");
  return rowsResult(context, kind === "FOREIGN" ? [...parent, ...own] : own, cells);
}

/** User-defined functions are unsupported, so there are only built-in ones. */
export async function showFunctions(
  context: StatementContext,
  { scope, schema, like }: StatementOf<"showFunctions">,
): Promise<SqlResult> {
  if (schema) {
    const [catalog, name] = context.environment.schemaName(schema);
    context.environment.requirePrivilege([catalog, name], "USE_SCHEMA");
    context.catalogs.schema(catalog, name);
  }
  const names = scope === "USER" ? [] : builtInFunctions().filter(patternFilter(like));
  return rowsResult(
    context,
    stringColumns("function"),
    names.map((name) => [name]),
  );
}

/** Drivers list user-defined functions here, which are unsupported. */
export async function showCatalogFunctions(
  context: StatementContext,
  { within }: StatementOf<"showCatalogFunctions">,
): Promise<SqlResult> {
  selectCatalogs(context, within.catalog);
  const names = ["functionName", "catalogName", "namespace", "remarks"];
  return rowsResult(
    context,
    [...stringColumns(...names), ...integers("functionType"), ...stringColumns("specificName")],
    [],
  );
}
