/**
 * Functions over windows.
 * https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-window-functions
 */
import { type DataType, DOUBLE, INT } from "../../dataTypes";
import { sqlError, unsupported } from "../../errors";
import type { CallNode, WindowSpec } from "../../parser/ast";
import { castSql } from "../casts";
import { isIntegral, leastCommonType } from "../coercion";
import type { ExpressionCompiler } from "../compiler";
import { groupKey, sortSql, sortWords } from "../sorting";
import type { TypedSql } from "../typedSql";
import { aggregateOf } from "./aggregates";
import type { AggregateEmitter } from "./aggregation";
import { frameSql, rangeKey } from "./frames";
import { nameOfCall } from "./names";
import { checkArity, wrongType } from "./specification";

type WindowFunction = (node: CallNode, args: TypedSql[], over: string) => { sql: string; type: DataType };

const ranking =
  (duck: string, type: DataType): WindowFunction =>
  (node, _, over) => {
    checkArity(node, { arity: [0, 0] });
    return { sql: type === INT ? `CAST(${duck}() OVER ${over} AS INTEGER)` : `${duck}() OVER ${over}`, type };
  };

const shifted =
  (duck: string): WindowFunction =>
  (node, [value, by, otherwise], over) => {
    checkArity(node, { arity: [1, 3] });
    const typed = value as TypedSql;
    const type = otherwise ? leastCommonType(typed.type, otherwise.type) : typed.type;
    if (!type || (by && (typeof by.literal !== "string" || !isIntegral(by.type)))) {
      throw unsupported(`${node.name} with these arguments`);
    }
    const rest = [
      by ? castSql(by.sql, by.type, INT) : "1",
      otherwise ? castSql(otherwise.sql, otherwise.type, type) : "NULL",
    ];
    const nulls = node.nulls === "IGNORE" ? " IGNORE NULLS" : "";
    return {
      sql: `${duck}(${castSql(typed.sql, typed.type, type)}, ${rest.join(", ")}${nulls}) OVER ${over}`,
      type,
    };
  };

const picked =
  (duck: string, arity: [number, number], databricksArity = arity): WindowFunction =>
  (node, [value, at], over) => {
    checkArity(node, { arity, databricksArity });
    const typed = value as TypedSql;
    const skip = node.nulls === "IGNORE" || (duck !== "nth_value" && at?.literal === "true");
    if (duck === "nth_value" && typeof at?.literal === "string" && Number(at.literal) <= 0) {
      throw sqlError(
        "DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE",
        `Cannot resolve "nth_value(${typed.name}, ${at.name})" due to data type mismatch: The offset must be between (0, 9223372036854775807] (current value = ${at.name}).`,
        "42K09",
      );
    }
    const place =
      duck === "nth_value" ? `, ${castSql((at as TypedSql).sql, (at as TypedSql).type, INT)}` : "";
    return {
      sql: `${duck}(${typed.sql}${place}${skip ? " IGNORE NULLS" : ""}) OVER ${over}`,
      type: typed.type,
    };
  };

export const windowFunctions = new Map<string, WindowFunction>(
  Object.entries({
    row_number: ranking("row_number", INT),
    rank: ranking("rank", INT),
    dense_rank: ranking("dense_rank", INT),
    percent_rank: ranking("percent_rank", DOUBLE),
    cume_dist: ranking("cume_dist", DOUBLE),
    ntile: (node, [count], over) => {
      checkArity(node, { arity: [1, 1], databricksArity: [0, 1] });
      if (count?.type.kind === "VOID" || count?.type.kind === "STRING") {
        throw wrongType(node, 1, "INT", count);
      }
      if (typeof count?.literal === "string" && Number(count.literal) <= 0) {
        throw sqlError(
          "DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE",
          `Cannot resolve "ntile(${count.name})" due to data type mismatch: The buckets must be between (0, 2147483647] (current value = ${count.name}).`,
          "42K09",
        );
      }
      return {
        sql: `CAST(ntile(${castSql((count as TypedSql).sql, (count as TypedSql).type, INT)}) OVER ${over} AS INTEGER)`,
        type: INT,
      };
    },
    lag: shifted("lag"),
    lead: shifted("lead"),
    first_value: picked("first_value", [1, 2]),
    first: picked("first_value", [1, 2]),
    last_value: picked("last_value", [1, 2]),
    last: picked("last_value", [1, 2]),
    nth_value: picked("nth_value", [2, 2], [2, 3]),
  } satisfies Record<string, WindowFunction>),
);

/** Functions that require ORDER BY. */
const needsOrder = /^(row_number|rank|dense_rank|percent_rank|cume_dist|ntile|lag|lead)$/;

