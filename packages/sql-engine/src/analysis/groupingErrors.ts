/** Errors of grouped rows. */
import { sqlError } from "../errors";

/** The error for an expression of single rows among those of groups. */
export const missingAggregation = (name: string, hasGroupBy: boolean): Error =>
  hasGroupBy
    ? sqlError(
        "MISSING_AGGREGATION",
        `The non-aggregating expression "${name}" is based on columns which are not participating in the GROUP BY clause.\nAdd the columns or the expression to the GROUP BY, aggregate the expression, or use "any_value(${name})" if you do not care which of the values within a group is returned.`,
        "42803",
      )
    : sqlError(
        "MISSING_GROUP_BY",
        "The query does not include a GROUP BY clause. Add GROUP BY or turn it into the window functions using OVER clauses.",
        "42803",
      );

/** The error for an aggregate inside another. */
export const nestedAggregate = (): Error =>
  sqlError(
    "NESTED_AGGREGATE_FUNCTION",
    "It is not allowed to use an aggregate function in the argument of another aggregate function. Please use the inner aggregate function in a sub-query.",
    "42607",
  );
