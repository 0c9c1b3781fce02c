/** The tags of statements: those that an input gives, and the connection's cost tags. */
import type { DatabricksClient } from "../../client";
import type { ExecuteStatementRequest } from "./statements";

/** The maximum number of tags; Databricks drops the others. */
export const maxQueryTags = 20;

/** A tag that an input gives. */
export type QueryTag = NonNullable<ExecuteStatementRequest["query_tags"]>[number];

/**
 * Adds cost tags to those that a statement has: these win where the key is the same, and stay if there are too many.
 * @returns undefined if none fits
 */
export const withCostTags = (
  given: readonly QueryTag[] = [],
  costTags: DatabricksClient["costTags"],
): QueryTag[] | undefined => {
  const keys = new Set(given.map(({ key }) => key));
  const added = costTags
    .filter(({ key }) => !keys.has(key))
    .slice(0, Math.max(0, maxQueryTags - given.length));
  return added.length === 0 ? undefined : [...given, ...added];
};
