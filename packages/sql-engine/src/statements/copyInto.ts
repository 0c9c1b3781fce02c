/** COPY INTO. https://docs.databricks.com/aws/en/sql/language-manual/delta-copy-into */
import type { AnalyzedQuery } from "../analysis/environment";
import { fileRequest } from "../analysis/fileRelation";
import { analyzeQuery } from "../analysis/query";
import { Scope } from "../analysis/scope";
import { type ColumnEntry, type FullName, nameText, type TableEntry } from "../catalog/catalogs";
import { sameType, typeText } from "../dataTypes";
import type { SqlResult } from "../engine";
import { sqlError, unsupported } from "../errors";
import type { FileRequest } from "../files/openedFiles";
import { type ListedFile, parseVolumePath, patternSource } from "../files/volumePaths";
import type { Query, SelectItem } from "../parser/ast";
import type { CopyStatement } from "../parser/statementNodes";
import { queryResult } from "../storage/results";
import { addColumns } from "./alterations";
import { addRows, leftOut } from "./changes";
import { commit } from "./commits";
import type { StatementContext } from "./context";
import * as operations from "./operations";
import type { InsertedRows } from "./stagedChanges";
import { assignValue, compilerFor, rejectIdentity, requireColumn } from "./storeAssignment";
import { affectedRowsResult, readWritePrivileges, writableTable } from "./targetTable";

/** The statement's files: those of its names or its pattern. */
function chosen(statement: CopyStatement, request: FileRequest, files: ListedFile[]): ListedFile[] {
  const { path } = parseVolumePath(request.path);
  if (statement.files) {
    const names = new Set(statement.files.map((name) => `${path}/${name}`));
    return files.filter((file) => names.has(file.path));
  }
  const { pattern } = statement;
  if (pattern === undefined) {
    return files;
  }
  const matching = new RegExp(`^${patternSource(`${path}/${pattern}`)}(?:$|/)`, "s");
  return files.filter((file) => matching.test(file.path));
}

/** The rows that are selected from the files. */
function selected(context: StatementContext, { source, items }: CopyStatement): AnalyzedQuery {
  const all: SelectItem[] = [{ expression: { node: "star", at: 0, qualifier: [], except: [] }, aliases: [] }];
  const query: Query = {
    ctes: [],
    recursive: false,
    body: {
      node: "select",
      distinct: false,
      items: items ?? all,
      from: source,
      lateralViews: [],
      windows: [],
    },
    orderBy: [],
  };
  return analyzeQuery(query, context.environment);
}

const whole = /^(TINYINT|SMALLINT|INT)$/;

/** Whether Delta appends values of a column to another without a cast. */
const isCompatible = (from: AnalyzedQuery["columns"][number], to: ColumnEntry): boolean =>
  from.type.kind === "VOID" ||
  sameType(from.type, to.type) ||
  (whole.test(from.type.kind) && whole.test(to.type.kind));

function mismatch(path: FullName, differences: string[]): Error {
  return sqlError(
    "COPY_INTO_SCHEMA_MISMATCH_WITH_TARGET_TABLE",
    `A schema mismatch was detected while copying into the Delta table (Table: ${nameText(path)}).\nThis may indicate an issue with the incoming data, or the Delta table schema can be evolved automatically by setting:\nCOPY_OPTIONS ('mergeSchema' = 'true')\nSchema difference:\n${differences.join("\n")}`,
    "42KDG",
  );
}

interface Plan {
  query: AnalyzedQuery;
  /** The columns of the query that the table lacks. */
  missing: AnalyzedQuery["columns"];
  /** The number of the query's column for a column of the table. */
  indexOf(column: ColumnEntry): number;
}

/** Which columns go where. @throws SqlError where they do not fit */
function planned(
  context: StatementContext,
  statement: CopyStatement,
  table: TableEntry,
  path: FullName,
): Plan {
  const query = selected(context, statement);
  if (statement.positions) {
    return byPosition(statement, table, path, query);
  }
  const names = query.columns.map(({ name }) => name.toLowerCase());
  const repeated = names.find((name, index) => names.indexOf(name) < index);
  if (repeated !== undefined) {
    throw sqlError(
      "DELTA_DUPLICATE_COLUMNS_FOUND",
      `Found duplicate column(s) in the data to save: ${repeated}.`,
      "42711",
    );
  }
  const missing: AnalyzedQuery["columns"] = [];
  const differences: string[] = [];
  for (const column of query.columns) {
    const own = table.columns.find(({ name }) => name.toLowerCase() === column.name.toLowerCase());
    if (!own) {
      missing.push(column);
      differences.push(`Field ${column.name} (${typeText(column.type)}) is not in the table.`);
    } else if (!isCompatible(column, own)) {
      if (statement.mergeSchema) {
        throw sqlError(
          "DELTA_FAILED_TO_MERGE_FIELDS",
          `Failed to merge fields '${own.name}' and '${column.name}'. Failed to merge incompatible data types ${typeText(own.type)} and ${typeText(column.type)}.`,
          "22005",
        );
      }
      differences.push(
        `Field ${own.name} is ${typeText(own.type)} in the table, ${typeText(column.type)} in the data.`,
      );
    }
  }
  if (differences.length > 0 && !statement.mergeSchema) {
    throw mismatch(path, differences);
  }
  return { query, missing, indexOf: ({ name }) => names.indexOf(name.toLowerCase()) };
}

