/**
 * Percentiles, computed exactly also where Databricks may approximate.
 * https://docs.databricks.com/aws/en/sql/language-manual/functions/percentile
 */
import { DOUBLE } from "../../dataTypes";
import { sqlError, unsupported } from "../../errors";
import { isNumeric } from "../coercion";
import type { TypedSql } from "../typedSql";
import { type AggregateEmitter, type AggregateFunction, asDouble, numberArgument } from "./aggregation";
import { wrongType } from "./specification";

/** Fractions of a percentile: one literal between 0 and 1. */
function fraction(value: TypedSql | undefined, where: string): string {
  const text = value?.literal;
  if (typeof text !== "string" || !(Number(text) >= 0 && Number(text) <= 1)) {
    throw typeof text === "string"
      ? sqlError(
          "DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE",
          `Cannot resolve "${where}" due to data type mismatch: The percentage must be between [0.0, 1.0].`,
          "42K09",
        )
      : unsupported(`${where} with a percentage that is not a literal`);
  }
  return `${Number(text)}::DOUBLE`;
}

/** A percentile between the two values next to it, in Databricks' own arithmetic. */
function interpolated(value: string, at: string, aggregate: AggregateEmitter): string {
  return `dbx_percentile(${aggregate("list", [value], { where: `${value} IS NOT NULL` })}, ${at})`;
}

const percentile: AggregateFunction = {
  arity: [2, 2],
  databricksArity: [2, 3],
  compile: ([value, at], aggregate, node) => ({
    sql: interpolated(asDouble(value, node), fraction(at, node.name), aggregate),
    type: DOUBLE,
  }),
};

/** percentile_cont and percentile_disc, WITHIN GROUP (ORDER BY …). */
const withinGroup = (duck: "interpolated" | "quantile_disc"): AggregateFunction => ({
  arity: [1, 1],
  ordered: true,
  compile([value, at], aggregate, node) {
    const key = node.withinGroup?.[0];
    if (node.withinGroup?.length !== 1 || key?.descending) {
      throw unsupported(`${node.name} in descending order or by several keys`);
    }
    if (value && duck === "quantile_disc" && !isNumeric(value.type)) {
      throw wrongType(node, 1, "NUMERIC", value);
    }
    return duck === "quantile_disc"
      ? { sql: aggregate(duck, [asDouble(value, node), fraction(at, node.name)]), type: DOUBLE }
      : { sql: interpolated(asDouble(value, node), fraction(at, node.name), aggregate), type: DOUBLE };
  },
});

/** An exact answer where Databricks may approximate. */
const approximatePercentile: AggregateFunction = {
  arity: [2, 3],
  compile([value, at], aggregate, node) {
    const typed = numberArgument(value, node);
    return { sql: aggregate("quantile_disc", [typed.sql, fraction(at, node.name)]), type: typed.type };
  },
};

export const percentileFunctions: Record<string, AggregateFunction> = {
  percentile,
  median: {
    arity: [1, 1],
    compile: ([value], aggregate, node) => ({
      sql: interpolated(asDouble(value, node), "0.5::DOUBLE", aggregate),
      type: DOUBLE,
    }),
  },
  percentile_cont: withinGroup("interpolated"),
  percentile_disc: withinGroup("quantile_disc"),
  percentile_approx: approximatePercentile,
  approx_percentile: approximatePercentile,
};
