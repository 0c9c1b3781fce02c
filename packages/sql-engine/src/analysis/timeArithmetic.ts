/** Sums and differences of dates, timestamps and intervals. */
import { type DataType, physicalType, STRING, TIMESTAMP, typeText } from "../dataTypes";
import { quoteText, raise, reuse } from "../duckdbSql";
import { sqlError, unsupported } from "../errors";
import { castSql } from "./casts";
import { isDatetime, isIntegral, isInterval, isNumeric, leastCommonType } from "./coercion";
import { addMicroseconds, toInstant, toLocalTime } from "./sessionTime";
import type { TypedSql } from "./typedSql";
import { operatorMismatch, unexpectedInput } from "./typeErrors";

/** Sums and differences of dates, timestamps and intervals; nothing where neither side is one. */
export function timeArithmetic(operator: string, left: TypedSql, right: TypedSql): TypedSql | undefined {
  const [first, second] = [left.type, right.type];
  const isTime = (type: DataType) => isDatetime(type) || isInterval(type);
  if (!isTime(first) && !isTime(second)) {
    return undefined;
  }
  const isText = first.kind === "STRING" || second.kind === "STRING";
  if (
    first.kind === "VOID" ||
    second.kind === "VOID" ||
    (isText && (isInterval(first) || isInterval(second))) ||
    (first.kind === "STRING" && operator === "-")
  ) {
    throw unsupported(`${operator} of ${typeText(first)} and ${typeText(second)}`);
  }
  const name = `(${left.name} ${operator} ${right.name})`;
  if (
    operator === "+" &&
    isDatetime(second) &&
    first.kind !== "TIMESTAMP" &&
    first.kind !== "TIMESTAMP_NTZ"
  ) {
    const [start, by] = first.kind === "DATE" ? [left, right] : [right, left];
    return { ...moved(start, by, "+"), name: movedName(start, by, "+") };
  }
  if ((operator === "+" || operator === "-") && isDatetime(first)) {
    return operator === "-" && (isDatetime(second) || isText)
      ? { ...elapsed(left, right), name }
      : { ...moved(left, right, operator), name: movedName(left, right, operator) };
  }
  if (operator === "-" && isDatetime(second)) {
    throw unexpectedInput(name, left, "DATE");
  }
  if (isInterval(first) || isInterval(second)) {
    const isSwapped = operator === "*" && !isInterval(first);
    const called = isSwapped ? `(${right.name} * ${left.name})` : name;
    return { ...intervalArithmetic(operator, left, right), name: called };
  }
  return refuse(operator, left, right);
}

/** What a moved date or timestamp is called. */
function movedName(start: TypedSql, by: TypedSql, operator: "+" | "-"): string {
  if (isInterval(by.type)) {
    const days = `extractansiintervaldays(${by.name})`;
    return start.type.kind === "DATE" && by.type.kind === "DAY_TIME" && by.type.to === "DAY"
      ? `date_add(${start.name}, ${operator === "-" ? `(- ${days})` : days})`
      : `${start.name} ${operator} ${by.name}`;
  }
  return `date_${operator === "-" ? "sub" : "add"}(${start.name}, ${by.name})`;
}

function refuse(operator: string, left: TypedSql, right: TypedSql): never {
  throw operatorMismatch(operator, left, right);
}

/** A date or timestamp some interval, or for a date some days, later or earlier. */
function moved(start: TypedSql, by: TypedSql, operator: "+" | "-"): TypedSql {
  const { type } = by;
  if (type.kind === "YEAR_MONTH") {
    return { ...start, sql: addMonths(start, by.sql, operator), literal: undefined };
  }
  if (type.kind === "DAY_TIME") {
    if (start.type.kind === "DATE" && type.to === "DAY") {
      const sql = `(${start.sql} ${operator} CAST(${by.sql} // 86400000000 AS INTEGER))`;
      return { ...start, sql, literal: undefined };
    }
    const type2 = start.type.kind === "DATE" ? TIMESTAMP : start.type;
    const sql = addMicroseconds(castSql(start.sql, start.type, type2), type2, by.sql, operator);
    return { ...start, sql, type: type2, literal: undefined };
  }
  if (start.type.kind === "DATE" && isIntegral(type) && type.kind !== "BIGINT") {
    return { ...start, sql: `(${start.sql} ${operator} CAST(${by.sql} AS INTEGER))`, literal: undefined };
  }
  if (start.type.kind === "DATE") {
    throw unexpectedInput(`date_add(${start.name}, ${by.name})`, by, "INT");
  }
  if (operator === "-") {
    throw unexpectedInput(`(${start.name} - ${by.name})`, by, "(TIMESTAMP OR TIMESTAMP WITHOUT TIME ZONE)");
  }
  if (isDatetime(type) || type.kind === "STRING") {
    throw sqlError(
      "DATATYPE_MISMATCH.BINARY_OP_WRONG_TYPE",
      `Cannot resolve "(${start.name} + ${by.name})" due to data type mismatch: the binary operator requires the input type ("NUMERIC" or "INTERVAL DAY TO SECOND" or "INTERVAL YEAR TO MONTH" or "INTERVAL"), not "${typeText(start.type)}".`,
      "42K09",
    );
  }
  return refuse(operator, start, by);
}