/** The columns of CSV without a header, which are cast. */
function byPosition(
  { positions, source, items }: CopyStatement,
  table: TableEntry,
  path: FullName,
  query: AnalyzedQuery,
): Plan {
  const option = (name: string) => {
    const value = source.options.find((each) => each.name.toLowerCase() === name)?.value;
    return value?.node === "literal" ? value.value?.toLowerCase() : undefined;
  };
  if (option("format") !== "csv" || option("header") === "true" || items) {
    throw unsupported("COPY INTO by position of anything but whole CSV files without a header");
  }
  const targets = positions?.columns
    ? positions.columns.map((name) => requireColumn(table, [name]))
    : table.columns.filter(({ identity, generation }) => !identity && !generation);
  if (targets.length !== query.columns.length) {
    const reason = query.columns.length > targets.length ? "too many" : "not enough";
    throw sqlError(
      "COPY_INTO_COLUMN_ARITY_MISMATCH",
      `Cannot write to ${nameText(path)}, the reason is ${reason} data columns.`,
      "21S01",
    );
  }
  return { query, missing: [], indexOf: (column) => targets.indexOf(column) };
}

function rowsOf(context: StatementContext, table: TableEntry, { query, indexOf }: Plan): InsertedRows {
  const values = table.columns.map((column) => {
    const index = indexOf(column);
    const source = query.columns[index];
    if (!source) {
      return leftOut(column, context.environment);
    }
    rejectIdentity(column);
    return assignValue({ sql: `q.o${index}`, type: source.type, name: source.name }, column);
  });
  return { values, from: `(${query.sql}) AS q` };
}

export async function loadFilesOnce(context: StatementContext, statement: CopyStatement): Promise<SqlResult> {
  const { environment, catalogs, connection } = context;
  if (!catalogs.find(environment.tableName(statement.table))) {
    const name = nameText(environment.tableName(statement.table));
    throw sqlError(
      "DELTA_MISSING_DELTA_TABLE_COPY_INTO",
      `Table doesn't exist. Create an empty Delta table first using CREATE TABLE ${name}.`,
      "42P01",
    );
  }
  const { table, path } = writableTable(context, statement.table, readWritePrivileges);
  const request = fileRequest(statement.source, environment, compilerFor(new Scope([]), environment, "FROM"));
  const { files } = environment;
  const all = await files.list(request);
  const loaded = statement.force ? undefined : table.loadedFiles;
  const fresh = chosen(statement, request, all).filter((file) => !loaded?.has(file.path));
  if (all.length > 0 && fresh.length === 0) {
    return result(context, 0);
  }
  await files.open(request, fresh);
  const plan = planned(context, statement, table, path);
  if (statement.preview !== undefined) {
    const { query } = plan;
    return queryResult(
      connection,
      { ...query, sql: `SELECT * FROM (${query.sql}) AS q LIMIT ${statement.preview}` },
      environment.zone,
    );
  }
  let count = 0;
  await commit(context, table, async (recorder) => {
    if (!statement.force && fresh.some((file) => table.loadedFiles?.has(file.path))) {
      throw sqlError(
        "COPY_INTO_DUPLICATED_FILES_COPY_NOT_ALLOWED",
        "Duplicated files were committed in a concurrent COPY INTO operation. Please try again later.",
        "25000",
      );
    }
    count = await widened(context, table, plan, () =>
      addRows(context, table, rowsOf(context, table, plan), recorder),
    );
    context.checkAborted();
    table.loadedFiles = new Set([...(table.loadedFiles ?? []), ...fresh.map((file) => file.path)]);
    return operations.copied(fresh.length, count, plan.missing.length > 0);
  });
  return result(context, count);
}

/** Runs `work` on a table with the columns that it lacks; where that fails, it is as it was. */
async function widened<T>(
  context: StatementContext,
  table: TableEntry,
  { missing }: Plan,
  work: () => Promise<T>,
): Promise<T> {
  const { columns } = table;
  const known = table.feed?.columns.length;
  try {
    if (missing.length > 0) {
      const added = missing.map(({ name, type }) => ({ name, type, notNull: false }));
      await addColumns(context, table, added);
    }
    return await work();
  } catch (error) {
    table.columns = columns;
    table.feed?.columns.splice(known ?? 0);
    throw error;
  }
}

const result = (context: StatementContext, count: number): Promise<SqlResult> =>
  affectedRowsResult(context, {
    num_affected_rows: count,
    num_inserted_rows: count,
    num_skipped_corrupt_files: 0,
  });
