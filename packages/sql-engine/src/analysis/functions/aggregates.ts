/**
 * Aggregate functions.
 * https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-functions-builtin#aggregate-functions
 */
import {
  array,
  BIGINT,
  BOOLEAN,
  type DataType,
  type DecimalType,
  DOUBLE,
  decimal,
  physicalType,
  STRING,
  typeText,
  VOID,
} from "../../dataTypes";
import { sqlError, unsupported } from "../../errors";
import type { CallNode, Expression } from "../../parser/ast";
import { exactDecimal } from "../arithmetic";
import { castSql } from "../casts";
import { convertsImplicitly, isIntegral, isInterval, isNested, isOrderable } from "../coercion";
import { sortKey } from "../sorting";
import type { TypedSql } from "../typedSql";
import { type AggregateEmitter, type AggregateFunction, numberArgument } from "./aggregation";
import { percentileFunctions } from "./percentiles";
import { wrongType } from "./specification";
import { statisticalFunctions } from "./statistics";

/** Whole numbers add up to BIGINT, decimals get ten more digits. */
function sumOf(
  value: TypedSql | undefined,
  aggregate: AggregateEmitter,
  node: CallNode,
  safe = false,
): { sql: string; type: DataType } {
  if (value && isInterval(value.type)) {
    return { sql: `CAST(${aggregate("sum", [value.sql])} AS ${physicalType(value.type)})`, type: value.type };
  }
  const typed = numberArgument(value, node);
  const convert = safe ? "TRY_CAST" : "CAST";
  if (isIntegral(typed.type)) {
    return { sql: `${convert}(${aggregate("sum", [typed.sql])} AS BIGINT)`, type: BIGINT };
  }
  if (typed.type.kind === "DECIMAL") {
    const type = sumType(typed.type);
    const sum = aggregate("sum", [typed.sql]);
    // DuckDB's sum of 38 digits may have one digit too many.
    return {
      sql:
        type.precision < 38
          ? `CAST(${sum} AS ${physicalType(type)})`
          : exactDecimal("+", sum, "0", type, safe),
      type,
    };
  }
  return { sql: aggregate("sum", [castSql(typed.sql, typed.type, DOUBLE)]), type: DOUBLE };
}

const sumType = ({ precision, scale }: DecimalType): DecimalType =>
  decimal(Math.min(38, precision + 10), scale);

/** Decimals have four more digits in front of and behind the point; everything else is DOUBLE. */
function averageOf(
  value: TypedSql | undefined,
  aggregate: AggregateEmitter,
  node: CallNode,
  safe = false,
): { sql: string; type: DataType } {
  if (value && isInterval(value.type)) {
    throw unsupported("avg of an interval");
  }
  const typed = numberArgument(value, node);
  if (typed.type.kind !== "DECIMAL") {
    return { sql: aggregate("avg", [castSql(typed.sql, typed.type, DOUBLE)]), type: DOUBLE };
  }
  const { precision, scale } = typed.type;
  const type = decimal(Math.min(38, precision + 4), Math.min(38, scale + 4));
  const [sum, count] = [aggregate("sum", [typed.sql]), aggregate("count", [typed.sql])];
  return { sql: `CASE WHEN ${count} > 0 THEN ${exactDecimal("/", sum, count, type, safe)} END`, type };
}

/** The value, which must be of a type whose values compare. */
function orderable(value: TypedSql | undefined, node: CallNode, position: number): TypedSql {
  if (!value || !isOrderable(value.type)) {
    throw sqlError(
      "DATATYPE_MISMATCH.INVALID_ORDERING_TYPE",
      `Cannot resolve "${node.name}(${value?.name})" due to data type mismatch: The parameter ${position} of \`${node.name}\` does not support ordering on type "${typeText(value?.type ?? VOID)}".`,
      "42K09",
    );
  }
  return value;
}

const extreme = (duck: "min" | "max"): AggregateFunction => ({
  arity: [1, 1],
  distinct: true,
  compile([value], aggregate, node) {
    const { sql, type } = orderable(value, node, 1);
    return {
      sql: isNested(type) ? aggregate(`arg_${duck}`, [sql, sortKey(sql, type)]) : aggregate(duck, [sql]),
      type,
    };
  },
});

/** DuckDB text of a condition, which may also be a STRING or NULL. */
function truth(value: TypedSql | undefined, node: CallNode): string {
  if (value?.type.kind !== "BOOLEAN" && value?.type.kind !== "STRING" && value?.type.kind !== "VOID") {
    throw wrongType(node, 1, "BOOLEAN", value as TypedSql);
  }
  return castSql(value.sql, value.type, BOOLEAN);
}

const booleans = (duck: string): AggregateFunction => ({
  arity: [1, 1],
  distinct: true,
  compile([value], aggregate, node) {
    return { sql: aggregate(duck, [truth(value, node)]), type: BOOLEAN };
  },
});

const count: AggregateFunction = {
  arity: [1, Number.POSITIVE_INFINITY],
  distinct: true,
  compile(args, aggregate) {
    const [first] = args;
    const known = args.map((value) => `${value.sql} IS NOT NULL`).join(" AND ");
    if (args.length > 1) {
      const fields = args.map((value, index) => `f${index} := ${value.sql}`).join(", ");
      return {
        sql: aggregate("count", [`CASE WHEN ${known} THEN struct_pack(${fields}) END`]),
        type: BIGINT,
      };
    }
    return { sql: aggregate("count", [first?.sql ?? "1"]), type: BIGINT };
  },
};

