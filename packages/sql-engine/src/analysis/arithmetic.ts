/**
 * + - * / % and DIV of numbers. Whole numbers keep their type and raise when they overflow; decimals have the
 * precision and scale that Databricks gives them.
 * https://docs.databricks.com/aws/en/sql/language-manual/data-types/decimal-type
 */
import {
  BIGINT,
  type DataType,
  type DecimalType,
  DOUBLE,
  physicalType,
  STRING,
  sameType,
  typeText,
} from "../dataTypes";
import { raise, reuse } from "../duckdbSql";
import { sqlError, unsupported } from "../errors";
import { castSql } from "./casts";
import { asDecimal, boundedDecimal, isFractional, isIntegral, isNumeric, leastCommonType } from "./coercion";
import type { TypedSql } from "./typedSql";

const divideByZero = raise(
  "22012",
  `'[DIVIDE_BY_ZERO] Division by zero. Use \`try_divide\` to tolerate divisor being 0 and return NULL instead. If necessary set "ansi_mode" to "false" to bypass this error. SQLSTATE: 22012'`,
);
const remainderByZero = raise(
  "22012",
  '\'[REMAINDER_BY_ZERO] Remainder by zero. Use `try_mod` to tolerate divisor being 0 and return NULL instead. If necessary set "ansi_mode" to "false" to bypass this error. SQLSTATE: 22012\'',
);

/** A number for an operand: a STRING becomes the type that goes with the other side. */
function operand(value: TypedSql, other: TypedSql): TypedSql {
  if (value.type.kind !== "STRING" && value.type.kind !== "VOID") {
    return value;
  }
  const type =
    other.type.kind === "STRING" || other.type.kind === "VOID" ? DOUBLE : leastCommonType(STRING, other.type);
  const target = value.type.kind === "VOID" && isNumeric(other.type) ? other.type : (type ?? DOUBLE);
  return { ...value, sql: castSql(value.sql, value.type, target), type: target, literal: undefined };
}

/** The result of an operator, with NULL for a division by zero and for overflow. */
export function tryArithmetic(
  operate: (left: TypedSql, right: TypedSql) => TypedSql,
  left: TypedSql,
  right: TypedSql,
): TypedSql {
  const [first, second] = [bound(triedNumber(left, right)), bound(triedNumber(right, left))];
  const result = operate(first.value, second.value);
  const sql = `TRY(${result.sql.replaceAll(divideByZero, "NULL").replaceAll(remainderByZero, "NULL")})`;
  return { ...result, sql: first.wrap(second.wrap(sql)) };
}

/** A STRING beside a number as a number, NULL where it is none. */
function triedNumber(value: TypedSql, other: TypedSql): TypedSql {
  const type =
    value.type.kind === "STRING" && isNumeric(other.type) ? leastCommonType(STRING, other.type) : undefined;
  return type ? { ...value, sql: castSql(value.sql, STRING, type, true), type } : value;
}

let bindings = 0;

/** A value by a name, so that the errors it may raise itself stay outside of TRY, which does not take them. */
function bound(value: TypedSql): { value: TypedSql; wrap: (sql: string) => string } {
  if (!value.sql.includes("error(")) {
    return { value, wrap: (sql) => sql };
  }
  bindings++;
  const name = `b${bindings}`;
  return {
    value: { ...value, sql: name },
    wrap: (sql) => `list_transform([${value.sql}], lambda ${name}: ${sql})[1]`,
  };
}

