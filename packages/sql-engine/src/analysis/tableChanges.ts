/**
 * The table function table_changes.
 * https://docs.databricks.com/aws/en/sql/language-manual/functions/table_changes
 */
import { nameText, type TableEntry } from "../catalog/catalogs";
import type { FeedTable, TableVersion, VersionColumn } from "../catalog/versions";
import { BIGINT, physicalType, STRING, sameType, TIMESTAMP } from "../dataTypes";
import { sqlError, unsupported } from "../errors";
import type { CallNode } from "../parser/ast";
import { Cursor } from "../parser/cursor";
import { changeRange } from "./changeRange";
import { checkRecorded, schemaVersion } from "./changeSchemas";
import type { ExpressionCompiler } from "./compiler";
import type { AnalyzedQuery, Environment } from "./environment";
import type { TypedSql } from "./typedSql";

/** The rows of `table_changes(table, start [, end])`: the table's columns and those that tell the change. */
export function analyzeTableChanges(
  call: CallNode,
  environment: Environment,
  compiler: ExpressionCompiler,
): AnalyzedQuery {
  const [name, ...bounds] = call.args;
  if (!name || bounds.length < 1 || bounds.length > 2) {
    throw sqlError(
      "INCORRECT_NUMBER_OF_ARGUMENTS",
      `${call.args.length < 2 ? "not enough args" : "too many args"}, table_changes requires at least 2 arguments and at most 3 arguments.`,
      "42605",
    );
  }
  const table = tableNamed(compiler.compile(name), environment);
  const { log } = table;
  const range = changeRange(log.versions, bounds, compiler);
  const versions = log.versions.filter(({ number }) => number >= range.start && number <= range.end);
  const read = schemaVersion(table, range);
  if (!range.empty) {
    checkRecorded(versions, read, range);
  }
  return {
    sql: changesSql(log.feeds, read, range.empty ? [] : versions),
    columns: [
      ...read.columns.map(({ name: column, type }) => ({ name: column, type })),
      { name: "_change_type", type: STRING },
      { name: "_commit_version", type: BIGINT },
      { name: "_commit_timestamp", type: TIMESTAMP },
    ],
  };
}

function tableNamed(name: TypedSql, environment: Environment): TableEntry {
  if (typeof name.literal !== "string" || name.type.kind !== "STRING") {
    throw unsupported("table_changes() of a table whose name is no literal");
  }
  const cursor = new Cursor(name.literal);
  const parts = cursor.name();
  if (cursor.peek().kind !== "end") {
    cursor.fail();
  }
  const path = environment.tableName(parts);
  const entry = environment.catalogs.find(path);
  if (!entry) {
    throw environment.catalogs.missing(parts);
  }
  environment.requirePrivilege(path, "SELECT");
  if (entry.kind === "VIEW") {
    throw sqlError(
      "EXPECT_TABLE_NOT_VIEW.NO_ALTERNATIVE",
      `'${nameText(path)}' expects a table but it is a view.`,
      "42809",
    );
  }
  if (entry.kind === "READ_ONLY") {
    throw unsupported(`table_changes() of ${nameText(path)}`);
  }
  return entry;
}

/** DuckDB text of the changed rows of these versions, with the columns that `read` has. */
function changesSql(feeds: FeedTable[], read: TableVersion, versions: TableVersion[]): string {
  const [first, last] = [versions[0], versions.at(-1)];
  const nulls = read.columns.map(({ type }) => `CAST(NULL AS ${physicalType(type)})`);
  const none = [...nulls, "CAST(NULL AS VARCHAR)", "CAST(NULL AS BIGINT)", "CAST(NULL AS TIMESTAMP)"];
  const select = (values: string[]) => `SELECT ${values.map((value, i) => `${value} AS o${i}`).join(", ")}`;
  if (!first || !last || feeds.length === 0) {
    return `${select(none)} WHERE false`;
  }
  return feeds
    .map((feed) => {
      const values = read.columns.map((column, index) => storedIn(feed, column) ?? nulls[index] ?? "NULL");
      return `${select([...values, "k", "w", "m"])} FROM ${feed.physicalName} WHERE w BETWEEN ${first.number} AND ${last.number}`;
    })
    .join(" UNION ALL ");
}

/**
 * DuckDB text of a column among changed rows: the same column, or that of a table that was replaced since. Rows of before
 * a type was widened are kept in the wider one.
 */
function storedIn(feed: FeedTable, column: VersionColumn): string | undefined {
  const found =
    feed.columns.find(({ physicalName }) => physicalName === column.physicalName) ??
    feed.columns.find(
      ({ name, type }) => name.toLowerCase() === column.name.toLowerCase() && sameType(type, column.type),
    );
  if (!found || sameType(found.type, column.type)) {
    return found?.physicalName;
  }
  return `CAST(${found.physicalName} AS ${physicalType(column.type)})`;
}
