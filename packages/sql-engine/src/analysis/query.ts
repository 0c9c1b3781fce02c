/** Analyzes queries and compiles them to DuckDB's SQL. */
import { BIGINT, type DataType, physicalType, sameType, typeText } from "../dataTypes";
import { sqlError, unsupported } from "../errors";
import type { Expression, Query, QueryBody, SortKey } from "../parser/ast";
import { castSql } from "./casts";
import { isNested, leastCommonType, plainCommonTypeOf } from "./coercion";
import { contextOf, type QueryAnalyzer } from "./context";
import type { AnalyzedQuery, CteBinding, Environment } from "./environment";
import { createCompiler } from "./expressions";
import { type OutputColumn, orderKey } from "./outputs";
import { type Resolver, Scope } from "./scope";
import { SelectAnalyzer } from "./select";
import { groupKey, sortSql } from "./sorting";

const analyzer: QueryAnalyzer = { query: analyzeQuery };

/** Compiles a query to DuckDB's SQL. `outer` resolves names of the enclosing query. */
export function analyzeQuery(query: Query, environment: Environment, outer?: Resolver): AnalyzedQuery {
  let inner = environment;
  const ctes: string[] = [];
  refuseEqualNames(query.ctes.map((cte) => cte.name));
  for (const cte of query.ctes) {
    const physicalName = inner.fresh("w");
    const { sql, columns } =
      query.recursive && mentions(cte.query, cte.name)
        ? recursiveCte(cte, physicalName, inner, outer)
        : namedColumns(analyzeQuery(cte.query, inner, outer), cte.columns);
    ctes.push(`${physicalName} AS (${sql})`);
    inner = inner.with(new Map<string, CteBinding>([[cte.name.toLowerCase(), { physicalName, columns }]]));
  }
  const body = analyzeOrdered(query, inner, outer);
  const keyword = query.recursive ? "WITH RECURSIVE" : "WITH";
  return ctes.length > 0 ? { ...body, sql: `${keyword} ${ctes.join(", ")} ${body.sql}` } : body;
}

function refuseEqualNames(names: string[]): void {
  const again = names.find((name, index) =>
    names.slice(0, index).some((other) => other.toLowerCase() === name.toLowerCase()),
  );
  if (again !== undefined) {
    throw sqlError(
      "DUPLICATED_CTE_NAMES",
      `CTE definition can't have duplicate names: \`${again}\`.`,
      "42602",
    );
  }
}

function namedColumns(query: AnalyzedQuery, names: string[]): AnalyzedQuery {
  if (names.length === 0) {
    return query;
  }
  if (names.length !== query.columns.length) {
    throw sqlError(
      "ASSIGNMENT_ARITY_MISMATCH",
      `The number of columns or variables assigned or aliased: ${names.length} does not match the number of source expressions: ${query.columns.length}.`,
      "42802",
    );
  }
  return {
    sql: query.sql,
    columns: query.columns.map(({ type }, index) => ({ name: names[index] ?? "", type })),
  };
}

/** Whether a WITH query's text names it itself; a rough test is enough, it only chooses the way. */
function mentions(query: Query, name: string): boolean {
  const body = query.body;
  return (
    body.node === "set" &&
    JSON.stringify(body, (_, value) => (typeof value === "bigint" ? String(value) : value))
      .toLowerCase()
      .includes(JSON.stringify(name.toLowerCase()))
  );
}

/** A recursive query: its columns have the types of the part that does not recur. */
function recursiveCte(
  cte: Query["ctes"][number],
  physicalName: string,
  environment: Environment,
  outer?: Resolver,
): AnalyzedQuery {
  const { body } = cte.query;
  if (
    body.node !== "set" ||
    body.operator !== "UNION" ||
    !body.all ||
    cte.query.orderBy.length > 0 ||
    cte.query.limit
  ) {
    throw unsupported("recursive queries other than UNION ALL of a start and a step");
  }
  const start = namedColumns(analyzeBody(body.left, environment, outer), cte.columns);
  const binding = { physicalName, columns: start.columns };
  const inner = environment.with(new Map([[cte.name.toLowerCase(), binding]]));
  const step = analyzeBody(body.right, inner, outer);
  sameWidth("UNION", start, step);
  const types = start.columns.map((column, index) => {
    const other = step.columns[index]?.type as DataType;
    const type = leastCommonType(column.type, other);
    if (!type || !sameType(type, column.type)) {
      throw unsupported("recursive queries whose step has other types than their start");
    }
    return type;
  });
  return {
    sql: `${recast(start, types, environment)} UNION ALL ${recast(step, types, environment)}`,
    columns: start.columns,
  };
}

