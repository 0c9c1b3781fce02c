/** Functions of numbers as Java computes them. */
import { DOUBLE, FLOAT, INTEGER, VARCHAR } from "@duckdb/node-api";
import {
  calculate,
  fitsPrecision,
  formatDecimal,
  parseDecimal,
  type Rounding,
  rescale,
  roundDouble,
} from "../values/decimals";
import { bigDecimalText, doubleText, floatText } from "../values/numberText";
import type { Udf } from "./udfs";

/** Java's StrictMath, whose algorithms are this runtime's too except for one value. */
const mathematics: Record<string, (x: number) => number> = {
  exp: (x) => (x === 1 ? Math.E + 2 ** -51 : Math.exp(x)),
  expm1: Math.expm1,
  ln: Math.log,
  log10: Math.log10,
  log1p: Math.log1p,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  asin: Math.asin,
  acos: Math.acos,
  atan: Math.atan,
  sinh: Math.sinh,
  cosh: Math.cosh,
  tanh: Math.tanh,
  cbrt: Math.cbrt,
};

const oneArgument = Object.entries(mathematics).map(
  ([name, compute]): Udf => ({
    name: `dbx_${name}`,
    parameters: [DOUBLE],
    result: DOUBLE,
    compute,
  }),
);

/** The whole number next to one, the even one of two. */
function rint(value: number): number {
  const near = Math.round(value);
  return Math.abs(value % 1) === 0.5 && near % 2 !== 0 ? near - 1 : near;
}

export const numberUdfs: Udf[] = [
  ...oneArgument,
  { name: "dbx_rint", parameters: [DOUBLE], result: DOUBLE, compute: rint },
  {
    name: "dbx_power",
    parameters: [DOUBLE, DOUBLE],
    result: DOUBLE,
    compute: (x: number, y: number) => x ** y,
  },
  { name: "dbx_atan2", parameters: [DOUBLE, DOUBLE], result: DOUBLE, compute: Math.atan2 },
  { name: "dbx_double_text", parameters: [DOUBLE], result: VARCHAR, compute: doubleText },
  { name: "dbx_float_text", parameters: [FLOAT], result: VARCHAR, compute: floatText },
  {
    name: "dbx_round_double",
    parameters: [DOUBLE, INTEGER, VARCHAR],
    result: DOUBLE,
    compute: roundDouble as (value: number, places: number, rounding: Rounding) => number,
  },
  { name: "dbx_json_decimal", parameters: [VARCHAR], result: VARCHAR, compute: bigDecimalText },
  {
    name: "dbx_round_decimal",
    parameters: [VARCHAR, INTEGER, VARCHAR, INTEGER, INTEGER],
    result: VARCHAR,
    compute: (text: string, places: number, rounding: Rounding, precision: number, scale: number) =>
      formatDecimal(rescale(parseDecimal(text), places, rounding), precision, scale),
  },
  {
    // Operands and result as text: DuckDB's own decimals have no room for the steps between.
    name: "dbx_decimal",
    parameters: [VARCHAR, VARCHAR, VARCHAR, INTEGER, INTEGER],
    result: VARCHAR,
    compute: (operator: string, left: string, right: string, precision: number, scale: number) =>
      formatDecimal(calculate(operator, parseDecimal(left), parseDecimal(right)), precision, scale),
  },
  {
    name: "dbx_try_decimal",
    parameters: [VARCHAR, VARCHAR, VARCHAR, INTEGER, INTEGER],
    result: VARCHAR,
    compute(operator: string, left: string, right: string, precision: number, scale: number) {
      const value = calculate(operator, parseDecimal(left), parseDecimal(right));
      return fitsPrecision(value, precision, scale) ? formatDecimal(value, precision, scale) : null;
    },
  },
];
