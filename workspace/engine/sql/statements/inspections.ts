/** SHOW and DESCRIBE. https://docs.databricks.com/aws/en/sql/language-manual/#auxiliary-statements */
import { analyseQuery } from "../analysis/query";
import { type KnownCell, knownRows } from "../analysis/tables";
import {
  byName,
  type Catalog,
  type Column,
  type Entry,
  type FullName,
  type TableColumn,
} from "../catalog/catalogs";
import { informationSchema, informationSchemaTables } from "../catalog/informationSchema";
import { BOOLEAN, catalogText, type DataType, quoteName, STRING, typeText } from "../dataTypes";
import type { SqlResult } from "../engine";
import type { Name, Statement } from "../parser/ast";
import { queryResult } from "../storage/results";
import type { Session } from "./session";

type Of<K extends Statement["node"]> = Extract<Statement, { node: K }>;

const strings = (...names: string[]) => names.map((name) => ({ name, type: STRING as DataType }));

function rows(
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

export async function showCatalogs(session: Session, { like }: Of<"showCatalogs">): Promise<SqlResult> {
  const names = session.catalogs
    .all()
    .map((catalog) => catalog.name)
    .filter(liked(like));
  return rows(
    session,
    strings("catalog"),
    names.map((name) => [name]),
  );
}

function schemaNames(catalog: Catalog): string[] {
  return [...catalog.schemas.keys(), "information_schema"].sort();
}

export async function showSchemas(
  session: Session,
  { catalog, like }: Of<"showSchemas">,
): Promise<SqlResult> {
  const found = session.catalogs.catalog(catalog ?? session.environment.catalog);
  return rows(
    session,
    strings("databaseName"),
    schemaNames(found)
      .filter(liked(like))
      .map((name) => [name]),
  );
}

/** Tables and views of a schema, sorted. */
function entriesOf(session: Session, catalog: string, schema: string): Entry[] {
  if (schema.toLowerCase() === "information_schema") {
    session.catalogs.catalog(catalog);
    return informationSchemaTables.flatMap(
      (name) => informationSchema(session.catalogs, [catalog, schema, name]) ?? [],
    );
  }
  return [...session.catalogs.schema(catalog, schema).entries.values()].sort(byName);
}

export async function showTables(
  session: Session,
  { views, schema, catalog, like }: Of<"showTables">,
): Promise<SqlResult> {
  const matches = liked(like);
  const wanted = (entry: Entry) => matches(entry.name) && (!views || entry.kind === "VIEW");
  if (catalog !== undefined) {
    return tablesOfCatalog(session, catalog, wanted);
  }
  const [catalogName, schemaName] = session.environment.schemaName(schema ?? [session.environment.schema]);
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
  const catalog = session.catalogs.catalog(name);
  const cells = schemaNames(catalog).flatMap((schema) =>
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
function entryNamed(session: Session, name: Name): { entry: Entry; path: FullName } {
  const path = session.environment.tableName(name);
  const entry = informationSchema(session.catalogs, path) ?? session.catalogs.find(path);
  if (!entry) {
    throw session.catalogs.missing(name);
  }
  return { entry, path };
}

export async function showColumns(session: Session, { name }: Of<"showColumns">): Promise<SqlResult> {
  return rows(
    session,
    strings("col_name"),
    entryNamed(session, name).entry.columns.map((column) => [column.name]),
  );
}

export async function showProperties(
  session: Session,
  { name, key }: Of<"showProperties">,
): Promise<SqlResult> {
  const { entry, path } = entryNamed(session, name);
  const all = Object.entries(entry.properties).sort(([left], [right]) => (left < right ? -1 : 1));
  if (key === undefined) {
    return rows(session, strings("key", "value"), all);
  }
  const value = entry.properties[key] ?? `Table ${path.join(".")} does not have property: ${key}`;
  return rows(session, strings("key", "value"), [[key, value]]);
}

const quoted = (text: string) => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;

function definitionOf(column: Column | TableColumn): string {
  const parts = [quoteName(column.name)];
  const own = column as Partial<TableColumn>;
  parts.push(own.maxLength === undefined ? typeText(column.type) : `VARCHAR(${own.maxLength})`);
  if (own.notNull) {
    parts.push("NOT NULL");
  }
  if (own.identity) {
    const { always, start, step } = own.identity;
    parts.push(
      `GENERATED ${always ? "ALWAYS" : "BY DEFAULT"} AS IDENTITY (START WITH ${start} INCREMENT BY ${step})`,
    );
  }
  if (own.default) {
    parts.push(`DEFAULT ${own.default.text}`);
  }
  if (column.comment !== undefined) {
    parts.push(`COMMENT ${quoted(column.comment)}`);
  }
  return parts.join(" ");
}

export async function showCreateTable(session: Session, { name }: Of<"showCreateTable">): Promise<SqlResult> {
  const { entry, path } = entryNamed(session, name);
  const full = path.map((part) => quoteName(part.toLowerCase())).join(".");
  const lines: string[] = [];
  if (entry.kind === "VIEW") {
    const columns = entry.columns.map(
      (column) =>
        `  ${quoteName(column.name)}${column.comment === undefined ? "" : ` COMMENT ${quoted(column.comment)}`}`,
    );
    lines.push(`CREATE VIEW ${full} (`, `${columns.join(",\n")})`);
    if (entry.comment !== undefined) {
      lines.push(`COMMENT ${quoted(entry.comment)}`);
    }
    lines.push(`AS ${entry.text}`);
  } else {
    lines.push(
      `CREATE TABLE ${full} (`,
      `${entry.columns.map((column) => `  ${definitionOf(column)}`).join(",\n")})`,
      "USING delta",
    );
    if (entry.kind === "TABLE" && entry.partitionedBy.length > 0) {
      lines.push(`PARTITIONED BY (${entry.partitionedBy.map(quoteName).join(", ")})`);
    }
    if (entry.kind === "TABLE" && entry.clusteredBy.length > 0) {
      lines.push(`CLUSTER BY (${entry.clusteredBy.map(quoteName).join(", ")})`);
    }
    if (entry.comment !== undefined) {
      lines.push(`COMMENT ${quoted(entry.comment)}`);
    }
    const properties = Object.entries(entry.properties).sort(([left], [right]) => (left < right ? -1 : 1));
    if (properties.length > 0) {
      lines.push(
        `TBLPROPERTIES (\n${properties.map(([key, value]) => `  ${quoted(key)} = ${quoted(value)}`).join(",\n")})`,
      );
    }
  }
  return rows(session, strings("createtab_stmt"), [[`${lines.join("\n")}\n`]]);
}

const described = strings("col_name", "data_type", "comment");

const typeCell = (column: Column | TableColumn): string => {
  const { maxLength } = column as Partial<TableColumn>;
  return maxLength === undefined ? catalogText(column.type) : `varchar(${maxLength})`;
};

function columnRows(columns: Column[]): KnownCell[][] {
  return columns.map((column) => [column.name, typeCell(column), column.comment ?? null]);
}

export async function describeTable(
  session: Session,
  { name, extended }: Of<"describeTable">,
): Promise<SqlResult> {
  const { entry, path } = entryNamed(session, name);
  const cells = columnRows(entry.columns);
  if (entry.kind === "TABLE" && entry.partitionedBy.length > 0) {
    const partitions = entry.columns.filter((column) =>
      entry.partitionedBy.some((each) => each.toLowerCase() === column.name.toLowerCase()),
    );
    cells.push(
      ["# Partition Information", "", ""],
      ["# col_name", "data_type", "comment"],
      ...columnRows(partitions),
    );
  }
  if (entry.kind === "TABLE" && entry.clusteredBy.length > 0) {
    const clusters = entry.columns.filter((column) =>
      entry.clusteredBy.some((each) => each.toLowerCase() === column.name.toLowerCase()),
    );
    cells.push(
      ["# Clustering Information", "", ""],
      ["# col_name", "data_type", "comment"],
      ...columnRows(clusters),
    );
  }
  return rows(session, described, extended ? [...cells, ...detailRows(entry, path)] : cells);
}

function detailRows(entry: Entry, path: FullName): KnownCell[][] {
  const details: [string, string | undefined][] = [
    ["Catalog", path[0].toLowerCase()],
    ["Database", path[1].toLowerCase()],
    ["Table", entry.name],
    ["Owner", "root"],
    ["Created Time", new Date(entry.createdAt).toUTCString()],
    ["Type", entry.kind === "VIEW" ? "VIEW" : "MANAGED"],
    ["Comment", entry.comment],
    ["View Text", entry.kind === "VIEW" ? entry.text : undefined],
    ["View Catalog and Namespace", entry.kind === "VIEW" ? `${entry.catalog}.${entry.schema}` : undefined],
    ["Provider", entry.kind === "VIEW" ? undefined : "delta"],
    ["Table Properties", properties(entry)],
  ];
  const known = details
    .filter(([, value]) => value !== undefined)
    .map(([key, value]): KnownCell[] => [key, value ?? "", ""]);
  return [["", "", ""], ["# Detailed Table Information", "", ""], ...known];
}

function properties(entry: Entry): string | undefined {
  const all = Object.entries(entry.properties).sort(([left], [right]) => (left < right ? -1 : 1));
  return all.length > 0 ? `[${all.map(([key, value]) => `${key}=${value}`).join(",")}]` : undefined;
}

export async function describeQuery(session: Session, { query }: Of<"describeQuery">): Promise<SqlResult> {
  return rows(session, described, columnRows(analyseQuery(query, session.environment).columns));
}

export async function describeSchema(session: Session, { name }: Of<"describeSchema">): Promise<SqlResult> {
  const [catalog, schema] = session.environment.schemaName(name);
  const found = session.catalogs.schema(catalog, schema);
  const cells: KnownCell[][] = [
    ["Catalog Name", catalog.toLowerCase()],
    ["Namespace Name", found.name],
    ["Comment", found.comment ?? ""],
    ["Location", ""],
    ["Owner", "root"],
  ];
  return rows(session, strings("database_description_item", "database_description_value"), cells);
}

export async function describeCatalog(session: Session, { name }: Of<"describeCatalog">): Promise<SqlResult> {
  const { name: own, comment } = session.catalogs.catalog(name);
  const cells: KnownCell[][] = [
    ["Catalog Name", own],
    ["Comment", comment ?? ""],
    ["Owner", "root"],
  ];
  return rows(session, strings("info_name", "info_value"), cells);
}
