/**
 * The forms of SHOW that Databricks' drivers ask their metadata with: over all schemas of a catalog, or of every one.
 * https://github.com/databricks/databricks-jdbc (CommandBuilder) writes them, and its recorded answers have the columns.
 */
import { builtInFunctions } from "../analysis/functions/calls";
import type { KnownCell } from "../analysis/tables";
import type { Catalog, Entry, TableColumn } from "../catalog/catalogs";
import { BOOLEAN, type DataType, INT, typeText } from "../dataTypes";
import type { SqlResult } from "../engine";
import type { CatalogPatterns, StatementOf } from "../parser/ast";
import { catalogsNamed, entriesOf, entryNamed, liked, rows, schemaNames, strings } from "./inspections";
import type { Session } from "./session";

interface Listed {
  catalog: Catalog;
  schema: string;
  entry: Entry;
}

/** The tables and views of every schema that the patterns let through. */
function listed(session: Session, { catalog, schemaLike }: CatalogPatterns, tableLike?: string): Listed[] {
  const isTable = liked(tableLike);
  return catalogsNamed(session, catalog).flatMap((each) =>
    schemaNames(session, each)
      .filter(liked(schemaLike))
      .flatMap((schema) =>
        entriesOf(session, each.name, schema)
          .filter(({ name }) => isTable(name))
          .map((entry) => ({ catalog: each, schema, entry })),
      ),
  );
}

export async function showCatalogTables(
  session: Session,
  { within, like }: StatementOf<"showCatalogTables">,
): Promise<SqlResult> {
  const cells = listed(session, within, like).map(({ catalog, schema, entry }): KnownCell[] => [
    schema,
    entry.name,
    false,
    null,
    catalog.name,
    entry.kind === "VIEW" ? "VIEW" : "TABLE",
    entry.comment ?? null,
  ]);
  const columns = [
    ...strings("namespace", "tableName"),
    { name: "isTemporary", type: BOOLEAN },
    ...strings("information", "catalogName", "tableType", "remarks"),
  ];
  return rows(session, columns, cells);
}

const integers = (...names: string[]) =>
  names.map((name): { name: string; type: DataType } => ({ name, type: INT }));

/** Digits of a number, digits behind its point, and the base of both, where its type tells them. */
function numberCells(type: DataType): KnownCell[] {
  return type.kind === "DECIMAL" ? [BigInt(type.precision), BigInt(type.scale), 10n] : [null, null, null];
}

export async function showCatalogColumns(
  session: Session,
  { within, tableLike, like }: StatementOf<"showCatalogColumns">,
): Promise<SqlResult> {
  const isWanted = liked(like);
  const cells = listed(session, within, tableLike).flatMap(({ catalog, schema, entry }) =>
    entry.columns.flatMap((column, index): KnownCell[][] => {
      const { maxLength, notNull = false, identity }: Partial<TableColumn> = column;
      const cell: KnownCell[] = [
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
        "false",
      ];
      return isWanted(column.name) ? [cell] : [];
    }),
  );
  const columns = [
    ...strings("col_name", "catalogName", "namespace", "tableName", "columnType"),
    ...integers("columnSize", "decimalDigits", "radix"),
    ...strings("isNullable", "remarks"),
    ...integers("ordinalPosition"),
    ...strings("isAutoIncrement", "isGenerated"),
  ];
  return rows(session, columns, cells);
}

/** No table has keys here: definitions with constraints are refused. */
export async function showKeys(
  session: Session,
  { kind, name }: StatementOf<"showKeys">,
): Promise<SqlResult> {
  entryNamed(session, name);
  const own = [
    ...strings("catalogName", "namespace", "tableName", "col_name"),
    ...integers("keySeq"),
    ...strings("constraintName"),
  ];
  const parent = strings("parentCatalogName", "parentNamespace", "parentTableName", "parentColName");
  return rows(session, kind === "FOREIGN" ? [...parent, ...own] : own, []);
}

/** Functions of one's own cannot be made here, so that there are only those that are built in. */
export async function showFunctions(
  session: Session,
  { scope, schema, like }: StatementOf<"showFunctions">,
): Promise<SqlResult> {
  if (schema) {
    const [catalog, name] = session.environment.schemaName(schema);
    session.environment.demand([catalog, name], "USE_SCHEMA");
    session.catalogs.schema(catalog, name);
  }
  const names = scope === "USER" ? [] : builtInFunctions().filter(liked(like));
  return rows(
    session,
    strings("function"),
    names.map((name) => [name]),
  );
}

/** What the drivers ask for are functions of one's own. */
export async function showCatalogFunctions(
  session: Session,
  { within }: StatementOf<"showCatalogFunctions">,
): Promise<SqlResult> {
  catalogsNamed(session, within.catalog);
  const names = ["functionName", "catalogName", "namespace", "remarks"];
  return rows(session, [...strings(...names), ...integers("functionType"), ...strings("specificName")], []);
}
