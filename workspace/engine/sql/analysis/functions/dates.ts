/**
 * Functions of dates and timestamps. The session's time zone is UTC.
 * https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-functions-builtin#date-timestamp-and-interval-functions
 */
import { BIGINT, DATE, type DataType, DOUBLE, decimal, INT, STRING, TIMESTAMP } from "../../dataTypes";
import { sqlError, unsupported } from "../../errors";
import { castSql } from "../casts";
import { isDatetime, isTimestamp } from "../coercion";
import { formatted, parsed } from "../datePatterns";
import type { ExpressionCompiler } from "../expressions";
import { addMonths } from "../operators";
import { quoteText, raise, reuse, type Typed } from "../typed";
import { type Functions, fixed, flexible, type Scalar, wrongType } from "./specification";

/** A field of a date or timestamp as INT. */
const part = (emit: (value: string) => string): Scalar =>
  flexible([1, 1], ([value], compiler, node) => ({
    sql: `CAST(${emit(datetime(value, compiler, node.name).sql)} AS INTEGER)`,
    type: INT,
  }));

/** A DATE or timestamp as it is, a text as a TIMESTAMP. */
function datetime(value: Typed | undefined, compiler: ExpressionCompiler, where: string): Typed {
  return value && isDatetime(value.type) ? value : compiler.implicit(value as Typed, TIMESTAMP, where);
}

const fields: Record<string, (value: string) => string> = {
  YEAR: (x) => `year(${x})`,
  YEAROFWEEK: (x) => `isoyear(${x})`,
  QUARTER: (x) => `quarter(${x})`,
  MONTH: (x) => `month(${x})`,
  WEEK: (x) => `week(${x})`,
  DAY: (x) => `day(${x})`,
  DAYOFWEEK: (x) => `dayofweek(${x}) + 1`,
  DAYOFWEEK_ISO: (x) => `isodow(${x})`,
  DOY: (x) => `dayofyear(${x})`,
  HOUR: (x) => `hour(CAST(${x} AS TIMESTAMP))`,
  MINUTE: (x) => `minute(CAST(${x} AS TIMESTAMP))`,
};
const fieldNames: Record<string, string> = {
  Y: "YEAR",
  YEARS: "YEAR",
  YR: "YEAR",
  YRS: "YEAR",
  QTR: "QUARTER",
  MON: "MONTH",
  MONS: "MONTH",
  MONTHS: "MONTH",
  W: "WEEK",
  WEEKS: "WEEK",
  D: "DAY",
  DAYS: "DAY",
  DOW: "DAYOFWEEK",
  DOW_ISO: "DAYOFWEEK_ISO",
  H: "HOUR",
  HOURS: "HOUR",
  HR: "HOUR",
  HRS: "HOUR",
  M: "MINUTE",
  MIN: "MINUTE",
  MINS: "MINUTE",
  MINUTES: "MINUTE",
  S: "SECOND",
  SEC: "SECOND",
  SECONDS: "SECOND",
  SECS: "SECOND",
};

/** extract(field FROM value) and date_part(field, value). */
const extract: Scalar = flexible([2, 2], ([field, value], compiler, node) => {
  const word = String(field?.literal ?? "").toUpperCase();
  const name = fieldNames[word] ?? word;
  const typed = datetime(value, compiler, node.name);
  if (name === "SECOND") {
    return {
      sql: `CAST((epoch_us(CAST(${typed.sql} AS TIMESTAMP)) % 60000000 + 60000000) % 60000000 * CAST(0.000001 AS DECIMAL(6,6)) AS DECIMAL(8,6))`,
      type: decimal(8, 6),
    };
  }
  const emit = fields[name];
  if (!emit) {
    throw sqlError("INVALID_EXTRACT_FIELD", `Cannot extract \`${word}\` from "${typed.name}".`, "42601");
  }
  return { sql: `CAST(${emit(typed.sql)} AS INTEGER)`, type: INT };
});

const truncations: Record<string, string> = {
  YEAR: "year",
  YYYY: "year",
  YY: "year",
  QUARTER: "quarter",
  MONTH: "month",
  MM: "month",
  MON: "month",
  WEEK: "week",
  DAY: "day",
  DD: "day",
  HOUR: "hour",
  MINUTE: "minute",
  SECOND: "second",
  MILLISECOND: "millisecond",
  MICROSECOND: "microsecond",
};

