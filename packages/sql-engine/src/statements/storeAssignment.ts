/** Store assignment: converts values to a table's columns. https://spark.apache.org/docs/latest/sql-ref-ansi-compliance.html */
import { castMismatch, isForbiddenCast } from "../analysis/castRules";
import { castSql } from "../analysis/casts";
import {
  convertsImplicitly,
  isFractional,
  isIntegral,
  isNumeric,
  leastCommonType,
} from "../analysis/coercion";
import type { ExpressionCompiler } from "../analysis/compiler";
import { contextOf } from "../analysis/context";
import type { Environment } from "../analysis/environment";
import { createCompiler } from "../analysis/expressions";
import { analyzeQuery } from "../analysis/query";
import { Scope, unresolved } from "../analysis/scope";
import type { TypedSql } from "../analysis/typedSql";
import type { ColumnEntry, TableEntry } from "../catalog/catalogs";
import { type DataType, sameType, typeText } from "../dataTypes";
import { quoteText, raise, reuse } from "../duckdbSql";
import { sqlError, unsupported } from "../errors";
import type { Name } from "../parser/ast";

/** A compiler for expressions over these columns. */
export function compilerFor(scope: Scope, environment: Environment, clause: string): ExpressionCompiler {
  return createCompiler(contextOf(scope, environment, { query: analyzeQuery }, clause));
}

/**
 * Whether a value's type may be stored in a column without a CAST; the value itself is checked later. Fields of
 * a STRUCT go by position, and so only where they have no other names.
 */
function assignable(from: DataType, to: DataType): boolean {
  if (from.kind === "STRUCT" && to.kind === "STRUCT") {
    return (
      from.fields.length === to.fields.length &&
      from.fields.every((field, index) => {
        const target = to.fields[index];
        const named =
          field.name.toLowerCase() === target?.name.toLowerCase() || field.name === `col${index + 1}`;
        return target !== undefined && named && assignable(field.type, target.type);
      })
    );
  }
  if (from.kind === "ARRAY" && to.kind === "ARRAY") {
    return assignable(from.element, to.element);
  }
  if (from.kind === "MAP" && to.kind === "MAP") {
    return assignable(from.key, to.key) && assignable(from.value, to.value);
  }
  return convertsImplicitly(from, to) || leastCommonType(from, to) !== undefined;
}

/** What stores a value. */
type Write = "INSERT" | "UPDATE";

/** DuckDB text of a value in a column's type; a number that the type has no room for is an error of its own. */
function storedSql(value: TypedSql, column: ColumnEntry, write: Write): string {
  const { type } = column;
  const cast = castSql(value.sql, value.type, type);
  const narrows =
    isNumeric(value.type) &&
    (isIntegral(type) || (type.kind === "DECIMAL" && !isFractional(value.type))) &&
    !sameType(leastCommonType(value.type, type) ?? type, type);
  if (!narrows) {
    return cast;
  }
  const [from, to] = [typeText(value.type), typeText(type)];
  const problem =
    write === "INSERT"
      ? `[CAST_OVERFLOW_IN_TABLE_INSERT] Fail to assign a value of "${from}" type to the "${to}" type column or variable \`${column.name}\` due to an overflow.`
      : `[DELTA_CAST_OVERFLOW_IN_TABLE_WRITE] Failed to write a value of "${from}" type into the "${to}" type column \`${column.name}\` due to an overflow.`;
  const message = `${problem} Use \`try_cast\` on the input value to tolerate overflow and return NULL instead. SQLSTATE: 22003`;
  return reuse(
    value.sql,
    (x) =>
      `CASE WHEN ${x} IS NULL THEN NULL ELSE coalesce(${castSql(x, value.type, type, true)}, ${raise("22003", quoteText(message))}) END`,
  );
}

/**
 * DuckDB text of a value converted to a column; a value that does not fit raises when it runs.
 * @param write the statement: Delta has errors of its own for UPDATE and MERGE
 */
export function assignValue(value: TypedSql, column: ColumnEntry, write: Write = "INSERT"): string {
  if (!assignable(value.type, column.type)) {
    throw isForbiddenCast(value.type, column.type)
      ? castMismatch(value.type, column.type)
      : unsupported(`storing ${typeText(value.type)} in a column of ${typeText(column.type)}`);
  }
  let sql = storedSql(value, column, write);
  const { maxLength } = column;
  if (maxLength !== undefined) {
    const message = `[DELTA_EXCEED_CHAR_VARCHAR_LIMIT] Value exceeds char/varchar type length limitation. Failed check: (length(\`${column.name}\`) <= ${maxLength}). SQLSTATE: 22001`;
    sql = reuse(
      sql,
      (x) =>
        `CASE WHEN length(rtrim(${x}, ' ')) > ${maxLength} THEN ${raise("22001", quoteText(message))} ELSE substring(${x}, 1, ${maxLength}) END`,
    );
  }
  if (column.notNull) {
    const message = `[DELTA_NOT_NULL_CONSTRAINT_VIOLATED] NOT NULL constraint violated for column: ${column.name}.\n SQLSTATE: 23502`;
    sql = reuse(
      sql,
      (x) => `CASE WHEN ${x} IS NULL THEN ${raise("23502", quoteText(message))} ELSE ${x} END`,
    );
  }
  return sql;
}

/** DuckDB text of a column's default. */
export function defaultValue(column: ColumnEntry, environment: Environment): string {
  if (column.identity) {
    return `nextval('${column.identity.sequence}')`;
  }
  const compiler = compilerFor(new Scope([]), environment, "DEFAULT");
  const value: TypedSql = column.default
    ? compiler.compile(column.default.value)
    : { sql: "NULL", type: { kind: "VOID" }, name: "NULL" };
  return assignValue(value, column);
}

/** The column of a table with this name. @throws SqlError where it is not found */
export function requireColumn(table: Pick<TableEntry, "columns">, name: Name): ColumnEntry {
  const last = name.at(-1) ?? "";
  const isInside = name
    .slice(0, -1)
    .some((part) =>
      table.columns.some(
        (each) => each.type.kind === "STRUCT" && each.name.toLowerCase() === part.toLowerCase(),
      ),
    );
  if (isInside) {
    throw unsupported("changes of a field inside a STRUCT");
  }
  const column = table.columns.find((each) => each.name.toLowerCase() === last.toLowerCase());
  if (!column) {
    throw unresolved(
      name,
      table.columns.map((each) => each.name),
    );
  }
  return column;
}

/** Rejects a value for a GENERATED ALWAYS AS IDENTITY column. */
export function rejectIdentity(column: ColumnEntry): void {
  if (column.identity?.always) {
    throw sqlError(
      "DELTA_IDENTITY_COLUMNS_EXPLICIT_INSERT_NOT_SUPPORTED",
      `Providing values for GENERATED ALWAYS AS IDENTITY column ${column.name} is not supported.`,
      "42808",
    );
  }
}
