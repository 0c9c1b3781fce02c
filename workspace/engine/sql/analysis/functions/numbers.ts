/**
 * Functions of numbers.
 * https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-functions-builtin#mathematical-functions
 */
import { BIGINT, BOOLEAN, type DataType, DOUBLE, decimal, INT } from "../../dataTypes";
import { unsupported } from "../../errors";
import { arithmetic, tryArithmetic } from "../arithmetic";
import { castSql } from "../casts";
import { boundedDecimal, commonOf, isFractional, isIntegral, isNumeric } from "../coercion";
import { reuse, type Typed } from "../typed";
import { type Functions, fixed, flexible, type Scalar, wrongType } from "./specification";

const double = (emit: (...args: string[]) => string, count = 1): Scalar =>
  fixed(new Array<DataType>(count).fill(DOUBLE), DOUBLE, (args) => emit(...args));

/** A number; a text becomes DOUBLE. */
function numeric(value: Typed | undefined, node: Parameters<typeof wrongType>[0], position = 1): Typed {
  if (value && (isNumeric(value.type) || value.type.kind === "STRING" || value.type.kind === "VOID")) {
    return isNumeric(value.type)
      ? value
      : { ...value, sql: castSql(value.sql, value.type, DOUBLE), type: DOUBLE };
  }
  throw wrongType(node, position, "NUMERIC", value as Typed);
}

/** Whole numbers stay, decimals lose their fraction, doubles become BIGINT. */
function floorOrCeil(duck: "floor" | "ceil"): Scalar {
  return flexible([1, 1], ([argument], _, node) => {
    const value = numeric(argument, node);
    if (isIntegral(value.type)) {
      return { sql: castSql(value.sql, value.type, BIGINT), type: BIGINT };
    }
    if (value.type.kind === "DECIMAL") {
      const type = boundedDecimal(value.type.precision - value.type.scale + 1, 0);
      return { sql: `CAST(${duck}(${value.sql}) AS DECIMAL(${type.precision},0))`, type };
    }
    return { sql: `CAST(${duck}(${value.sql}) AS BIGINT)`, type: BIGINT };
  });
}

/**
 * Rounds half away from zero, or half to even for `bround`. A double is rounded by the decimal digits that it
 * shows, not by its binary value.
 */
const round: Scalar = flexible([1, 2], ([argument, digits], _, node) => {
  const value = numeric(argument, node);
  if (digits && (typeof digits.literal !== "string" || !isIntegral(digits.type))) {
    throw unsupported("round to a number of digits that is not a literal");
  }
  const places = Number(digits?.literal ?? 0);
  if (value.type.kind === "DECIMAL") {
    const { precision, scale } = value.type;
    if (places < 0) {
      throw unsupported("round of a decimal to a negative number of digits");
    }
    if (places >= scale) {
      return { sql: value.sql, type: value.type };
    }
    const type = decimal(Math.min(38, Math.max(1, precision - scale + places + 1)), places);
    return { sql: `CAST(${value.sql} AS DECIMAL(${type.precision},${places}))`, type };
  }
  if (isIntegral(value.type)) {
    if (places < 0) {
      throw unsupported("round of a whole number to a negative number of digits");
    }
    return { sql: value.sql, type: value.type };
  }
  if (places < 0 || places > 15 || value.type.kind === "FLOAT") {
    throw unsupported(`round of ${value.type.kind} to ${places} digits`);
  }
  return { sql: `dbx_round_double(${value.sql}, ${places}, 'HALF_UP')`, type: DOUBLE };
});

const abs: Scalar = flexible([1, 1], ([argument], _, node) => {
  const value = numeric(argument, node);
  return { sql: `abs(${value.sql})`, type: value.type };
});

const sign: Scalar = flexible([1, 1], ([argument], _, node) => {
  const value = numeric(argument, node);
  return { sql: `CAST(sign(${castSql(value.sql, value.type, DOUBLE)}) AS DOUBLE)`, type: DOUBLE };
});

/** The remainder that is never negative for a positive divisor. */
const pmod: Scalar = flexible([2, 2], ([left, right], _, node) => {
  const [first, second] = [numeric(left, node), numeric(right, node, 2)];
  if (!isIntegral(first.type) || !isIntegral(second.type)) {
    throw unsupported("pmod of numbers that are not whole");
  }
  const remainder = arithmetic("%", first, second);
  const divisor = castSql(second.sql, second.type, remainder.type);
  return {
    sql: reuse(
      remainder.sql,
      (r) => `CASE WHEN ${r} < 0 THEN (${r} + ${divisor}) % ${divisor} ELSE ${r} END`,
    ),
    type: remainder.type,
  };
});

/** An operator that gives NULL where it would raise. */
const tryOperator = (operator: string): Scalar =>
  flexible([2, 2], ([left, right]) => {
    const { sql, type } = tryArithmetic(operator, left as Typed, right as Typed);
    return { sql, type };
  });

/** greatest and least leave NULL out of account. */
const extreme = (duck: string): Scalar =>
  flexible([2, Number.POSITIVE_INFINITY], (values, compiler) => {
    const { sqls, type } = compiler.unify(values, duck);
    compiler.ordered({ sql: "", type, name: duck }, duck);
    return { sql: `${duck}(${sqls.join(", ")})`, type };
  });

const logarithm = (duck: string): Scalar =>
  double((x) => `CASE WHEN ${x} > 0 THEN ${duck}(${x}) WHEN isnan(${x}) THEN ${x} END`);