/** date_trunc(unit, timestamp); an unknown unit gives NULL. */
const dateTrunc: Scalar = flexible([2, 2], ([unit, value], compiler, node) => {
  if (typeof unit?.literal !== "string") {
    throw unsupported("date_trunc with a unit that is not a literal");
  }
  const target = value?.type.kind === "TIMESTAMP_NTZ" ? value.type : TIMESTAMP;
  const typed = compiler.implicit(value as Typed, target, node.name);
  const duck = truncations[unit.literal.toUpperCase()];
  return {
    sql: duck ? `CAST(date_trunc('${duck}', ${typed.sql}) AS TIMESTAMP)` : "CAST(NULL AS TIMESTAMP)",
    type: target,
  };
});

/** trunc(date, unit) gives a DATE, for units from a week on. */
const trunc: Scalar = flexible([2, 2], ([value, unit], compiler) => {
  if (typeof unit?.literal !== "string") {
    throw unsupported("trunc with a unit that is not a literal");
  }
  const typed = compiler.implicit(value as Typed, DATE, "trunc");
  const duck = truncations[unit.literal.toUpperCase()];
  const known = duck && /^(year|quarter|month|week)$/.test(duck);
  return {
    sql: known ? `CAST(date_trunc('${duck}', ${typed.sql}) AS DATE)` : "CAST(NULL AS DATE)",
    type: DATE,
  };
});

const unitMicros: Record<string, bigint> = {
  MICROSECOND: 1n,
  MILLISECOND: 1000n,
  SECOND: 1_000_000n,
  MINUTE: 60_000_000n,
  HOUR: 3_600_000_000n,
  DAY: 86_400_000_000n,
  DAYOFYEAR: 86_400_000_000n,
  WEEK: 604_800_000_000n,
};
const unitMonths: Record<string, number> = { MONTH: 1, QUARTER: 3, YEAR: 12 };

/** Two arguments: days added to a date. Three: a number of units added to a timestamp. */
function dateAdd(sign: "+" | "-"): Scalar {
  return flexible([2, 3], (values, compiler, node) => {
    if (values.length === 2) {
      const [date, days] = values;
      const start = compiler.implicit(date as Typed, DATE, node.name);
      return {
        sql: `(${start.sql} ${sign} ${compiler.implicit(days as Typed, INT, node.name).sql})`,
        type: DATE,
      };
    }
    if (sign === "-") {
      throw unsupported("date_sub with a unit");
    }
    const [unit, count, value] = values as [Typed, Typed, Typed];
    const start = isTimestamp(value.type) ? value : compiler.implicit(value, TIMESTAMP, node.name);
    const number = compiler.implicit(count, BIGINT, node.name).sql;
    const word = String(unit.literal).toUpperCase();
    const months = unitMonths[word];
    if (months) {
      return { sql: addMonths(start, `(${number} * ${months})`), type: start.type };
    }
    const micros = unitMicros[word];
    if (!micros) {
      throw wrongType(node, 1, "UNIT", unit);
    }
    return { sql: `(${start.sql} + to_microseconds(${number} * ${micros}))`, type: start.type };
  });
}

/** Two arguments: days between dates. Three: whole units between timestamps. */
const dateDiff: Scalar = flexible([2, 3], (values, compiler, node) => {
  if (values.length === 2) {
    const [end, start] = values.map((value) => compiler.implicit(value, DATE, node.name).sql);
    return { sql: `CAST(${end} - ${start} AS INTEGER)`, type: INT };
  }
  const [unit, start, end] = values as [Typed, Typed, Typed];
  const [from, to] = [start, end].map((value) => {
    const typed = isTimestamp(value.type) ? value : compiler.implicit(value, TIMESTAMP, node.name);
    return typed.sql;
  });
  const word = String(unit.literal).toUpperCase();
  const months = unitMonths[word];
  if (months) {
    return { sql: `CAST(dbx_months_diff(${from}, ${to}) // ${months} AS BIGINT)`, type: BIGINT };
  }
  const micros = unitMicros[word];
  if (!micros) {
    throw wrongType(node, 1, "UNIT", unit);
  }
  return { sql: `((epoch_us(${to}) - epoch_us(${from})) // ${micros})`, type: BIGINT };
});

