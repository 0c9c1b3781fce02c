/**
 * Rounding of numbers.
 * https://docs.databricks.com/aws/en/sql/language-manual/functions/round
 */
import { BIGINT, type DataType, type DecimalType, DOUBLE, decimal, physicalType } from "../../dataTypes";
import { quoteText, raise, reuse } from "../../duckdbSql";
import { unsupported } from "../../errors";
import type { Rounding } from "../../values/decimals";
import { castSql } from "../casts";
import { asDecimal, isIntegral } from "../coercion";
import type { TypedSql } from "../typedSql";
import { numeric } from "./numeric";
import { type ScalarFunction, type ScalarFunctions, untypedFunction } from "./specification";

/** How many digits stay behind the point; below zero so many in front of it become zeros. */
function placesOf(digits: TypedSql | undefined, where: string): number {
  if (digits && (typeof digits.literal !== "string" || !isIntegral(digits.type))) {
    throw unsupported(`${where} to a number of digits that is not a literal`);
  }
  return Number(digits?.literal ?? 0);
}

/** The type of a rounded decimal: rounding may need one digit more in front of the point. */
function roundedType({ precision, scale }: DecimalType, places: number): DecimalType {
  const whole = precision - scale + 1;
  const left = Math.max(0, Math.min(scale, places));
  return decimal(Math.min(38, places < 0 ? Math.max(whole, 1 - places) : whole + left), left);
}

/** DuckDB text of a decimal or whole number, rounded. */
function roundedExactly(sql: string, places: number, rounding: Rounding, type: DecimalType): string {
  return `CAST(dbx_round_decimal(CAST(${sql} AS VARCHAR), ${places}, '${rounding}', ${type.precision}, ${type.scale}) AS ${physicalType(type)})`;
}

function rounded(value: TypedSql, places: number, rounding: Rounding): { sql: string; type: DataType } {
  const { sql, type } = value;
  if (type.kind === "DECIMAL") {
    const result = roundedType(type, places);
    const native = rounding === "HALF_UP" && places >= 0;
    return {
      sql: native ? `CAST(${sql} AS ${physicalType(result)})` : roundedExactly(sql, places, rounding, result),
      type: result,
    };
  }
  if (isIntegral(type)) {
    return places >= 0
      ? { sql, type }
      : { sql: wholeNumber(roundedExactly(sql, places, rounding, decimal(38, 0)), type), type };
  }
  const double = `dbx_round_double(${castSql(sql, type, DOUBLE)}, ${places}, '${rounding}')`;
  return { sql: type.kind === "FLOAT" ? `CAST(${double} AS FLOAT)` : double, type };
}

/** DuckDB text of a decimal as a whole number; one out of range is an overflow of the rounding, not of a cast. */
function wholeNumber(sql: string, type: DataType): string {
  const overflow = raise(
    "22003",
    quoteText(
      '[ARITHMETIC_OVERFLOW] Overflow. If necessary set "ansi_mode" to "false" to bypass this error. SQLSTATE: 22003',
    ),
  );
  return reuse(
    sql,
    (x) =>
      `CASE WHEN ${x} IS NOT NULL THEN coalesce(TRY_CAST(${x} AS ${physicalType(type)}), ${overflow}) END`,
  );
}

const round = (rounding: Rounding): ScalarFunction =>
  untypedFunction([1, 2], ([argument, digits], _, node) => {
    const value = numeric(argument, node);
    return rounded(value, placesOf(digits, node.name), rounding);
  });

/** A double as BIGINT, the nearest one where it is out of range and 0 for NaN. */
const saturated = (sql: string): string =>
  reuse(
    sql,
    (x) =>
      `CASE WHEN isnan(${x}) THEN CAST(0 AS BIGINT) WHEN ${x} >= 9223372036854775807 THEN 9223372036854775807 WHEN ${x} <= -9223372036854775808 THEN -9223372036854775808 ELSE CAST(${x} AS BIGINT) END`,
  );

/** Whole numbers stay, decimals lose their fraction, doubles become BIGINT; with a scale all become decimals. */
function floorOrCeil(duck: "floor" | "ceil"): ScalarFunction {
  return untypedFunction([1, 2], ([argument, digits], _, node) => {
    const value = numeric(argument, node);
    if (digits) {
      const places = placesOf(digits, node.name);
      const exact = decimalOf(value.type);
      const type = roundedType(exact, places);
      const sql = castSql(value.sql, value.type, exact);
      return { sql: roundedExactly(sql, places, duck === "ceil" ? "CEILING" : "FLOOR", type), type };
    }
    const name = `${node.name === "ceiling" ? "ceiling" : duck.toUpperCase()}(${value.name})`;
    if (isIntegral(value.type)) {
      return { sql: castSql(value.sql, value.type, BIGINT), type: BIGINT, name };
    }
    if (value.type.kind === "DECIMAL") {
      const type = decimal(Math.min(38, value.type.precision - value.type.scale + 1), 0);
      return { sql: `CAST(${duck}(${value.sql}) AS ${physicalType(type)})`, type, name };
    }
    return { sql: saturated(`${duck}(${castSql(value.sql, value.type, DOUBLE)})`), type: BIGINT, name };
  });
}

/** The decimal that a number becomes where only decimals are taken. */
const decimalOf = (type: DataType): DecimalType => asDecimal(type) ?? decimal(30, 15);

export const roundingFunctions: ScalarFunctions = {
  round: round("HALF_UP"),
  bround: round("HALF_EVEN"),
  ceil: floorOrCeil("ceil"),
  ceiling: floorOrCeil("ceil"),
  floor: floorOrCeil("floor"),
};