/** The first or last value in the order of the rows; with `true` or IGNORE NULLS the first that is not NULL. */
const edge = (duck: string): AggregateFunction => ({
  arity: [1, 2],
  compile([value, ignore], aggregate, node) {
    if (ignore && ignore.literal !== "true" && ignore.literal !== "false") {
      throw wrongType(node, 2, "BOOLEAN literal", ignore);
    }
    const typed = value as TypedSql;
    const skip = ignore?.literal === "true" || node.nulls === "IGNORE";
    return {
      sql: aggregate(duck, [typed.sql], skip ? { where: `${typed.sql} IS NOT NULL` } : {}),
      type: typed.type,
    };
  },
});

const byAnother = (duck: string): AggregateFunction => ({
  arity: [2, 2],
  compile([value, by], aggregate, node) {
    const { sql, type } = orderable(by, node, 2);
    return {
      sql: aggregate(duck, [(value as TypedSql).sql, sortKey(sql, type)]),
      type: (value as TypedSql).type,
    };
  },
});

const collect = (distinct: boolean): AggregateFunction => ({
  arity: [1, 1],
  distinct: true,
  compile([value], aggregate) {
    const typed = value as TypedSql;
    if (distinct && typed.type.kind === "MAP") {
      throw unsupported("collect_set of a MAP");
    }
    const list = aggregate("list", [typed.sql], {
      where: `${typed.sql} IS NOT NULL`,
      distinct: distinct || undefined,
    });
    return {
      sql: `coalesce(${list}, CAST([] AS ${physicalType(array(typed.type))}))`,
      type: array(typed.type),
    };
  },
});

const listAggregate: AggregateFunction = {
  arity: [1, 2],
  distinct: true,
  compile([value, mark], aggregate, node) {
    const typed = value as TypedSql;
    if (typed.type.kind === "BINARY") {
      throw unsupported(`${node.name} of a BINARY`);
    }
    if (!convertsImplicitly(typed.type, STRING)) {
      throw wrongType(node, 1, "STRING", typed);
    }
    const separator = mark ? castSql(mark.sql, mark.type, STRING) : "''";
    if (mark && mark.literal === undefined) {
      throw unsupported(`${node.name} with a separator that is not a literal`);
    }
    const text = castSql(typed.sql, typed.type, STRING);
    // Of distinct texts Spark does not say the order; in theirs, the answer is the same each time.
    const order = node.distinct && !node.withinGroup && typed.literal === undefined ? text : undefined;
    return { sql: aggregate("string_agg", [text, separator], { order }), type: STRING };
  },
};

const bits = (duck: string): AggregateFunction => ({
  arity: [1, 1],
  compile([value], aggregate, node) {
    if (!value || !isIntegral(value.type)) {
      throw wrongType(node, 1, "INT", value as TypedSql);
    }
    return { sql: `CAST(${aggregate(duck, [value.sql])} AS ${physicalType(value.type)})`, type: value.type };
  },
});

const sum: AggregateFunction = {
  arity: [1, 1],
  distinct: true,
  compile: ([value], aggregate, node) => sumOf(value, aggregate, node),
};
const avg: AggregateFunction = {
  arity: [1, 1],
  distinct: true,
  compile: ([value], aggregate, node) => averageOf(value, aggregate, node),
};

export const aggregateFunctions: Record<string, AggregateFunction> = {
  ...percentileFunctions,
  count,
  count_if: {
    arity: [1, 1],
    compile([value], aggregate, node) {
      return { sql: aggregate("count", ["1"], { where: truth(value, node) }), type: BIGINT };
    },
  },
  sum,
  avg,
  mean: avg,
  try_sum: {
    arity: [1, 1],
    distinct: true,
    compile: ([value], aggregate, node) => sumOf(value, aggregate, node, true),
  },
  try_avg: {
    ...avg,
    compile: ([value], aggregate, node) => averageOf(value, aggregate, node, true),
  },
  min: extreme("min"),
  max: extreme("max"),
  ...statisticalFunctions,
  bool_and: booleans("bool_and"),
  every: booleans("bool_and"),
  bool_or: booleans("bool_or"),
  any: booleans("bool_or"),
  some: booleans("bool_or"),
  bit_and: bits("bit_and"),
  bit_or: bits("bit_or"),
  bit_xor: bits("bit_xor"),
  first: edge("first"),
  first_value: edge("first"),
  any_value: edge("first"),
  last: edge("last"),
  last_value: edge("last"),
  max_by: byAnother("arg_max_null"),
  min_by: byAnother("arg_min_null"),
  collect_list: collect(false),
  array_agg: collect(false),
  collect_set: collect(true),
  approx_count_distinct: {
    arity: [1, 2],
    compile: ([value], aggregate) => ({
      sql: aggregate("count", [(value as TypedSql).sql], { distinct: true }),
      type: BIGINT,
    }),
  },
  mode: {
    arity: [1, 1],
    databricksArity: [0, 2],
    compile: ([value], aggregate) => ({
      sql: aggregate("mode", [(value as TypedSql).sql]),
      type: (value as TypedSql).type,
    }),
  },
  listagg: listAggregate,
  string_agg: listAggregate,
};

const aggregates = new Map(Object.entries(aggregateFunctions));

/** The aggregate function of a name, if there is one. */
export const aggregateOf = (name: string): AggregateFunction | undefined => aggregates.get(name);

/** Whether a call aggregates rows, that is, outside of a window. */
export const isAggregate = (node: CallNode): boolean => !node.over && aggregates.has(node.name);

/** Whether a call is `grouping` or `grouping_id`. */
export const isGrouping = (node: Expression): boolean =>
  node.node === "call" && /^(grouping|grouping_id)$/.test(node.name);
