/**
 * Functions of numbers.
 * https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-functions-builtin#mathematical-functions
 */
import { BIGINT, BOOLEAN, type DataType, DOUBLE, INT, typeText } from "../../dataTypes";
import { reuse } from "../../duckdbSql";
import { unsupported } from "../../errors";
import type { CallNode } from "../../parser/ast";
import { arithmetic, tryArithmetic } from "../arithmetic";
import { castSql } from "../casts";
import { isFractional, isIntegral, isInterval, isNested, leastCommonTypeOf } from "../coercion";
import { binary } from "../operators";
import type { TypedSql } from "../typedSql";
import { numeric } from "./numeric";
import { roundingFunctions } from "./rounding";
import {
  type ScalarFunction,
  type ScalarFunctions,
  typedFunction,
  untypedFunction,
  wrongType,
} from "./specification";

const double = (emit: (...args: string[]) => string, count = 1): ScalarFunction =>
  typedFunction(new Array<DataType>(count).fill(DOUBLE), DOUBLE, (args) => emit(...args));

/** A number or an interval, which is stored as a number. */
const measure = (value: TypedSql | undefined, node: CallNode): TypedSql =>
  value && isInterval(value.type) ? value : numeric(value, node);

const abs: ScalarFunction = untypedFunction([1, 1], ([argument], _, node) => {
  const value = measure(argument, node);
  return { sql: `abs(${value.sql})`, type: value.type };
});

const sign: ScalarFunction = untypedFunction([1, 1], ([argument], _, node) => {
  const value = measure(argument, node);
  if (isInterval(value.type)) {
    return { sql: `CAST(sign(${value.sql}) AS DOUBLE)`, type: DOUBLE };
  }
  // That of NaN is NaN, and that of -0.0 is -0.0.
  return {
    sql: reuse(
      castSql(value.sql, value.type, DOUBLE),
      (x) => `CASE WHEN ${x} = 0 OR isnan(${x}) THEN ${x} ELSE CAST(sign(${x}) AS DOUBLE) END`,
    ),
    type: DOUBLE,
  };
});