export function windowCall(node: CallNode, compiler: ExpressionCompiler): TypedSql {
  if (compiler.context.noWindows !== undefined) {
    throw sqlError(
      "INVALID_WINDOW_PLACEMENT",
      `Window functions are not allowed in ${compiler.context.noWindows}.`,
      "42P20",
    );
  }
  const spec = resolved(node.over as WindowSpec, compiler);
  if (needsOrder.test(node.name) && spec.orderBy.length === 0) {
    throw sqlError(
      "WINDOW_FUNCTION_AND_FRAME_MISMATCH",
      `Window function ${node.name}() requires window to be ordered.`,
      "42K0E",
    );
  }
  if (node.name !== "count" && node.args.some((argument) => argument.node === "star")) {
    throw unsupported(`${node.name}() of the columns that * stands for`);
  }
  const over = overSql(spec, compiler);
  const args = node.args.map((argument) =>
    compiler.compile(
      argument.node === "star" ? { node: "literal", at: argument.at, type: INT, value: "1" } : argument,
    ),
  );
  const name = windowName(node, args, spec, over.name);
  const ranked = windowFunctions.get(node.name);
  if (ranked) {
    if (node.distinct || node.filter) {
      throw unsupported(`DISTINCT or FILTER in ${node.name}() OVER`);
    }
    return { name, ...ranked(node, args, over.sql) };
  }
  const aggregate = aggregateOf(node.name);
  if (!aggregate || aggregate.ordered) {
    throw unsupported(`the function ${node.name}() OVER`);
  }
  checkArity(node, aggregate);
  if (node.distinct) {
    throw sqlError(
      "DISTINCT_WINDOW_FUNCTION_UNSUPPORTED",
      `Distinct window functions are not supported: ${name}.`,
      "0A000",
    );
  }
  const filter = node.filter && compiler.condition(node.filter, "FILTER");
  const call: AggregateEmitter = (duck, list, more = {}) => {
    if (more.distinct) {
      throw unsupported(`${node.name}() OVER`);
    }
    const conditions = [filter, more.where].filter((each) => each !== undefined);
    return `${duck}(${list.join(", ")})${conditions.length > 0 ? ` FILTER (WHERE ${conditions.join(" AND ")})` : ""} OVER ${over.sql}`;
  };
  return { name, ...aggregate.compile(args, call, node) };
}

const wholePartition = "ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING";
const upToRow = "BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW";

/** The column name of a window call: with the frame that its function implies or that is the default. */
function windowName(node: CallNode, args: TypedSql[], spec: WindowSpec, window: string): string {
  const ranked = /^(rank|dense_rank|percent_rank)$/.test(node.name);
  const edge = node.nulls === "IGNORE" ? node.name.replace(/_value$/, "") : node.name;
  const call = nameOfCall(
    ranked ? node.name.toUpperCase() : edge,
    args.map((value) => value.name),
  );
  return `${call} OVER (${[window, frameName(node, args, spec)].filter((part) => part !== "").join(" ")})`;
}

function frameName(node: CallNode, args: TypedSql[], { frame, orderBy }: WindowSpec): string {
  if (node.name === "lag" || node.name === "lead") {
    const by = args[1]?.name ?? "1";
    const offset = node.name === "lead" ? by : by.startsWith("-") ? by.slice(1) : `-${by}`;
    return `ROWS BETWEEN ${offset} FOLLOWING AND ${offset} FOLLOWING`;
  }
  if (/^(row_number|rank|dense_rank|percent_rank|ntile)$/.test(node.name)) {
    return `ROWS ${upToRow}`;
  }
  return frame ? "" : orderBy.length > 0 ? `RANGE ${upToRow}` : wholePartition;
}

/** A window with what it takes over from a named one. */
function resolved(spec: WindowSpec, compiler: ExpressionCompiler): WindowSpec {
  if (spec.base === undefined) {
    return spec;
  }
  if (spec.frame || spec.orderBy.length > 0) {
    throw unsupported("windows that add to a named one");
  }
  const base = compiler.context.windows?.get(spec.base.toLowerCase());
  if (!base) {
    throw sqlError(
      "MISSING_WINDOW_SPECIFICATION",
      `Window specification is not defined in the WINDOW clause for \`${spec.base}\`.`,
      "42P20",
    );
  }
  return {
    partitionBy: base.partitionBy,
    orderBy: spec.orderBy.length > 0 ? spec.orderBy : base.orderBy,
    frame: spec.frame ?? base.frame,
  };
}

function overSql(spec: WindowSpec, compiler: ExpressionCompiler): { sql: string; name: string } {
  const partitions = spec.partitionBy.map((key) => compiler.ordered(compiler.compile(key), "PARTITION BY"));
  const keys = spec.orderBy.map((key) => ({
    key,
    typed: compiler.ordered(compiler.compile(key.expression), "ORDER BY"),
  }));
  const parts: string[] = [];
  const named: string[] = [];
  if (partitions.length > 0) {
    parts.push(`PARTITION BY ${partitions.map((key) => groupKey(key.sql, key.type)).join(", ")}`);
    named.push(`PARTITION BY ${partitions.map((key) => key.name).join(", ")}`);
  }
  if (keys.length > 0) {
    const range =
      spec.frame?.unit === "RANGE" && (spec.frame.from.offset ?? spec.frame.to.offset) !== undefined;
    parts.push(
      `ORDER BY ${keys.map(({ key, typed }) => sortSql(key, range ? rangeKey(typed) : typed)).join(", ")}`,
    );
    named.push(`ORDER BY ${keys.map(({ key, typed }) => `${typed.name} ${sortWords(key)}`).join(", ")}`);
  }
  if (spec.frame) {
    const frame = frameSql(
      spec.frame,
      keys.map(({ typed }) => typed),
      compiler,
    );
    parts.push(frame.sql);
    named.push(frame.name);
  }
  return { sql: `(${parts.join(" ")})`, name: named.join(" ") };
}