/** The result of an arithmetic operator on two numbers. */
export function arithmetic(operator: string, leftSide: TypedSql, rightSide: TypedSql): TypedSql {
  const left = operand(leftSide, rightSide);
  const right = operand(rightSide, leftSide);
  const symbol = operator === "DIV" ? "div" : operator;
  const name = `(${leftSide.name} ${symbol} ${rightSide.name})`;
  refuseOperands(leftSide, rightSide, name);
  const decimals =
    !isFractional(left.type) &&
    !isFractional(right.type) &&
    (left.type.kind === "DECIMAL" || right.type.kind === "DECIMAL");
  if (operator === "DIV") {
    return { ...wholeDivision(left, right), name };
  }
  if (decimals) {
    const first = asDecimal(left.type, left.literal);
    const second = asDecimal(right.type, right.literal);
    if (first && second) {
      return { ...decimalArithmetic(operator, cast(left, first), cast(right, second)), name };
    }
  }
  const type = operator === "/" ? DOUBLE : (leastCommonType(left.type, right.type) ?? DOUBLE);
  const [a, b] = [cast(left, type).sql, cast(right, type).sql];
  if (operator === "%" && isIntegral(type)) {
    // The lowest number has an opposite only in a wider type, so that -1 as a divisor would overflow.
    return {
      sql: `CAST(${guarded(operator, `CAST(${a} AS HUGEINT)`, b)} AS ${physicalType(type)})`,
      type,
      name,
    };
  }
  return { sql: guarded(operator, a, b), type, name };
}

/** Rejects operands that are not numbers, with Spark's errors: one for equal types, one for different types. */
function refuseOperands(left: TypedSql, right: TypedSql, name: string): void {
  const text = (type: DataType) => type.kind === "STRING";
  const number = (type: DataType) => isNumeric(type) || type.kind === "VOID" || text(type);
  const same = sameType(left.type, right.type);
  if (number(left.type) && number(right.type) && !(text(left.type) && text(right.type))) {
    if ((text(left.type) || text(right.type)) && (left.type.kind === "VOID" || right.type.kind === "VOID")) {
      throw unsupported("arithmetic of a STRING and NULL");
    }
    return;
  }
  throw same
    ? sqlError(
        "DATATYPE_MISMATCH.BINARY_OP_WRONG_TYPE",
        `Cannot resolve "${name}" due to data type mismatch: the binary operator requires the input type "NUMERIC", not "${typeText(left.type)}".`,
        "42K09",
      )
    : sqlError(
        "DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES",
        `Cannot resolve "${name}" due to data type mismatch: the left and right operands of the binary operator have incompatible types ("${typeText(left.type)}" and "${typeText(right.type)}").`,
        "42K09",
      );
}

function guarded(operator: string, left: string, right: string): string {
  if (operator !== "/" && operator !== "%") {
    return `(${left} ${operator} ${right})`;
  }
  return divided(
    left,
    right,
    operator === "/" ? divideByZero : remainderByZero,
    (first, second) => `${first} ${operator} ${second}`,
  );
}

/** A quotient or remainder; a divisor of 0 is an error, unless there is nothing to divide. */
function divided(
  left: string,
  right: string,
  zero: string,
  divide: (left: string, right: string) => string,
): string {
  return reuse(left, (first) =>
    reuse(
      right,
      (second) =>
        `CASE WHEN ${first} IS NULL THEN NULL WHEN ${second} = 0 THEN ${zero} ELSE ${divide(first, second)} END`,
    ),
  );
}

interface DecimalTyped extends TypedSql {
  type: DecimalType;
}

function cast<T extends DataType>(value: TypedSql, type: T): TypedSql & { type: T } {
  return { ...value, sql: castSql(value.sql, value.type, type), type };
}

/** `DIV`: a whole quotient as BIGINT. */
function wholeDivision(left: TypedSql, right: TypedSql): TypedSql {
  if (!isIntegral(left.type) || !isIntegral(right.type)) {
    throw unsupported("DIV of numbers that are not whole");
  }
  const [a, b] = [cast(left, BIGINT).sql, cast(right, BIGINT).sql];
  const sql = divided(a, b, divideByZero, (first, second) => `${first} // ${second}`);
  return { sql, type: BIGINT, name: "" };
}

function decimalArithmetic(operator: string, left: DecimalTyped, right: DecimalTyped): TypedSql {
  const type = decimalResult(operator, left.type, right.type);
  if (operator === "/" || operator === "%") {
    const zero = operator === "/" ? divideByZero : remainderByZero;
    const sql = divided(left.sql, right.sql, zero, (first, second) =>
      decimalSql(operator, { ...left, sql: first }, { ...right, sql: second }, type),
    );
    return { sql, type, name: "" };
  }
  return { sql: decimalSql(operator, left, right, type), type, name: "" };
}