const shift = (emit: (value: string, by: string, width: number) => string): Scalar =>
  flexible([2, 2], ([value, by], compiler, node) => {
    const type = value && commonOf([value.type, INT]);
    if (!value || !type || !isIntegral(type)) {
      throw wrongType(node, 1, "INT", value as Typed);
    }
    const count = compiler.implicit(by as Typed, INT, node.name).sql;
    return { sql: emit(castSql(value.sql, value.type, type), count, type.kind === "BIGINT" ? 64 : 32), type };
  });

export const numberFunctions: Functions = {
  abs,
  sign,
  signum: sign,
  ceil: floorOrCeil("ceil"),
  ceiling: floorOrCeil("ceil"),
  floor: floorOrCeil("floor"),
  round,
  sqrt: double((x) => `CASE WHEN ${x} < 0 THEN 'nan'::DOUBLE ELSE sqrt(${x}) END`),
  exp: double((x) => `exp(${x})`),
  ln: logarithm("ln"),
  log2: double((x) => `CASE WHEN ${x} > 0 THEN ln(${x}) / ln(2.0::DOUBLE) WHEN isnan(${x}) THEN ${x} END`),
  log10: logarithm("log10"),
  log: flexible([1, 2], ([first, second], compiler, node) => {
    const args = [first, second]
      .filter((each) => each !== undefined)
      .map((each) => compiler.implicit(each as Typed, DOUBLE, node.name).sql);
    const [base, x] = args;
    return args.length === 1
      ? { sql: `CASE WHEN ${base} > 0 THEN ln(${base}) END`, type: DOUBLE }
      : { sql: `CASE WHEN ${base} > 0 AND ${x} > 0 THEN ln(${x}) / ln(${base}) END`, type: DOUBLE };
  }),
  power: double((x, y) => `power(${x}, ${y})`, 2),
  pow: double((x, y) => `power(${x}, ${y})`, 2),
  sin: double((x) => `sin(${x})`),
  cos: double((x) => `cos(${x})`),
  tan: double((x) => `tan(${x})`),
  asin: double((x) => `CASE WHEN abs(${x}) > 1 THEN 'nan'::DOUBLE ELSE asin(${x}) END`),
  acos: double((x) => `CASE WHEN abs(${x}) > 1 THEN 'nan'::DOUBLE ELSE acos(${x}) END`),
  atan: double((x) => `atan(${x})`),
  atan2: double((y, x) => `atan2(${y}, ${x})`, 2),
  degrees: double((x) => `degrees(${x})`),
  radians: double((x) => `radians(${x})`),
  pi: fixed([], DOUBLE, () => "pi()"),
  e: fixed([], DOUBLE, () => "exp(1.0::DOUBLE)"),
  mod: flexible([2, 2], ([left, right]) => arithmetic("%", left as Typed, right as Typed)),
  pmod,
  negative: flexible([1, 1], ([argument], _, node) => {
    const value = numeric(argument, node);
    return { sql: `(-${value.sql})`, type: value.type };
  }),
  positive: flexible([1, 1], ([argument], _, node) => {
    const { sql, type } = numeric(argument, node);
    return { sql, type };
  }),
  greatest: extreme("greatest"),
  least: extreme("least"),
  isnan: flexible([1, 1], ([argument], _, node) => {
    const value = numeric(argument, node);
    return {
      sql: isFractional(value.type)
        ? `coalesce(isnan(${value.sql}), false)`
        : `(${value.sql} IS NULL AND false)`,
      type: BOOLEAN,
    };
  }),
  nanvl: double((x, y) => `CASE WHEN isnan(${x}) THEN ${y} ELSE ${x} END`, 2),
  try_add: tryOperator("+"),
  try_subtract: tryOperator("-"),
  try_multiply: tryOperator("*"),
  try_divide: tryOperator("/"),
  try_mod: tryOperator("%"),
  bit_count: flexible([1, 1], ([value], _, node) => {
    if (!value || !isIntegral(value.type)) {
      throw wrongType(node, 1, "INT", value as Typed);
    }
    return { sql: `CAST(bit_count(CAST(${value.sql} AS BIGINT)) AS INTEGER)`, type: INT };
  }),
  bin: fixed([BIGINT], { kind: "STRING" }, ([value]) => `to_binary(${value})`),
  shiftright: shift((value, by, width) => `(${value} >> (${by} & ${width - 1}))`),
  factorial: fixed(
    [INT],
    BIGINT,
    ([value]) => `CASE WHEN ${value} BETWEEN 0 AND 20 THEN CAST(factorial(${value}) AS BIGINT) END`,
  ),
  width_bucket: fixed(
    [DOUBLE, DOUBLE, DOUBLE, BIGINT],
    BIGINT,
    ([x, from, to, count]) =>
      `CASE WHEN ${count} <= 0 OR ${from} = ${to} THEN NULL WHEN ${from} < ${to} THEN CASE WHEN ${x} < ${from} THEN 0 WHEN ${x} >= ${to} THEN ${count} + 1 ELSE CAST(floor(${count} * (${x} - ${from}) / (${to} - ${from})) AS BIGINT) + 1 END ELSE CASE WHEN ${x} > ${from} THEN 0 WHEN ${x} <= ${to} THEN ${count} + 1 ELSE CAST(floor(${count} * (${from} - ${x}) / (${from} - ${to})) AS BIGINT) + 1 END END`,
  ),
};