/** The query with columns of these types; `distinct` where equal rows are found among them. */
function recast(query: AnalyzedQuery, types: DataType[], environment: Environment, distinct = false): string {
  const source = environment.fresh("s");
  const list = query.columns.map((column, index) => {
    const type = types[index] as DataType;
    const value = castSql(`${source}.o${index}`, column.type, type);
    return `CAST(${distinct ? groupKey(value, type) : value} AS ${physicalType(type)}) AS o${index}`;
  });
  return `SELECT ${list.join(", ")} FROM (${query.sql}) AS ${source}`;
}

function sameWidth(operator: string, left: AnalyzedQuery, right: AnalyzedQuery): void {
  if (left.columns.length !== right.columns.length) {
    throw sqlError(
      "NUM_COLUMNS_MISMATCH",
      `${operator} can only be performed on inputs with the same number of columns, but the first input has ${left.columns.length} columns and the second input has ${right.columns.length} columns.`,
      "42826",
    );
  }
}

/** The body with ORDER BY, LIMIT and OFFSET. */
function analyzeOrdered(query: Query, environment: Environment, outer?: Resolver): AnalyzedQuery {
  const limit = limitSql(query, environment, outer);
  if (query.body.node === "select") {
    return new SelectAnalyzer(query.body, environment, analyzer, outer).analyze(query.orderBy, limit);
  }
  const body = analyzeBody(query.body, environment, outer);
  if (query.orderBy.length === 0 && limit === "") {
    return body;
  }
  const source = environment.fresh("s");
  const order = orderSql(query.orderBy, body, source, environment, outer);
  const list = body.columns.map((_, index) => `${source}.o${index} AS o${index}`);
  return {
    sql: `SELECT ${list.join(", ")} FROM (${body.sql}) AS ${source}${order}${limit}`,
    columns: body.columns,
  };
}

function orderSql(
  keys: SortKey[],
  body: AnalyzedQuery,
  source: string,
  environment: Environment,
  outer?: Resolver,
): string {
  const columns = body.columns.map((column, index) => ({ ...column, sql: `${source}.o${index}` }));
  const scope = new Scope([{ path: [], columns }], outer);
  const compiler = createCompiler(contextOf(scope, environment, analyzer, "ORDER BY"));
  const outputs: OutputColumn[] = columns.map(({ name, type, sql }) => ({
    name,
    typed: { sql, type, name },
  }));
  const sorted = keys
    .map((key) => ({ key, typed: compiler.ordered(orderKey(key.expression, outputs, compiler), "ORDER BY") }))
    .filter(({ typed }) => typed.literal === undefined)
    .map(({ key, typed }) => sortSql(key, typed));
  return sorted.length > 0 ? ` ORDER BY ${sorted.join(", ")}` : "";
}

function limitSql(query: Query, environment: Environment, outer?: Resolver): string {
  const compiler = createCompiler(contextOf(new Scope([], outer), environment, analyzer, "LIMIT"));
  const number = (expression: Expression, clause: string): string => {
    const given = compiler.compile(expression);
    if (given.type.kind !== "INT") {
      throw sqlError(
        "INVALID_LIMIT_LIKE_EXPRESSION.DATA_TYPE",
        `The limit like expression "${given.name}" is invalid. The ${clause.toLowerCase()} expression must be integer type, but got "${typeText(given.type)}".`,
        "42K0E",
      );
    }
    const typed = compiler.implicit(given, BIGINT, clause);
    if (typed.literal === undefined || typed.literal === null || Number(typed.literal) < 0) {
      const what =
        typed.literal === null ? "IS_NULL" : typed.literal === undefined ? "IS_UNFOLDABLE" : "IS_NEGATIVE";
      throw what === "IS_UNFOLDABLE"
        ? unsupported(`${clause} with an expression`)
        : sqlError(
            `INVALID_LIMIT_LIKE_EXPRESSION.${what}`,
            `The ${clause.toLowerCase()} like expression "${typed.name}" is invalid: it must be a number that is equal to or greater than 0.`,
            "42K0E",
          );
    }
    return typed.sql;
  };
  const limit = query.limit ? ` LIMIT ${number(query.limit, "LIMIT")}` : "";
  return query.offset ? `${limit} OFFSET ${number(query.offset, "OFFSET")}` : limit;
}

