/**
 * Operators. https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-functions-builtin#operators-and-predicates
 */
import { BOOLEAN, type DataType, DOUBLE, STRING, sameType, typeText } from "../dataTypes";
import { sqlError, unsupported } from "../errors";
import { arithmetic } from "./arithmetic";
import { castSql } from "./casts";
import { isIntegral, isInterval, isNested, isNumeric, isOrderable, leastCommonType } from "./coercion";
import { sortKey } from "./sorting";
import { timeArithmetic } from "./timeArithmetic";
import type { TypedSql } from "./typedSql";
import { operatorMismatch, unexpectedInput } from "./typeErrors";

/** Comparison of two values in their common type. */
export function compare(operator: string, left: TypedSql, right: TypedSql): TypedSql {
  const type = leastCommonType(left.type, right.type);
  if (!type) {
    throw operatorMismatch(operator, left, right);
  }
  if (!isOrderable(type)) {
    throw sqlError(
      "DATATYPE_MISMATCH.INVALID_ORDERING_TYPE",
      `Cannot resolve "(${left.name} ${operator} ${right.name})" due to data type mismatch: The \`${operator}\` does not support ordering on type "${typeText(type)}".`,
      "42K09",
    );
  }
  const ordered = operator.startsWith("<") || operator.startsWith(">");
  const [first, second] = [left, right].map((value) => {
    const sql = castSql(value.sql, value.type, type);
    return ordered && isNested(type) ? sortKey(sql, type) : sql;
  });
  const name = `(${left.name} ${operator === "!=" ? "=" : operator} ${right.name})`;
  const symbol = operator === "<=>" ? "IS NOT DISTINCT FROM" : operator === "!=" ? "<>" : operator;
  return {
    sql: `(${first} ${symbol} ${second})`,
    type: BOOLEAN,
    name: operator === "!=" ? `(NOT ${name})` : name,
  };
}

export function unary(operator: string, operand: TypedSql): TypedSql {
  const name = operator === "NOT" ? `(NOT ${operand.name})` : `(${operator} ${operand.name})`;
  if (operator === "NOT") {
    if (operand.type.kind !== "BOOLEAN" && operand.type.kind !== "VOID" && operand.type.kind !== "STRING") {
      throw unexpectedInput(name, operand, "BOOLEAN");
    }
    return { sql: `(NOT ${castSql(operand.sql, operand.type, BOOLEAN)})`, type: BOOLEAN, name };
  }
  const value = operand.type.kind === "STRING" || operand.type.kind === "VOID" ? asDouble(operand) : operand;
  if (operator === "~") {
    if (!isIntegral(value.type)) {
      throw unsupported(`~ of ${typeText(value.type)}`);
    }
    return { sql: `(~${value.sql})`, type: value.type, name: `~${operand.name}` };
  }
  if (!isNumeric(value.type) && !isInterval(value.type)) {
    throw unexpectedInput(name, operand, "NUMERIC");
  }
  return operator === "+"
    ? { ...value, name, literal: undefined }
    : { sql: `(-${value.sql})`, type: value.type, name };
}

const asDouble = (value: TypedSql): TypedSql => ({
  ...value,
  sql: castSql(value.sql, value.type, DOUBLE),
  type: DOUBLE,
});

export function binary(operator: string, left: TypedSql, right: TypedSql): TypedSql {
  switch (operator) {
    case "AND":
    case "OR":
      return logical(operator, left, right);
    case "=":
    case "!=":
    case "<":
    case "<=":
    case ">":
    case ">=":
    case "<=>":
      return compare(operator, left, right);
    case "||":
      return concatenate(left, right);
    case "&":
    case "|":
    case "^":
      return bitwise(operator, left, right);
    default:
      return timeArithmetic(operator, left, right) ?? arithmetic(operator, left, right);
  }
}

/** The error for operands of one type that the operator does not take. */
function wrongOperands(operator: string, left: TypedSql, right: TypedSql, type: DataType): Error {
  const required = operator === "AND" || operator === "OR" ? "BOOLEAN" : "INTEGRAL";
  return sqlError(
    "DATATYPE_MISMATCH.BINARY_OP_WRONG_TYPE",
    `Cannot resolve "(${left.name} ${operator} ${right.name})" due to data type mismatch: the binary operator requires the input type "${required}", not "${typeText(type)}".`,
    "42K09",
  );
}

function logical(operator: string, left: TypedSql, right: TypedSql): TypedSql {
  const type = leastCommonType(left.type, right.type);
  if (type?.kind !== "BOOLEAN" && type?.kind !== "VOID") {
    const hasNull = left.type.kind === "VOID" || right.type.kind === "VOID";
    throw type && (!hasNull || type.kind === "STRING")
      ? wrongOperands(operator, left, right, type)
      : operatorMismatch(operator, left, right);
  }
  const [first, second] = [left, right].map((value) => castSql(value.sql, value.type, BOOLEAN));
  return {
    sql: `(${first} ${operator} ${second})`,
    type: BOOLEAN,
    name: `(${left.name} ${operator} ${right.name})`,
  };
}

/** `||` joins texts, binary strings or arrays. */
export function concatenate(left: TypedSql, right: TypedSql): TypedSql {
  const name = `concat(${left.name}, ${right.name})`;
  if (left.type.kind === "ARRAY" || right.type.kind === "ARRAY") {
    const type = leastCommonType(left.type, right.type);
    if (type?.kind !== "ARRAY" || left.type.kind !== right.type.kind) {
      throw sqlError(
        "DATATYPE_MISMATCH.DATA_DIFF_TYPES",
        `Cannot resolve "${name}" due to data type mismatch: Input to \`concat\` should all be the same type, but it's ("${typeText(left.type)}" or "${typeText(right.type)}").`,
        "42K09",
      );
    }
    const [first, second] = [left, right].map((value) => castSql(value.sql, value.type, type));
    return { sql: `(${first} || ${second})`, type, name };
  }
  if (left.type.kind === "BINARY" && right.type.kind === "BINARY") {
    return { sql: `(${left.sql} || ${right.sql})`, type: left.type, name };
  }
  const [first, second] = [left, right].map((value) => castSql(value.sql, value.type, STRING));
  return { sql: `(${first} || ${second})`, type: STRING, name };
}

function bitwise(operator: string, left: TypedSql, right: TypedSql): TypedSql {
  const type = leastCommonType(left.type, right.type);
  if (!type || !isIntegral(type)) {
    throw sameType(left.type, right.type)
      ? wrongOperands(operator, left, right, left.type)
      : operatorMismatch(operator, left, right);
  }
  const [first, second] = [left, right].map((value) => castSql(value.sql, value.type, type));
  const name = `(${left.name} ${operator} ${right.name})`;
  const sql = operator === "^" ? `xor(${first}, ${second})` : `(${first} ${operator} ${second})`;
  return { sql, type, name };
}
