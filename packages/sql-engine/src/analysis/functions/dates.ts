/**
 * Functions of dates and timestamps, as a clock in the session's time zone shows them.
 * https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-functions-builtin#date-timestamp-and-interval-functions
 */
import { BIGINT, DATE, type DataType, DOUBLE, INT, STRING, TIMESTAMP } from "../../dataTypes";
import { quoteText, reuse } from "../../duckdbSql";
import { unsupported } from "../../errors";
import { isTimestamp } from "../coercion";
import { toInstant, toLocalTime } from "../sessionTime";
import { addMonths } from "../timeArithmetic";
import type { TypedSql } from "../typedSql";
import { dateFields } from "./dateFields";
import { nameOfUnitCall } from "./names";
import {
  type ScalarFunction,
  type ScalarFunctions,
  typedFunction,
  untypedFunction,
  wrongType,
} from "./specification";

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
const dateTrunc: ScalarFunction = untypedFunction([2, 2], ([unit, value], compiler, node) => {
  if (typeof unit?.literal !== "string") {
    throw unsupported("date_trunc with a unit that is not a literal");
  }
  const typed = compiler.implicit(value as TypedSql, TIMESTAMP, node.name);
  const duck = truncations[unit.literal.toUpperCase()];
  return {
    sql: duck
      ? toInstant(`CAST(date_trunc('${duck}', ${toLocalTime(typed)}) AS TIMESTAMP)`, TIMESTAMP)
      : "CAST(NULL AS TIMESTAMP)",
    type: TIMESTAMP,
  };
});