/** A date or timestamp some months later; a day that the month lacks becomes its last. */
export function addMonths(start: TypedSql, months: string, operator: "+" | "-" = "+"): string {
  const sql = toInstant(
    `(${toLocalTime(start)} ${operator} to_months(CAST(${months} AS INTEGER)))`,
    start.type,
  );
  return start.type.kind === "DATE" ? `CAST(${sql} AS DATE)` : sql;
}

/** The interval between two dates, in days, or two timestamps. */
function elapsed(left: TypedSql, right: TypedSql): TypedSql {
  const other =
    right.type.kind === "STRING"
      ? { ...right, sql: castSql(right.sql, STRING, left.type), type: left.type }
      : right;
  if (left.type.kind === "DATE" && other.type.kind === "DATE") {
    const sql = `(CAST(${left.sql} - ${other.sql} AS BIGINT) * 86400000000)`;
    return { ...left, sql, type: { kind: "DAY_TIME", from: "DAY", to: "DAY" }, literal: undefined };
  }
  // Where one of both is a point in time, so is the other; dates and clocks without a zone are compared as they are.
  const isMoment = left.type.kind === "TIMESTAMP" || other.type.kind === "TIMESTAMP";
  const type: DataType = isMoment ? TIMESTAMP : { kind: "TIMESTAMP_NTZ" };
  const [first, second] = [left, other].map((value) => `epoch_us(${castSql(value.sql, value.type, type)})`);
  return {
    ...left,
    sql: `(${first} - ${second})`,
    type: { kind: "DAY_TIME", from: "DAY", to: "SECOND" },
    literal: undefined,
  };
}

/** The sum or difference of two intervals; one too long is an error of its own. */
function intervalSum(operator: "+" | "-", left: string, right: string, type: DataType): string {
  const [name, targetType] = [operator === "+" ? "try_add" : "try_subtract", physicalType(type)];
  const overflow = raise(
    "22015",
    quoteText(
      `[INTERVAL_ARITHMETIC_OVERFLOW.WITH_SUGGESTION] Integer overflow while operating with intervals. Use \`${name}\` to tolerate overflow and return NULL instead. SQLSTATE: 22015`,
    ),
  );
  return reuse(
    `(CAST(${left} AS HUGEINT) ${operator} ${right})`,
    (x) => `CASE WHEN ${x} IS NULL THEN NULL ELSE coalesce(TRY_CAST(${x} AS ${targetType}), ${overflow}) END`,
  );
}

function intervalArithmetic(operator: string, left: TypedSql, right: TypedSql): TypedSql {
  if ((operator === "+" || operator === "-") && isInterval(left.type) && isInterval(right.type)) {
    const type = leastCommonType(left.type, right.type);
    if (!type && operator === "-" && left.type.kind === "DAY_TIME") {
      return refuse(operator, left, right);
    }
    if (!type) {
      throw unexpectedInput(
        `${right.name} ${operator} ${left.name}`,
        right,
        "(TIMESTAMP OR TIMESTAMP WITHOUT TIME ZONE)",
      );
    }
    return { ...left, sql: intervalSum(operator, left.sql, right.sql, type), type, literal: undefined };
  }
  if (operator === "DIV" && left.type.kind === right.type.kind) {
    throw unsupported("DIV of two intervals");
  }
  const [interval, number] = isInterval(left.type) ? [left, right] : [right, left];
  const exact = isIntegral(number.type);
  if (operator === "*" && exact) {
    const type = widest(interval.type);
    return {
      ...interval,
      sql: castStored(`(CAST(${interval.sql} AS BIGINT) * ${number.sql})`, type),
      type,
      literal: undefined,
    };
  }
  if (operator === "/" && exact && interval === left) {
    const type = widest(interval.type);
    const sql = reuse(number.sql, (n) => {
      const zero = raise(
        "22012",
        "'[INTERVAL_DIVIDED_BY_ZERO] Division by zero. Use `try_divide` to tolerate divisor being 0 and return NULL instead. SQLSTATE: 22012'",
      );
      return `CASE WHEN ${interval.sql} IS NULL THEN NULL WHEN ${n} = 0 THEN ${zero} ELSE dbx_divide_rounded(CAST(${interval.sql} AS HUGEINT), CAST(${n} AS HUGEINT)) END`;
    });
    return { ...interval, sql: castStored(sql, type), type, literal: undefined };
  }
  if (isNumeric(number.type)) {
    return refuseHere(operator);
  }
  if (interval === left && (operator === "*" || operator === "/")) {
    throw unexpectedInput(`(${left.name} ${operator} ${right.name})`, right, "NUMERIC");
  }
  return refuse(operator, left, right);
}

function refuseHere(operator: string): never {
  throw unsupported(`${operator} of an interval and a number that is not whole`);
}

const castStored = (sql: string, type: DataType): string => `CAST(${sql} AS ${physicalType(type)})`;

/** Products and quotients of intervals reach over all units. */
function widest(type: DataType): DataType {
  return type.kind === "YEAR_MONTH"
    ? { kind: "YEAR_MONTH", from: "YEAR", to: "MONTH" }
    : { kind: "DAY_TIME", from: "DAY", to: "SECOND" };
}
