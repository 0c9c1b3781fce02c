/**
 * INSERT … REPLACE WHERE, USING and ON: deletes rows and adds others in one version.
 * https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-syntax-dml-insert-into
 */
import type { AnalyzedQuery } from "../analysis/environment";
import { Scope, type ScopeColumn, unresolved } from "../analysis/scope";
import type { FullName, TableEntry } from "../catalog/catalogs";
import { sqlError } from "../errors";
import type { Expression } from "../parser/ast";
import type { Replacement } from "../parser/statementNodes";
import type { ChangeRecorder } from "./commits";
import type { StatementContext } from "./context";
import { type InsertedRows, StagedChanges } from "./stagedChanges";
import { compilerFor, requireColumn } from "./storeAssignment";
import { tableScope } from "./targetTable";

/** A replacement in DuckDB's words. */
export interface PlannedReplacement {
  /** What Databricks calls the condition. */
  name: string;
  /** The rows of the table that go, as `r`; those that come are in the table `source`, as `q`. */
  deleted: string;
  /** Finds a row among the staged ones, as `a`, that the condition does not take. */
  mismatch?: string;
}

/** The rows of the query as `q`, under the names of the query. */
const sourceColumns = (columns: AnalyzedQuery["columns"]): ScopeColumn[] =>
  columns.map(({ name, type }, index) => ({ name, type, sql: `q.o${index}` }));

/** `table.column = source.column` for each column. */
function equalColumns(table: TableEntry, source: Scope, names: string[]): Expression {
  const side = ({ name, type, sql }: ScopeColumn): Expression => ({
    node: "resolved",
    at: 0,
    name,
    type,
    sql,
  });
  const equalities = names.map((name): Expression => {
    const own = requireColumn(table, [name]);
    const given = source.find([name]);
    if (!given) {
      throw unresolved([name], source.names());
    }
    const left = side({ name: own.name, type: own.type, sql: `r.${own.physicalName}` });
    return { node: "binary", at: 0, operator: "=", left, right: side(given.column) };
  });
  return equalities.reduce((left, right) => ({ node: "binary", at: 0, operator: "AND", left, right }));
}

/** What a replacement takes away. @throws SqlError for a wrong condition */
export function plannedReplacement(
  { environment }: StatementContext,
  table: TableEntry,
  path: FullName,
  replacement: Replacement,
  { columns }: Pick<AnalyzedQuery, "columns">,
): PlannedReplacement {
  const { physicalName } = table;
  if (replacement.kind === "WHERE") {
    const conditionOn = (stored: string) =>
      compilerFor(tableScope(table, path, undefined, stored), environment, "WHERE");
    return {
      name: conditionOn("r").compile(replacement.condition).name,
      deleted: `${physicalName} AS r WHERE ${conditionOn("r").condition(replacement.condition, "WHERE")}`,
      mismatch: `SELECT 1 FROM aside AS a WHERE a.k = 'insert' AND (${conditionOn("a").condition(replacement.condition, "WHERE")}) IS NOT TRUE LIMIT 1`,
    };
  }
  const alias = replacement.kind === "ON" ? replacement.sourceAlias : undefined;
  const source = new Scope([{ alias, path: [], columns: sourceColumns(columns) }]);
  const target = tableScope(table, path, replacement.kind === "ON" ? replacement.alias : undefined, "r");
  const both = new Scope([...target.sources, ...source.sources]);
  const condition =
    replacement.kind === "ON" ? replacement.condition : equalColumns(table, source, replacement.columns);
  const compiler = compilerFor(both, environment, "ON");
  return {
    name: compiler.compile(condition).name,
    deleted: `${physicalName} AS r SEMI JOIN source AS q ON (${compiler.condition(condition, "ON")})`,
  };
}

/** Replaces rows, whose query may read the table; gives the number of those that were added. */
export async function replaceRows(
  context: StatementContext,
  table: TableEntry,
  replacement: PlannedReplacement,
  rows: InsertedRows,
  recorder: ChangeRecorder | undefined,
): Promise<number> {
  await context.connection.run(`CREATE TEMP TABLE source AS SELECT * FROM ${rows.from}`);
  const staged = await StagedChanges.open(context, table);
  await staged.insertRows({ ...rows, from: "source AS q" });
  const { mismatch } = replacement;
  if (mismatch && (await (await context.connection.run(mismatch)).getRows()).length > 0) {
    throw sqlError(
      "DELTA_REPLACE_WHERE_MISMATCH",
      `Written data does not conform to partial table overwrite condition or constraint '${replacement.name}'.`,
      "44000",
    );
  }
  await staged.delete(replacement.deleted);
  return (await staged.apply(recorder)).inserted;
}
