/** DESCRIBE and SHOW CREATE TABLE. https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-syntax-aux-describe-table */

import type { LiteralCell } from "../analysis/literalRows";
import { analyzeQuery } from "../analysis/query";
import { unresolved } from "../analysis/scope";
import type { Column, ColumnEntry, Entry, FullName } from "../catalog/catalogs";
import { BOOLEAN, catalogText, quoteName, typeText } from "../dataTypes";
import type { SqlResult } from "../engine";
import { unsupported } from "../errors";
import type { StatementOf } from "../parser/statementNodes";
import type { StatementContext } from "./context";
import { listEntries, patternFilter, requireEntry, rowsResult, stringColumns } from "./inspections";

const quoted = (text: string) => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;

function definitionOf(column: Column | ColumnEntry): string {
  const parts = [quoteName(column.name)];
  const own = column as Partial<ColumnEntry>;
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
  if (own.generation) {
    parts.push(`GENERATED ALWAYS AS (${own.generation.text})`);
  }
  if (own.default) {
    parts.push(`DEFAULT ${own.default.text}`);
  }
  if (column.comment !== undefined) {
    parts.push(`COMMENT ${quoted(column.comment)}`);
  }
  return parts.join(" ");
}

const keyOf = (entry: Entry): string[] =>
  entry.kind === "TABLE" && entry.primaryKey
    ? [
        `CONSTRAINT ${quoteName(entry.primaryKey.name)} PRIMARY KEY (${entry.primaryKey.columns.map(quoteName).join(", ")})`,
      ]
    : [];

export async function showCreateTable(
  context: StatementContext,
  { name }: StatementOf<"showCreateTable">,
): Promise<SqlResult> {
  const { entry, path } = requireEntry(context, name);
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
      `${[...entry.columns.map(definitionOf), ...keyOf(entry)].map((line) => `  ${line}`).join(",\n")})`,
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
  return rowsResult(context, stringColumns("createtab_stmt"), [[`${lines.join("\n")}\n`]]);
}

const described = stringColumns("col_name", "data_type", "comment");

const typeCell = (column: Column | ColumnEntry): string => {
  const { maxLength } = column as Partial<ColumnEntry>;
  return maxLength === undefined ? catalogText(column.type) : `varchar(${maxLength})`;
};

function columnRows(columns: Column[]): LiteralCell[][] {
  return columns.map((column) => [column.name, typeCell(column), column.comment ?? null]);
}

export async function describeTable(
  context: StatementContext,
  { name, extended }: StatementOf<"describeTable">,
): Promise<SqlResult> {
  const { entry, path } = requireEntry(context, name);
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
  return rowsResult(context, described, extended ? [...cells, ...detailRows(entry, path)] : cells);
}

/** The details of a table or view after its columns. */
function detailsOf(entry: Entry, path: FullName): [string, string][] {
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
  return details.flatMap(([key, value]): [string, string][] => (value === undefined ? [] : [[key, value]]));
}

function detailRows(entry: Entry, path: FullName): LiteralCell[][] {
  const known = detailsOf(entry, path).map(([key, value]): LiteralCell[] => [key, value, ""]);
  return [["", "", ""], ["# Detailed Table Information", "", ""], ...known];
}

/** SHOW TABLE EXTENDED: the details of every table of a schema as one text each. */
export async function showTableDetails(
  context: StatementContext,
  { schema, like }: StatementOf<"showTableDetails">,
): Promise<SqlResult> {
  const { environment } = context;
  const [catalog, name] = environment.schemaName(schema ?? [environment.schema]);
  environment.requirePrivilege([catalog, name], "USE_SCHEMA");
  const isWanted = patternFilter(like);
  const cells = listEntries(context, catalog, name)
    .filter((entry) => isWanted(entry.name))
    .map((entry): LiteralCell[] => {
      const details = detailsOf(entry, [catalog, name, entry.name]).map(([key, value]) => `${key}: ${value}`);
      const columns = entry.columns.map(
        (column) =>
          ` |-- ${column.name}: ${typeCell(column)} (nullable = ${!(column as Partial<ColumnEntry>).notNull})`,
      );
      return [
        name.toLowerCase(),
        entry.name,
        false,
        `${[...details, "Schema: root", ...columns].join("\n")}\n`,
      ];
    });
  const flag = { name: "isTemporary", type: BOOLEAN };
  return rowsResult(
    context,
    [...stringColumns("database", "tableName"), flag, ...stringColumns("information")],
    cells,
  );
}

/** DESCRIBE of one column; column statistics are not collected. */
export async function describeColumn(
  context: StatementContext,
  { name, column, extended }: StatementOf<"describeColumn">,
): Promise<SqlResult> {
  const { entry } = requireEntry(context, name);
  const [wanted = "", ...fields] = column;
  if (fields.length > 0) {
    throw unsupported("DESCRIBE of a field of a column");
  }
  const found = entry.columns.find((each) => each.name.toLowerCase() === wanted.toLowerCase());
  if (!found) {
    throw unresolved(
      column,
      entry.columns.map((each) => each.name),
    );
  }
  const known: LiteralCell[][] = [
    ["col_name", found.name],
    ["data_type", typeCell(found)],
    ["comment", found.comment ?? "NULL"],
  ];
  const numbers = ["min", "max", "num_nulls", "distinct_count", "avg_col_len", "max_col_len", "histogram"];
  const cells = extended ? [...known, ...numbers.map((key): LiteralCell[] => [key, "NULL"])] : known;
  return rowsResult(context, stringColumns("info_name", "info_value"), cells);
}

function properties(entry: Entry): string | undefined {
  const all = Object.entries(entry.properties).sort(([left], [right]) => (left < right ? -1 : 1));
  return all.length > 0 ? `[${all.map(([key, value]) => `${key}=${value}`).join(",")}]` : undefined;
}

export async function describeQuery(
  context: StatementContext,
  { query }: StatementOf<"describeQuery">,
): Promise<SqlResult> {
  return rowsResult(context, described, columnRows(analyzeQuery(query, context.environment).columns));
}

export async function describeSchema(
  context: StatementContext,
  { name }: StatementOf<"describeSchema">,
): Promise<SqlResult> {
  const [catalog, schema] = context.environment.schemaName(name);
  context.environment.requirePrivilege([catalog, schema], "USE_SCHEMA");
  const found = context.catalogs.schema(catalog, schema);
  const cells: LiteralCell[][] = [
    ["Catalog Name", catalog.toLowerCase()],
    ["Namespace Name", found.name],
    ["Comment", found.comment ?? ""],
    ["Location", ""],
    ["Owner", "root"],
  ];
  return rowsResult(context, stringColumns("database_description_item", "database_description_value"), cells);
}

export async function describeCatalog(
  context: StatementContext,
  { name }: StatementOf<"describeCatalog">,
): Promise<SqlResult> {
  context.environment.requirePrivilege([name], "USE_CATALOG");
  const { name: own, comment } = context.catalogs.catalog(name);
  const cells: LiteralCell[][] = [
    ["Catalog Name", own],
    ["Comment", comment ?? ""],
    ["Owner", "root"],
  ];
  return rowsResult(context, stringColumns("info_name", "info_value"), cells);
}
