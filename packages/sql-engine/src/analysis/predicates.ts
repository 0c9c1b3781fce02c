/** IN, BETWEEN and IS. */
import { BOOLEAN, typeText } from "../dataTypes";
import { sqlError, unsupported } from "../errors";
import type { Node } from "../parser/ast";
import { castSql } from "./casts";
import { leastCommonType } from "./coercion";
import type { ExpressionCompiler } from "./compiler";
import type { AnalyzedQuery } from "./environment";
import { compare } from "./operators";
import type { TypedSql } from "./typedSql";

/** `IN` with a list or a query. */
export function inList(
  compiler: ExpressionCompiler,
  { operand, list, query, negated }: Node<"in">,
): TypedSql {
  const value = compiler.compile(operand);
  const not = negated ? "NOT " : "";
  if (query) {
    return inQuery(compiler, value, compiler.context.query(query), negated);
  }
  const items = (list ?? []).map((item) => compiler.compile(item));
  const { sqls } = compiler.unify([value, ...items], "IN");
  const [sought, ...rest] = sqls;
  return {
    sql: `(${sought} ${not}IN (${rest.join(", ")}))`,
    type: BOOLEAN,
    name: `(${negated ? "NOT (" : ""}${value.name} IN (${items.map((item) => item.name).join(", ")})${negated ? ")" : ""})`,
  };
}

function inQuery(
  compiler: ExpressionCompiler,
  value: TypedSql,
  query: AnalyzedQuery,
  negated: boolean,
): TypedSql {
  const [column] = query.columns;
  if (query.columns.length !== 1 || !column) {
    throw unsupported("IN with a query of several columns");
  }
  const type = leastCommonType(value.type, column.type);
  if (!type) {
    throw sqlError(
      "DATATYPE_MISMATCH.IN_SUBQUERY_DATA_TYPE_MISMATCH",
      `Cannot resolve "IN" due to data type mismatch: the types "${typeText(value.type)}" and "${typeText(column.type)}" do not match.`,
      "42K09",
    );
  }
  const source = compiler.environment.fresh("q");
  const right = `SELECT ${castSql("o0", column.type, type)} FROM (${query.sql}) AS ${source}`;
  const left = castSql(value.sql, value.type, type);
  const name = `(${value.name} IN (listquery()))`;
  return {
    // Spark looks for a row that fits, so that the answer is never NULL: it is false, also that of NOT IN.
    sql: `coalesce(${left} ${negated ? "NOT " : ""}IN (${right}), false)`,
    type: BOOLEAN,
    name: negated ? `(NOT ${name})` : name,
  };
}

/** `BETWEEN`, both ends included. */
export function between(
  compiler: ExpressionCompiler,
  { operand, low, high, negated }: Node<"between">,
): TypedSql {
  const [value, first, last] = [operand, low, high].map((each) => compiler.compile(each)) as [
    TypedSql,
    TypedSql,
    TypedSql,
  ];
  const sql = `(${compare(">=", value, first).sql} AND ${compare("<=", value, last).sql})`;
  const name = `between(${value.name}, ${first.name}, ${last.name})`;
  return negated
    ? { sql: `(NOT ${sql})`, type: BOOLEAN, name: `(NOT ${name})` }
    : { sql, type: BOOLEAN, name };
}

/** `IS NULL`; `IS TRUE` and `IS FALSE` compare. */
export function isTest(compiler: ExpressionCompiler, { operand, test, negated, at }: Node<"is">): TypedSql {
  const value = compiler.compile(operand);
  if (test === "NULL") {
    const not = negated ? "NOT " : "";
    return { sql: `(${value.sql} IS ${not}NULL)`, type: BOOLEAN, name: `(${value.name} IS ${not}NULL)` };
  }
  const literal = compiler.compile({ node: "literal", at, type: BOOLEAN, value: test.toLowerCase() });
  const same = compare("<=>", value, literal);
  return negated ? { sql: `(NOT ${same.sql})`, type: BOOLEAN, name: `(NOT ${same.name})` } : same;
}