/** The type of a decimal result. */
function decimalResult(operator: string, left: DecimalType, right: DecimalType): DecimalType {
  const { precision: p1, scale: s1 } = left;
  const { precision: p2, scale: s2 } = right;
  const scale = Math.max(s1, s2);
  switch (operator) {
    case "*":
      return boundedDecimal(p1 + p2 + 1, s1 + s2);
    case "/":
      return quotientType(left, right);
    case "%":
      return boundedDecimal(Math.min(p1 - s1, p2 - s2) + scale, scale);
    default:
      return boundedDecimal(Math.max(p1 - s1, p2 - s2) + scale + 1, scale);
  }
}

/** DuckDB text of a result: its own arithmetic where 38 digits hold every step, otherwise exact steps outside of it. */
function decimalSql(operator: string, left: DecimalTyped, right: DecimalTyped, type: DecimalType): string {
  const { precision: p1, scale: s1 } = left.type;
  const { precision: p2, scale: s2 } = right.type;
  const scale = Math.max(s1, s2);
  const aligned = Math.max(p1 - s1, p2 - s2) + scale;
  if (operator === "/" && type.scale - s1 + s2 >= 0 && p1 + type.scale - s1 + s2 <= 37 && p2 <= 37) {
    return decimalDivision(left, right, type);
  }
  if (operator === "*" && p1 + p2 <= 38) {
    return inDecimal(`(CAST(${left.sql} AS DECIMAL(38,${s1})) * ${right.sql})`, type);
  }
  if (operator !== "/" && operator !== "*" && aligned < 38) {
    return inDecimal(`(${wide(left, scale)} ${operator} ${wide(right, scale)})`, type);
  }
  return exactDecimal(operator, left.sql, right.sql, type);
}

/** DuckDB text of a decimal result whose steps have more digits than DuckDB's decimals; `safe` gives NULL for no room. */
export function exactDecimal(
  operator: string,
  left: string,
  right: string,
  type: DecimalType,
  safe = false,
): string {
  const [first, second] = [left, right].map((sql) => `CAST(${sql} AS VARCHAR)`);
  return `CAST(${safe ? "dbx_try_decimal" : "dbx_decimal"}('${operator}', ${first}, ${second}, ${type.precision}, ${type.scale}) AS ${physicalType(type)})`;
}

/** The operand with room for all digits of the result. */
function wide(value: DecimalTyped, scale: number): string {
  return `CAST(${value.sql} AS DECIMAL(38,${scale}))`;
}

const inDecimal = (sql: string, type: DecimalType): string => `CAST(${sql} AS ${physicalType(type)})`;

/** DuckDB text of a decimal's digits as one whole number; through text, as a product could have no room. */
export function unscaled(sql: string, type: DecimalType): string {
  return type.scale === 0
    ? `CAST(${sql} AS HUGEINT)`
    : `CAST(replace(CAST(${sql} AS VARCHAR), '.', '') AS HUGEINT)`;
}

/** DuckDB text of a decimal from its digits as one whole number. */
function scaled(sql: string, type: DecimalType): string {
  const { scale } = type;
  const unit =
    scale === 0 ? "1::DECIMAL(1,0)" : `CAST('0.${"1".padStart(scale, "0")}' AS DECIMAL(${scale},${scale}))`;
  return `CAST(CAST(${sql} AS DECIMAL(38,0)) * ${unit} AS ${physicalType(type)})`;
}

/** The type of a decimal quotient. */
function quotientType(left: DecimalType, right: DecimalType): DecimalType {
  const scale = Math.max(6, left.scale + right.precision + 1);
  return boundedDecimal(left.precision - left.scale + right.scale + scale, scale);
}

/** A quotient of decimals of at most 37 digits, rounded half away from zero, without a check for zero. */
function decimalDivision(
  left: { sql: string; type: DecimalType },
  right: { sql: string; type: DecimalType },
  type: DecimalType,
): string {
  const up = 10n ** BigInt(type.scale - left.type.scale + right.type.scale);
  const numerator = `(${unscaled(left.sql, left.type)} * CAST('${up}' AS HUGEINT))`;
  return scaled(`dbx_divide_rounded(${numerator}, ${unscaled(right.sql, right.type)})`, type);
}