const nextDay: Scalar = flexible([2, 2], ([date, day], compiler) => {
  const days = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];
  const index = days.indexOf(
    String(day?.literal ?? "")
      .slice(0, 2)
      .toUpperCase(),
  );
  if (typeof day?.literal !== "string" || index < 0) {
    throw unsupported("next_day with this day of the week");
  }
  const start = compiler.implicit(date as Typed, DATE, "next_day").sql;
  return {
    sql: reuse(start, (x) => `(${x} + CAST((${index} - dayofweek(${x}) + 6) % 7 + 1 AS INTEGER))`),
    type: DATE,
  };
});

/** Months between, with 31 days to a month unless both are the same day or both the last of theirs. */
const monthsBetween: Scalar = flexible([2, 3], ([end, start, roundOff], compiler) => {
  if (roundOff && roundOff.literal !== "true") {
    throw unsupported("months_between without rounding");
  }
  const [to, from] = [end, start].map(
    (value) => compiler.implicit(value as Typed, TIMESTAMP, "months_between").sql,
  );
  return { sql: `dbx_months_between(${to}, ${from})`, type: DOUBLE };
});

/** A text with a pattern, or anything that CAST takes without one. */
function toTime(type: DataType, safe: boolean): Scalar {
  return flexible([1, 2], ([value, pattern], compiler, node) => {
    const typed = value as Typed;
    if (!pattern || isDatetime(typed.type)) {
      return { sql: castSql(typed.sql, typed.type, type, safe), type };
    }
    const subject = compiler.implicit(typed, STRING, node.name).sql;
    return { sql: castSql(parsed(subject, pattern, safe), TIMESTAMP, type), type };
  });
}

/** Seconds since the epoch of a timestamp, or of a text and its pattern. */
const unixTimestamp: Scalar = flexible([0, 2], ([value, pattern], compiler, node) => {
  if (!value) {
    return { sql: `CAST(${compiler.environment.now / 1_000_000n} AS BIGINT)`, type: BIGINT };
  }
  const sql = isDatetime(value.type)
    ? castSql(value.sql, value.type, TIMESTAMP)
    : parsed(
        compiler.implicit(value, STRING, node.name).sql,
        pattern ?? { sql: "", type: STRING, name: "", literal: "yyyy-MM-dd HH:mm:ss" },
        false,
      );
  return { sql: castSql(sql, TIMESTAMP, BIGINT), type: BIGINT };
});

const fromUnixtime: Scalar = flexible([1, 2], ([seconds, pattern], compiler) => {
  const value = compiler.implicit(seconds as Typed, BIGINT, "from_unixtime").sql;
  const shape: Typed = pattern ?? { sql: "", type: STRING, name: "", literal: "yyyy-MM-dd HH:mm:ss" };
  return { sql: formatted(`make_timestamp(${value} * 1000000)`, shape), type: STRING };
});

const dateFormat: Scalar = flexible([2, 2], ([value, pattern], compiler) => {
  const typed = isTimestamp((value as Typed).type)
    ? (value as Typed)
    : compiler.implicit(value as Typed, TIMESTAMP, "date_format");
  return { sql: formatted(typed.sql, pattern as Typed), type: STRING };
});

/** Now: the statement's start, one moment for the whole statement. */
const now: Scalar = flexible([0, 0], (_, compiler) => ({
  sql: `make_timestamp(CAST(${compiler.environment.now} AS BIGINT))`,
  type: TIMESTAMP,
}));
const today: Scalar = flexible([0, 0], (_, compiler) => ({
  sql: `CAST(make_timestamp(CAST(${compiler.environment.now} AS BIGINT)) AS DATE)`,
  type: DATE,
}));

const epoch = (perSecond: bigint): Scalar =>
  fixed([TIMESTAMP], BIGINT, ([value = ""]) =>
    reuse(`epoch_us(${value})`, (x) => {
      const size = 1_000_000n / perSecond;
      return size === 1n ? x : `((${x} - ((${x} % ${size} + ${size}) % ${size})) // ${size})`;
    }),
  );

const fromEpoch = (micros: bigint): Scalar =>
  fixed([BIGINT], TIMESTAMP, ([value]) => `make_timestamp(${value} * ${micros})`);