function analyzeBody(body: QueryBody, environment: Environment, outer?: Resolver): AnalyzedQuery {
  switch (body.node) {
    case "select":
      return new SelectAnalyzer(body, environment, analyzer, outer).analyze([], "");
    case "query":
      return analyzeQuery(body.query, environment, outer);
    case "values":
      return values(body, environment, outer);
    default:
      return setOperation(body, environment, outer);
  }
}

function values(
  body: QueryBody & { node: "values" },
  environment: Environment,
  outer?: Resolver,
): AnalyzedQuery {
  const compiler = createCompiler(contextOf(new Scope([], outer), environment, analyzer, "VALUES"));
  const rows = body.rows.map((row) => row.map((value) => compiler.compile(value)));
  const width = rows[0]?.length ?? 0;
  const named = body.alias.columns.length;
  if (rows.some((row) => row.length !== width) || (named > 0 && named !== width)) {
    throw sqlError(
      "INVALID_INLINE_TABLE.NUM_COLUMNS_MISMATCH",
      `Invalid inline table. Inline table expected ${named || width} columns but found another number in a row.`,
      "42000",
    );
  }
  const columns = Array.from({ length: width }, (_, index) => {
    const cells = rows.map((row) => row[index] as (typeof row)[number]);
    if (!plainCommonTypeOf(cells.map((cell) => cell.type))) {
      throw sqlError(
        "INVALID_INLINE_TABLE.INCOMPATIBLE_TYPES_IN_INLINE_TABLE",
        `Invalid inline table. Found incompatible types in the column \`${body.alias.columns[index] ?? `col${index + 1}`}\` for inline table.`,
        "42000",
      );
    }
    return compiler.unify(cells, "VALUES");
  });
  const lines = rows.map((_, row) => `(${columns.map(({ sqls }) => sqls[row]).join(", ")})`);
  const source = environment.fresh("s");
  const names = columns.map((_, index) => `o${index}`);
  const list = columns.map(({ type }, index) => `CAST(o${index} AS ${physicalType(type)}) AS o${index}`);
  return {
    sql: `SELECT ${list.join(", ")} FROM (VALUES ${lines.join(", ")}) AS ${source}(${names.join(", ")})`,
    columns: columns.map(({ type }, index) => ({
      name: body.alias.columns[index] ?? `col${index + 1}`,
      type,
    })),
  };
}

function setOperation(
  body: QueryBody & { node: "set" },
  environment: Environment,
  outer?: Resolver,
): AnalyzedQuery {
  const left = analyzeBody(body.left, environment, outer);
  const right = analyzeBody(body.right, environment, outer);
  sameWidth(body.operator, left, right);
  const types = left.columns.map((column, index) => {
    const other = right.columns[index]?.type as DataType;
    const type = leastCommonType(column.type, other);
    if (!type && isNested(column.type) && column.type.kind === other.kind) {
      throw unsupported(`${body.operator} of nested types that differ`);
    }
    if (!type) {
      throw sqlError(
        "INCOMPATIBLE_COLUMN_TYPE",
        `${body.operator} can only be performed on tables with compatible column types. The ${index + 1}. column of the second table is another type than that of the first table.`,
        "42825",
      );
    }
    if ((type.kind === "MAP" || type.kind === "VARIANT") && !(body.operator === "UNION" && body.all)) {
      throw sqlError(
        "UNSUPPORTED_FEATURE.SET_OPERATION_ON_MAP_TYPE",
        `The feature is not supported: Cannot have ${type.kind} type columns in DataFrame which calls set operations.`,
        "0A000",
      );
    }
    return type;
  });
  const operator = `${body.operator}${body.all ? " ALL" : ""}`;
  const distinct = !(body.operator === "UNION" && body.all);
  const [first, second] = [left, right].map((query) => recast(query, types, environment, distinct));
  return {
    sql: `(${first}) ${operator} (${second})`,
    columns: left.columns.map(({ name }, index) => ({ name, type: types[index] as DataType })),
  };
}
