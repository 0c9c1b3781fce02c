/**
 * Fields of dates, timestamps and intervals.
 * https://docs.databricks.com/aws/en/sql/language-manual/functions/extract
 */
import { type DataType, decimal, INT, physicalType, TIMESTAMP } from "../../dataTypes";
import { sqlError } from "../../errors";
import { isDatetime, isInterval } from "../coercion";
import type { ExpressionCompiler } from "../compiler";
import { toLocalTime } from "../sessionTime";
import type { TypedSql } from "../typedSql";
import { type ScalarFunction, type ScalarFunctions, untypedFunction } from "./specification";

/** A field of a date or timestamp as INT. */
const part = (emit: (value: string) => string): ScalarFunction =>
  untypedFunction([1, 1], ([value], compiler, node) => ({
    sql: `CAST(${emit(datetime(value, compiler, node.name).sql)} AS INTEGER)`,
    type: INT,
  }));

/** A DATE or timestamp as it is, a text as a TIMESTAMP; of the latter what a clock in the session's zone shows. */
function datetime(value: TypedSql | undefined, compiler: ExpressionCompiler, where: string): TypedSql {
  const typed =
    value && isDatetime(value.type) ? value : compiler.implicit(value as TypedSql, TIMESTAMP, where);
  return { ...typed, sql: toLocalTime(typed) };
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

const hours = 3_600_000_000;

/** Fields of intervals, each what is left beside the larger units. */
const intervalFields: Record<string, Record<string, { emit: (x: string) => string; type: DataType }>> = {
  YEAR_MONTH: {
    YEAR: { emit: (x) => `(${x} // 12)`, type: INT },
    MONTH: { emit: (x) => `(${x} % 12)`, type: { kind: "TINYINT" } },
  },
  DAY_TIME: {
    DAY: { emit: (x) => `(${x} // ${24 * hours})`, type: INT },
    HOUR: { emit: (x) => `(${x} // ${hours} % 24)`, type: { kind: "TINYINT" } },
    MINUTE: { emit: (x) => `(${x} // ${hours / 60} % 60)`, type: { kind: "TINYINT" } },
    SECOND: { emit: (x) => `(${x} % 60000000 * CAST(0.000001 AS DECIMAL(6,6)))`, type: decimal(8, 6) },
  },
};

function intervalField(value: TypedSql, name: string, word: string): { sql: string; type: DataType } {
  const field = intervalFields[value.type.kind]?.[name];
  if (!field) {
    throw sqlError("INVALID_EXTRACT_FIELD", `Cannot extract \`${word}\` from "${value.name}".`, "42601");
  }
  return { sql: `CAST(${field.emit(value.sql)} AS ${physicalType(field.type)})`, type: field.type };
}

/** extract(field FROM value) and date_part(field, value). */
const datePart: ScalarFunction = untypedFunction([2, 2], ([field, value], compiler, node) => {
  const word = String(field?.literal ?? "").toUpperCase();
  const name = fieldNames[word] ?? word;
  if (value && isInterval(value.type)) {
    return intervalField(value, name, word);
  }
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

/** The same with its words between the arguments. */
const extract: ScalarFunction = {
  ...datePart,
  compile(node, compiler) {
    const [field, value] = node.args.map((argument) => compiler.compile(argument).name);
    return { ...datePart.compile(node, compiler), name: `extract(${field} FROM ${value})` };
  },
};

export const dateFields: ScalarFunctions = {
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
  date_part: datePart,
  datepart: datePart,
};