const makeDate: Scalar = fixed(
  [INT, INT, INT],
  DATE,
  ([year, month, day]) =>
    `CASE WHEN ${year} IS NULL OR ${month} IS NULL OR ${day} IS NULL THEN NULL ELSE coalesce(dbx_make_date(${year}, ${month}, ${day}), ${raise("22023", quoteText("[DATETIME_FIELD_OUT_OF_BOUNDS.WITHOUT_SUGGESTION] The date has an invalid field. SQLSTATE: 22023"))}) END`,
);

/** A timestamp moved between UTC and a time zone that is a literal. */
const zoned = (toUtc: boolean): Scalar =>
  flexible([2, 2], ([value, zone], compiler, node) => {
    if (typeof zone?.literal !== "string" || !/^[A-Za-z_]+(\/[A-Za-z_]+)*$/.test(zone.literal)) {
      throw unsupported(`${node.name} with this time zone`);
    }
    const sql = compiler.implicit(value as Typed, TIMESTAMP, node.name).sql;
    const [from, to] = toUtc ? [zone.literal, "UTC"] : ["UTC", zone.literal];
    return { sql: `timezone('${to}', timezone('${from}', ${sql}))`, type: TIMESTAMP };
  });

const date = (emit: (...args: string[]) => string, parameters: DataType[] = [DATE]): Scalar =>
  fixed(parameters, DATE, (args) => emit(...args));

export const dateFunctions: Functions = {
  year: part(fields.YEAR as (x: string) => string),
  quarter: part((x) => `quarter(${x})`),
  month: part((x) => `month(${x})`),
  weekofyear: part((x) => `week(${x})`),
  day: part((x) => `day(${x})`),
  dayofmonth: part((x) => `day(${x})`),
  dayofyear: part((x) => `dayofyear(${x})`),
  dayofweek: part((x) => `dayofweek(${x}) + 1`),
  weekday: part((x) => `isodow(${x}) - 1`),
  hour: part((x) => `hour(CAST(${x} AS TIMESTAMP))`),
  minute: part((x) => `minute(CAST(${x} AS TIMESTAMP))`),
  second: part((x) => `second(CAST(${x} AS TIMESTAMP))`),
  extract,
  date_part: extract,
  datepart: extract,
  date_trunc: dateTrunc,
  trunc,
  date_add: dateAdd("+"),
  dateadd: dateAdd("+"),
  timestampadd: dateAdd("+"),
  date_sub: dateAdd("-"),
  date_diff: dateDiff,
  datediff: dateDiff,
  timestampdiff: dateDiff,
  add_months: flexible([2, 2], ([value, months], compiler) => {
    const start = compiler.implicit(value as Typed, DATE, "add_months");
    return { sql: addMonths(start, compiler.implicit(months as Typed, INT, "add_months").sql), type: DATE };
  }),
  last_day: date((x) => `last_day(${x})`),
  next_day: nextDay,
  months_between: monthsBetween,
  make_date: makeDate,
  date_from_unix_date: date((days) => `(DATE '1970-01-01' + ${days})`, [INT]),
  unix_date: fixed([DATE], INT, ([x]) => `CAST(${x} - DATE '1970-01-01' AS INTEGER)`),
  to_date: toTime(DATE, false),
  date: toTime(DATE, false),
  try_to_date: toTime(DATE, true),
  to_timestamp: toTime(TIMESTAMP, false),
  timestamp: toTime(TIMESTAMP, false),
  try_to_timestamp: toTime(TIMESTAMP, true),
  unix_timestamp: unixTimestamp,
  to_unix_timestamp: unixTimestamp,
  from_unixtime: fromUnixtime,
  date_format: dateFormat,
  unix_seconds: epoch(1n),
  unix_millis: epoch(1000n),
  unix_micros: epoch(1_000_000n),
  timestamp_seconds: fromEpoch(1_000_000n),
  timestamp_millis: fromEpoch(1000n),
  timestamp_micros: fromEpoch(1n),
  current_timestamp: now,
  now,
  current_date: today,
  curdate: today,
  localtimestamp: flexible([0, 0], (_, compiler) => ({
    sql: `make_timestamp(CAST(${compiler.environment.now} AS BIGINT))`,
    type: { kind: "TIMESTAMP_NTZ" },
  })),
  current_timezone: fixed([], STRING, () => "'Etc/UTC'"),
  from_utc_timestamp: zoned(false),
  to_utc_timestamp: zoned(true),
};