/** The remainder that is never negative for a positive divisor. */
const pmod: ScalarFunction = untypedFunction([2, 2], ([left, right], _, node) => {
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
const tryOperator = (operator: string): ScalarFunction =>
  untypedFunction([2, 2], ([left, right], _, node) => {
    if ([left, right].some((value) => value && isInterval(value.type))) {
      throw unsupported(`${node.name} of intervals`);
    }
    const { sql, type } = tryArithmetic(
      (a, b) => binary(operator, a, b),
      left as TypedSql,
      right as TypedSql,
    );
    return { sql, type };
  });

/** greatest and least leave NULL out of account. */
const extreme = (duck: string): ScalarFunction =>
  untypedFunction([2, Number.POSITIVE_INFINITY], (values, compiler) => {
    const { sqls, type } = compiler.unify(values, duck, false);
    compiler.ordered({ sql: "", type, name: duck }, duck);
    if (isNested(type)) {
      throw unsupported(`${duck} of ${typeText(type)}`);
    }
    return { sql: `${duck}(${sqls.join(", ")})`, type };
  });

/** A function of Java's StrictMath. */
const mathematical = (name: string): ScalarFunction => double((x) => `dbx_${name}(${x})`);

/** NULL for what has no logarithm. */
const logarithm = (emit: (x: string) => string, above = 0): ScalarFunction =>
  double((x) => reuse(x, (y) => `CASE WHEN ${y} > ${above} THEN ${emit(y)} END`));

const shift = (emit: (value: string, by: string, width: number) => string): ScalarFunction =>
  untypedFunction([2, 2], ([value, by], compiler, node) => {
    const type = value && leastCommonTypeOf([value.type, INT]);
    if (!value || !type || !isIntegral(type)) {
      throw wrongType(node, 1, "INT", value as TypedSql);
    }
    const count = compiler.implicit(by as TypedSql, INT, node.name).sql;
    return { sql: emit(castSql(value.sql, value.type, type), count, type.kind === "BIGINT" ? 64 : 32), type };
  });

export const numberFunctions: ScalarFunctions = {
  abs,
  sign,
  signum: sign,
  ...roundingFunctions,
  sqrt: double((x) => `CASE WHEN ${x} < 0 THEN 'nan'::DOUBLE ELSE sqrt(${x}) END`),
  exp: mathematical("exp"),
  ln: logarithm((x) => `dbx_ln(${x})`),
  log2: logarithm((x) => `dbx_ln(${x}) / dbx_ln(2)`),
  log10: logarithm((x) => `dbx_log10(${x})`),
  log1p: logarithm((x) => `dbx_log1p(${x})`, -1),
  expm1: mathematical("expm1"),
  cbrt: mathematical("cbrt"),
  rint: mathematical("rint"),
  sinh: mathematical("sinh"),
  cosh: mathematical("cosh"),
  tanh: mathematical("tanh"),
  cot: double((x) => `(1 / dbx_tan(${x}))`),
  sec: double((x) => `(1 / dbx_cos(${x}))`),
  csc: double((x) => `(1 / dbx_sin(${x}))`),
  log: untypedFunction([1, 2], ([first, second], compiler, node) => {
    const args = [first, second]
      .filter((each) => each !== undefined)
      .map((each) => compiler.implicit(each as TypedSql, DOUBLE, node.name).sql);
    const [base, x] = args;
    return args.length === 1
      ? { sql: `CASE WHEN ${base} > 0 THEN dbx_ln(${base}) END`, type: DOUBLE }
      : { sql: `CASE WHEN ${base} > 0 AND ${x} > 0 THEN dbx_ln(${x}) / dbx_ln(${base}) END`, type: DOUBLE };
  }),
  power: double((x, y) => `dbx_power(${x}, ${y})`, 2),
  pow: double((x, y) => `dbx_power(${x}, ${y})`, 2),
  sin: mathematical("sin"),
  cos: mathematical("cos"),
  tan: mathematical("tan"),
  asin: mathematical("asin"),
  acos: mathematical("acos"),
  atan: mathematical("atan"),
  atan2: double((y, x) => `dbx_atan2(${y}, ${x})`, 2),
  degrees: double((x) => `degrees(${x})`),
  radians: double((x) => `radians(${x})`),
  pi: typedFunction([], DOUBLE, () => "pi()"),
  e: typedFunction([], DOUBLE, () => "2.718281828459045::DOUBLE"),
  mod: untypedFunction([2, 2], ([left, right]) => {
    const { sql, type } = arithmetic("%", left as TypedSql, right as TypedSql);
    return { sql, type };
  }),
  pmod,
  negative: untypedFunction([1, 1], ([argument], _, node) => {
    const value = measure(argument, node);
    return { sql: `(-${value.sql})`, type: value.type };
  }),
  positive: untypedFunction([1, 1], ([argument], _, node) => {
    const { sql, type } = measure(argument, node);
    return { sql, type };
  }),
  greatest: extreme("greatest"),
  least: extreme("least"),
  isnan: untypedFunction([1, 1], ([argument], _, node) => {
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
  bit_count: untypedFunction([1, 1], ([value], _, node) => {
    if (!value || (!isIntegral(value.type) && value.type.kind !== "BOOLEAN")) {
      throw wrongType(node, 1, "INT", value as TypedSql);
    }
    return { sql: `CAST(bit_count(CAST(${value.sql} AS BIGINT)) AS INTEGER)`, type: INT };
  }),
  bin: typedFunction([BIGINT], { kind: "STRING" }, ([value]) => `to_binary(${value})`),
  shiftright: shift((value, by, width) => `(${value} >> (${by} & ${width - 1}))`),
  factorial: typedFunction(
    [INT],
    BIGINT,
    ([value]) => `CASE WHEN ${value} BETWEEN 0 AND 20 THEN CAST(factorial(${value}) AS BIGINT) END`,
  ),
  width_bucket: typedFunction(
    [DOUBLE, DOUBLE, DOUBLE, BIGINT],
    BIGINT,
    ([x, from, to, count]) =>
      `CASE WHEN ${count} <= 0 OR ${from} = ${to} THEN NULL WHEN ${from} < ${to} THEN CASE WHEN ${x} < ${from} THEN 0 WHEN ${x} >= ${to} THEN ${count} + 1 ELSE CAST(floor(${count} * (${x} - ${from}) / (${to} - ${from})) AS BIGINT) + 1 END ELSE CASE WHEN ${x} > ${from} THEN 0 WHEN ${x} <= ${to} THEN ${count} + 1 ELSE CAST(floor(${count} * (${from} - ${x}) / (${from} - ${to})) AS BIGINT) + 1 END END`,
  ),
};
