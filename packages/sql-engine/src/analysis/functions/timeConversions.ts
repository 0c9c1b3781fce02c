/**
 * Functions between texts, numbers and dates or timestamps.
 * https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-functions-builtin#date-timestamp-and-interval-functions
 */
import { BIGINT, DATE, type DataType, DOUBLE, decimal, INT, STRING, TIMESTAMP } from "../../dataTypes";
import { quoteText, raise, reuse } from "../../duckdbSql";
import { unsupported } from "../../errors";
import { unscaled } from "../arithmetic";
import { castSql } from "../casts";
import { isDatetime, isIntegral, isNumeric, isTimestamp } from "../coercion";
import { formatTimeSql, parseTimeSql } from "../datePatterns";
import type { TypedSql } from "../typedSql";
import {
  exactFunction,
  type ScalarFunction,
  type ScalarFunctions,
  typedFunction,
  untypedFunction,
} from "./specification";

/** A text with a pattern, or anything that CAST takes without one; `isCast` for those that do no more. */
function toTime(type: DataType, safe: boolean, isCast = false): ScalarFunction {
  return untypedFunction(isCast ? [1, 1] : [1, 2], ([value, pattern], compiler, node) => {
    const typed = value as TypedSql;
    if (!pattern || isDatetime(typed.type)) {
      const sql = castSql(typed.sql, typed.type, type, safe);
      return isCast ? { sql, type, name: typed.name } : { sql, type };
    }
    const subject = compiler.implicit(typed, STRING, node.name).sql;
    return { sql: castSql(`dbx_utc(${parseTimeSql(subject, pattern, safe)})`, TIMESTAMP, type), type };
  });
}

/** Seconds since the epoch of a timestamp, or of a text and its pattern. */
const unixTimestamp: ScalarFunction = untypedFunction([0, 2], ([value, pattern], compiler, node) => {
  if (!value) {
    return { sql: `CAST(${compiler.environment.now / 1_000_000n} AS BIGINT)`, type: BIGINT };
  }
  const sql = isDatetime(value.type)
    ? castSql(value.sql, value.type, TIMESTAMP)
    : `dbx_utc(${parseTimeSql(
        compiler.implicit(value, STRING, node.name).sql,
        pattern ?? { sql: "", type: STRING, name: "", literal: "yyyy-MM-dd HH:mm:ss" },
        false,
      )})`;
  // A fraction is cut off also before 1970, where a cast goes to the second before.
  return { sql: `(epoch_us(${sql}) // 1000000)`, type: BIGINT };
});

const fromUnixtime: ScalarFunction = untypedFunction([1, 2], ([seconds, pattern], compiler) => {
  const value = compiler.implicit(seconds as TypedSql, BIGINT, "from_unixtime").sql;
  const shape: TypedSql = pattern ?? { sql: "", type: STRING, name: "", literal: "yyyy-MM-dd HH:mm:ss" };
  return {
    sql: formatTimeSql(`dbx_local(make_timestamp(${value} * 1000000))`, shape, compiler.environment.zone),
    type: STRING,
  };
});

const dateFormat: ScalarFunction = untypedFunction([2, 2], ([value, pattern], compiler) => {
  const typed = isTimestamp((value as TypedSql).type)
    ? (value as TypedSql)
    : compiler.implicit(value as TypedSql, TIMESTAMP, "date_format");
  const shown = typed.type.kind === "TIMESTAMP" ? `dbx_local(${typed.sql})` : typed.sql;
  return { sql: formatTimeSql(shown, pattern as TypedSql, compiler.environment.zone), type: STRING };
});

const epoch = (perSecond: bigint): ScalarFunction =>
  typedFunction([TIMESTAMP], BIGINT, ([value = ""]) =>
    reuse(`epoch_us(${value})`, (x) => {
      const size = 1_000_000n / perSecond;
      return size === 1n ? x : `((${x} - ((${x} % ${size} + ${size}) % ${size})) // ${size})`;
    }),
  );

const fromEpoch = (micros: bigint): ScalarFunction =>
  typedFunction([BIGINT], TIMESTAMP, ([value]) => `make_timestamp(${value} * ${micros})`);

/** Seconds since the epoch, which may have a fraction. */
const timestampSeconds: ScalarFunction = untypedFunction([1, 1], ([value], compiler, node) => {
  const seconds =
    value && isNumeric(value.type) ? value : compiler.implicit(value as TypedSql, DOUBLE, node.name);
  if (isIntegral(seconds.type)) {
    return { sql: `make_timestamp(CAST(${seconds.sql} AS BIGINT) * 1000000)`, type: TIMESTAMP };
  }
  if (seconds.type.kind === "DECIMAL") {
    if (seconds.type.scale > 6) {
      throw unsupported("timestamp_seconds of parts of a microsecond");
    }
    const exact = castSql(seconds.sql, seconds.type, decimal(38, 6));
    return { sql: `make_timestamp(CAST(${unscaled(exact, decimal(38, 6))} AS BIGINT))`, type: TIMESTAMP };
  }
  const double = castSql(seconds.sql, seconds.type, DOUBLE);
  return {
    sql: reuse(
      double,
      (x) => `CASE WHEN isfinite(${x}) THEN make_timestamp(CAST(trunc(${x} * 1000000) AS BIGINT)) END`,
    ),
    type: TIMESTAMP,
  };
});

const makeDate: ScalarFunction = typedFunction(
  [INT, INT, INT],
  DATE,
  ([year, month, day]) =>
    `CASE WHEN ${year} IS NULL OR ${month} IS NULL OR ${day} IS NULL THEN NULL ELSE coalesce(dbx_make_date(${year}, ${month}, ${day}), ${raise("22023", quoteText('[DATETIME_FIELD_OUT_OF_BOUNDS.WITH_SUGGESTION] The date has a field that is out of its range. If necessary set "ansi_mode" to "false" to bypass this error. SQLSTATE: 22023'))}) END`,
);

/** A timestamp moved between UTC and a time zone. */
const zoned = (toUtc: boolean): ScalarFunction =>
  untypedFunction([2, 2], ([value, zone], compiler, node) => {
    const time = compiler.implicit(value as TypedSql, TIMESTAMP, node.name).sql;
    const name = compiler.implicit(zone as TypedSql, STRING, node.name).sql;
    return { sql: `${toUtc ? "dbx_to_utc" : "dbx_from_utc"}(epoch_us(${time}), ${name})`, type: TIMESTAMP };
  });

const notText = (scalar: ScalarFunction): ScalarFunction =>
  exactFunction(scalar, (type) => type.kind !== "STRING");

export const timeConversions: ScalarFunctions = {
  to_date: toTime(DATE, false),
  date: toTime(DATE, false, true),
  try_to_date: toTime(DATE, true),
  to_timestamp: toTime(TIMESTAMP, false),
  timestamp: toTime(TIMESTAMP, false, true),
  try_to_timestamp: toTime(TIMESTAMP, true),
  unix_timestamp: unixTimestamp,
  to_unix_timestamp: unixTimestamp,
  from_unixtime: fromUnixtime,
  date_format: dateFormat,
  unix_seconds: notText(epoch(1n)),
  unix_millis: notText(epoch(1000n)),
  unix_micros: notText(epoch(1_000_000n)),
  timestamp_seconds: notText(timestampSeconds),
  timestamp_millis: notText(fromEpoch(1000n)),
  timestamp_micros: notText(fromEpoch(1n)),
  make_date: makeDate,
  from_utc_timestamp: zoned(false),
  to_utc_timestamp: zoned(true),
};
