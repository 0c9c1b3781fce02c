/** How an aggregate function is described. */
import { type DataType, DOUBLE } from "../../dataTypes";
import { unsupported } from "../../errors";
import type { CallNode } from "../../parser/ast";
import { castSql } from "../casts";
import { isInterval, isNumeric } from "../coercion";
import type { TypedSql } from "../typedSql";
import { type ArityRule, wrongType } from "./specification";

/**
 * One call of a DuckDB aggregate over arguments, with what the statement says about DISTINCT, FILTER and OVER.
 * `where` is a further condition on the rows, `order` an ORDER BY inside the call.
 */
export type AggregateEmitter = (
  duck: string,
  args: string[],
  more?: { where?: string; order?: string; distinct?: boolean },
) => string;

export interface AggregateFunction extends ArityRule {
  compile(args: TypedSql[], aggregate: AggregateEmitter, node: CallNode): { sql: string; type: DataType };
  /** Whether it takes WITHIN GROUP; the sort key's value is then the first argument. */
  ordered?: boolean;
  /** Whether DISTINCT may be said. */
  distinct?: boolean;
}

/** A number; a text counts as DOUBLE. */
export const numberArgument = (value: TypedSql | undefined, node: CallNode): TypedSql => {
  if (value && isNumeric(value.type)) {
    return value;
  }
  if (value?.type.kind === "STRING" || value?.type.kind === "VOID") {
    return { ...value, sql: castSql(value.sql, value.type, DOUBLE), type: DOUBLE };
  }
  throw wrongType(node, 1, "NUMERIC", value as TypedSql);
};

/** DuckDB text of a number as DOUBLE. */
export const asDouble = (value: TypedSql | undefined, node: CallNode): string => {
  if (value && isInterval(value.type)) {
    throw unsupported(`${node.name} of an interval`);
  }
  const typed = numberArgument(value, node);
  return castSql(typed.sql, typed.type, DOUBLE);
};
