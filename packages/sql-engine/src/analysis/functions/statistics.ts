/**
 * Aggregates of statistics, all of them DOUBLE.
 * https://docs.databricks.com/aws/en/sql/language-manual/functions/stddev
 */
import { DOUBLE } from "../../dataTypes";
import { quoteText, raise } from "../../duckdbSql";
import { unsupported } from "../../errors";
import { type AggregateFunction, asDouble } from "./aggregation";

const doubles = (duck: string, count = 1): AggregateFunction => ({
  arity: [count, count],
  distinct: count === 1,
  compile: (args, aggregate, node) => ({
    sql: aggregate(
      duck,
      args.map((value) => asDouble(value, node)),
    ),
    type: DOUBLE,
  }),
});

export const statisticalFunctions: Record<string, AggregateFunction> = {
  stddev: doubles("stddev_samp"),
  std: doubles("stddev_samp"),
  stddev_samp: doubles("stddev_samp"),
  stddev_pop: doubles("stddev_pop"),
  variance: doubles("var_samp"),
  var_samp: doubles("var_samp"),
  var_pop: doubles("var_pop"),
  corr: {
    arity: [2, 2],
    compile(args, aggregate, node) {
      const [x, y] = args.map((value) => asDouble(value, node));
      const [count, value] = [
        aggregate("regr_count", [x ?? "", y ?? ""]),
        aggregate("corr", [x ?? "", y ?? ""]),
      ];
      const flat = raise("0A000", quoteText(unsupported("corr of values that do not vary").message));
      return {
        sql: `CASE WHEN ${count} > 1 THEN CASE WHEN isnan(${value}) THEN ${flat} ELSE ${value} END END`,
        type: DOUBLE,
      };
    },
  },
  covar_samp: doubles("covar_samp", 2),
  covar_pop: doubles("covar_pop", 2),
};