/** trunc(date, unit) gives a DATE, for units from a week on. */
const trunc: ScalarFunction = untypedFunction([2, 2], ([value, unit], compiler) => {
  if (typeof unit?.literal !== "string") {
    throw unsupported("trunc with a unit that is not a literal");
  }
  const typed = compiler.implicit(value as TypedSql, DATE, "trunc");
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
function dateAdd(sign: "+" | "-"): ScalarFunction {
  return untypedFunction([2, 3], (values, compiler, node) => {
    if (values.length === 2) {
      const [date, days] = values;
      const start = compiler.implicit(date as TypedSql, DATE, node.name);
      return {
        sql: `(${start.sql} ${sign} ${compiler.implicit(days as TypedSql, INT, node.name).sql})`,
        type: DATE,
      };
    }
    if (sign === "-") {
      throw unsupported("date_sub with a unit");
    }
    const [unit, count, value] = values as [TypedSql, TypedSql, TypedSql];
    const name = nameOfUnitCall("add", String(unit.literal), [count.name, value.name]);
    const start = isTimestamp(value.type) ? value : compiler.implicit(value, TIMESTAMP, node.name);
    const number = compiler.implicit(count, BIGINT, node.name).sql;
    const word = String(unit.literal).toUpperCase();
    const months = unitMonths[word];
    if (months) {
      return { sql: addMonths(start, `(${number} * ${months})`), type: start.type, name };
    }
    const micros = unitMicros[word];
    if (!micros) {
      throw wrongType(node, 1, "UNIT", unit);
    }
    const isDays = micros % 86_400_000_000n === 0n;
    const later = (time: string) => `(${time} + to_microseconds(${number} * ${micros}))`;
    // Days are counted by the clock of the session's zone, hours by time that passes.
    const sql = isDays ? toInstant(later(toLocalTime(start)), start.type) : later(start.sql);
    return { sql, type: start.type, name };
  });
}

/** Two arguments: days between dates. Three: whole units between timestamps. */
const dateDiff: ScalarFunction = untypedFunction([2, 3], (values, compiler, node) => {
  if (values.length === 2) {
    const [end, start] = values.map((value) => compiler.implicit(value, DATE, node.name).sql);
    return { sql: `CAST(${end} - ${start} AS INTEGER)`, type: INT };
  }
  const [unit, start, end] = values as [TypedSql, TypedSql, TypedSql];
  const name = nameOfUnitCall("diff", String(unit.literal), [start.name, end.name]);
  const word = String(unit.literal).toUpperCase();
  const byClock = unitMonths[word] !== undefined || /^(DAY|DAYOFYEAR|WEEK)$/.test(word);
  const [from, to] = [start, end].map((value) => {
    const typed = isTimestamp(value.type) ? value : compiler.implicit(value, TIMESTAMP, node.name);
    return byClock ? toLocalTime(typed) : typed.sql;
  });
  const months = unitMonths[word];
  if (months) {
    return { sql: `CAST(dbx_months_diff(${from}, ${to}) // ${months} AS BIGINT)`, type: BIGINT, name };
  }
  const micros = unitMicros[word];
  if (!micros) {
    throw wrongType(node, 1, "UNIT", unit);
  }
  return { sql: `((epoch_us(${to}) - epoch_us(${from})) // ${micros})`, type: BIGINT, name };
});

const nextDay: ScalarFunction = untypedFunction([2, 2], ([date, day], compiler) => {
  const days = ["SUNDAY", "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY"];
  const word = String(day?.literal ?? "").toUpperCase();
  const index = days.findIndex((name) => [name, name.slice(0, 3), name.slice(0, 2)].includes(word));
  if (typeof day?.literal !== "string" || index < 0) {
    throw unsupported("next_day with this day of the week");
  }
  const start = compiler.implicit(date as TypedSql, DATE, "next_day").sql;
  return {
    sql: reuse(start, (x) => `(${x} + CAST((${index} - dayofweek(${x}) + 6) % 7 + 1 AS INTEGER))`),
    type: DATE,
  };
});

/** Months between, with 31 days to a month unless both are the same day or both the last of theirs. */
const monthsBetween: ScalarFunction = untypedFunction([2, 3], ([end, start, roundOff], compiler) => {
  if (roundOff && roundOff.literal !== "true") {
    throw unsupported("months_between without rounding");
  }
  const [to, from] = [end, start].map((value) =>
    toLocalTime(compiler.implicit(value as TypedSql, TIMESTAMP, "months_between")),
  );
  return { sql: `dbx_months_between(${to}, ${from})`, type: DOUBLE };
});

/** Now: the statement's start, one moment for the whole statement. */
const now: ScalarFunction = untypedFunction([0, 0], (_, compiler) => ({
  sql: `make_timestamp(CAST(${compiler.environment.now} AS BIGINT))`,
  type: TIMESTAMP,
}));
const today: ScalarFunction = untypedFunction([0, 0], (_, compiler) => ({
  sql: `CAST(dbx_local(make_timestamp(CAST(${compiler.environment.now} AS BIGINT))) AS DATE)`,
  type: DATE,
}));

const date = (emit: (...args: string[]) => string, parameters: DataType[] = [DATE]): ScalarFunction =>
  typedFunction(parameters, DATE, (args) => emit(...args));

export const dateFunctions: ScalarFunctions = {
  ...dateFields,
  date_trunc: dateTrunc,
  trunc,
  date_add: dateAdd("+"),
  dateadd: dateAdd("+"),
  timestampadd: dateAdd("+"),
  date_sub: dateAdd("-"),
  date_diff: dateDiff,
  datediff: dateDiff,
  timestampdiff: dateDiff,
  add_months: untypedFunction([2, 2], ([value, months], compiler) => {
    const start = compiler.implicit(value as TypedSql, DATE, "add_months");
    return {
      sql: addMonths(start, compiler.implicit(months as TypedSql, INT, "add_months").sql),
      type: DATE,
    };
  }),
  last_day: date((x) => `last_day(${x})`),
  next_day: nextDay,
  months_between: monthsBetween,
  date_from_unix_date: date((days) => `(DATE '1970-01-01' + ${days})`, [INT]),
  unix_date: typedFunction([DATE], INT, ([x]) => `CAST(${x} - DATE '1970-01-01' AS INTEGER)`),
  current_timestamp: now,
  now,
  getdate: now,
  current_date: today,
  curdate: today,
  localtimestamp: untypedFunction([0, 0], (_, compiler) => ({
    sql: `dbx_local(make_timestamp(CAST(${compiler.environment.now} AS BIGINT)))`,
    type: { kind: "TIMESTAMP_NTZ" },
  })),
  current_timezone: untypedFunction([0, 0], (_, compiler) => ({
    sql: quoteText(compiler.environment.zone.name),
    type: STRING,
  })),
};
