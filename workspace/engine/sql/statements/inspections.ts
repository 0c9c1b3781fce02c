import { type KnownCell, knownRows } from "../analysis/tables";
import { byName, type Catalog, type Entry, type FullName } from "../catalog/catalogs";
import { informationSchema, informationSchemaTables } from "../catalog/informationSchema";
import { BOOLEAN, type DataType, STRING } from "../dataTypes";
import type { SqlResult } from "../engine";
import type { Name, StatementOf } from "../parser/ast";
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
  return queryResult(session.connection, knownRows(columns, cells));
}

/** Names that a pattern of SHOW … LIKE lets through: `*` is any text, `|` stands between alternatives. */
function liked(pattern: string | undefined): (name: string) => boolean {
  if (pattern === undefined) {
    return () => true;
  }
  const alternatives = pattern
    .split("|")
    .map((part) => part.replace(/[\\^$.+?()[\]{}]/g, "\\$&").replaceAll("*", ".*"));
  const regex = new RegExp(`^(?:${alternatives.join("|")})$`, "i");
  return (name) => regex.test(name);
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

function schemaNames({ environment }: Session, catalog: Catalog): string[] {
  const names = [...catalog.schemas.keys(), "information_schema"].sort();
  return names.filter((name) => environment.allows([catalog.name, name], "USE_SCHEMA"));
}

export async function showSchemas(
  session: Session,
  { catalog, like }: StatementOf<"showSchemas">,
): Promise<SqlResult> {
  const { environment, catalogs } = session;
  const name = catalog ?? environment.catalog;
  environment.demand([name], "USE_CATALOG");
  const found = catalogs.catalog(name);
  return rows(
    session,
    strings("databaseName"),
    schemaNames(session, found)
      .filter(liked(like))
      .map((name) => [name]),
  );
}

/** Tables and views of a schema that may be seen, sorted. */
function entriesOf(session: Session, catalog: string, schema: string): Entry[] {
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
  { views, schema, catalog, like }: StatementOf<"showTables">,
): Promise<SqlResult> {
  const matches = liked(like);
  const wanted = (entry: Entry) => matches(entry.name) && (!views || entry.kind === "VIEW");
  if (catalog !== undefined) {
    return tablesOfCatalog(session, catalog, wanted);
  }
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

/** The form that Databricks' drivers ask for. */
function tablesOfCatalog(
  session: Session,
  name: string,
  wanted: (entry: Entry) => boolean,
): Promise<SqlResult> {
  session.environment.demand([name], "USE_CATALOG");
  const catalog = session.catalogs.catalog(name);
  const cells = schemaNames(session, catalog).flatMap((schema) =>
    entriesOf(session, catalog.name, schema)
      .filter(wanted)
      .map((entry): KnownCell[] => [
        schema,
        entry.name,
        false,
        null,
        catalog.name,
        entry.kind === "VIEW" ? "VIEW" : "TABLE",
        entry.comment ?? null,
      ]),
  );
  const columns = [
    ...strings("namespace", "tableName"),
    { name: "isTemporary", type: BOOLEAN },
    ...strings("information", "catalogName", "tableType", "remarks"),
  ];
  return rows(session, columns, cells);
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
