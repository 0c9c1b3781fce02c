/** Frames of windows. https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-window-functions-frame */
import { typeText } from "../../dataTypes";
import { sqlError, unsupported } from "../../errors";
import type { FrameBound, WindowSpec } from "../../parser/ast";
import { isDatetime, isNumeric } from "../coercion";
import type { ExpressionCompiler } from "../compiler";
import type { TypedSql } from "../typedSql";

/** DuckDB text and name of a frame in a window that is sorted by these keys. */
export function frameSql(
  frame: NonNullable<WindowSpec["frame"]>,
  keys: TypedSql[],
  compiler: ExpressionCompiler,
): { sql: string; name: string } {
  const { unit, from, to } = frame;
  const [first] = keys;
  if (from.kind === "UNBOUNDED FOLLOWING" || to.kind === "UNBOUNDED PRECEDING") {
    throw sqlError(
      "DATATYPE_MISMATCH.SPECIFIED_WINDOW_FRAME_INVALID_BOUND",
      `Cannot resolve "${unit} BETWEEN ${from.kind} AND ${to.kind}" due to data type mismatch: Window frame upper bound "${to.kind}" does not follow the lower bound "${from.kind}".`,
      "42K09",
    );
  }
  if (boundOrder.indexOf(from.kind) > boundOrder.indexOf(to.kind)) {
    throw unsupported("window frames that end before they begin");
  }
  if (unit === "RANGE" && (from.offset ?? to.offset) !== undefined && keys.length === 0) {
    throw sqlError(
      "DATATYPE_MISMATCH.RANGE_FRAME_WITHOUT_ORDER",
      "A range window frame cannot be used in an unordered window specification.",
      "42K09",
    );
  }
  if (unit === "RANGE" && (from.offset ?? to.offset) !== undefined && keys.length !== 1) {
    throw sqlError(
      "DATATYPE_MISMATCH.RANGE_FRAME_MULTI_ORDER",
      "A range window frame with value boundary cannot be used in a window specification with multiple order by expressions.",
      "42K09",
    );
  }
  const bounds = [from, to].map((bound) => boundSql(bound, unit, first, compiler));
  return {
    sql: `${unit} BETWEEN ${bounds[0]?.sql} AND ${bounds[1]?.sql}`,
    name: `${unit} BETWEEN ${bounds[0]?.name} AND ${bounds[1]?.name}`,
  };
}

const boundOrder: FrameBound["kind"][] = [
  "UNBOUNDED PRECEDING",
  "PRECEDING",
  "CURRENT ROW",
  "FOLLOWING",
  "UNBOUNDED FOLLOWING",
];

/** The key of a range frame with offsets: time as microseconds or, for dates, days. */
export function rangeKey(typed: TypedSql): TypedSql {
  if (typed.type.kind === "DATE") {
    return { ...typed, sql: `(${typed.sql} - DATE '1970-01-01')` };
  }
  return isDatetime(typed.type) ? { ...typed, sql: `epoch_us(${typed.sql})` } : typed;
}

function boundSql(
  bound: FrameBound,
  unit: string,
  key: TypedSql | undefined,
  compiler: ExpressionCompiler,
): { sql: string; name: string } {
  if (!bound.offset) {
    return { sql: bound.kind, name: bound.kind };
  }
  const offset = compiler.compile(bound.offset);
  const name = `${offset.name} ${bound.kind}`;
  if (offset.literal === undefined) {
    throw unsupported("window frames whose bounds are not literals");
  }
  if (offset.type.kind === "STRING") {
    throw unsupported("window frames whose bounds are texts");
  }
  if (unit === "RANGE" && key && !isDatetime(key.type) && !isNumeric(key.type)) {
    throw sqlError(
      "DATATYPE_MISMATCH.SPECIFIED_WINDOW_FRAME_UNACCEPTED_TYPE",
      `Cannot resolve "${unit} ${name}" due to data type mismatch: The data type of the bound "${typeText(key.type)}" does not match the expected data type ("NUMERIC" or "INTERVAL DAY TO SECOND" or "INTERVAL YEAR TO MONTH" or "INTERVAL").`,
      "42K09",
    );
  }
  if (unit === "RANGE" && key && isDatetime(key.type)) {
    if (offset.type.kind === "DAY_TIME" && key.type.kind !== "DATE") {
      return { sql: `${offset.sql} ${bound.kind}`, name };
    }
    if (key.type.kind === "DATE" && offset.type.kind === "INT") {
      return { sql: `CAST(${offset.sql} AS BIGINT) ${bound.kind}`, name };
    }
    if (key.type.kind === "DATE" && offset.type.kind === "DAY_TIME" && offset.type.to === "DAY") {
      return { sql: `(${offset.sql} // 86400000000) ${bound.kind}`, name };
    }
    throw unsupported("range frames with this interval");
  }
  return { sql: `${offset.sql} ${bound.kind}`, name };
}
