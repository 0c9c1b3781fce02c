/** Literals as DuckDB's SQL. */
import { type DataType, physicalType, typeText } from "../dataTypes";
import { quoteText } from "../duckdbSql";
import type { Node } from "../parser/ast";
import { bigDecimalText, decimalText, doubleText, floatText } from "../values/numberText";
import { dateText } from "../values/timeText";
import type { TypedSql } from "./typedSql";

/** DuckDB text of a value: a string's text, digits, days, microseconds, months, hexadecimal digits. */
function valueSql(type: DataType, value: string | null): string {
  if (value === null) {
    return type.kind === "VOID" ? "NULL" : `CAST(NULL AS ${physicalType(type)})`;
  }
  switch (type.kind) {
    case "STRING":
    case "VARIANT":
      return quoteText(value);
    case "BOOLEAN":
      return value;
    case "BINARY":
      return value === "" ? "''::BLOB" : `'${value.replace(/../g, "\\x$&")}'::BLOB`;
    case "DATE":
      return `(DATE '1970-01-01' + CAST(${value} AS INTEGER))`;
    case "TIMESTAMP":
    case "TIMESTAMP_NTZ":
      return `make_timestamp(CAST(${value} AS BIGINT))`;
    default:
      return `CAST('${value}' AS ${physicalType(type)})`;
  }
}

const microsPerSecond = 1_000_000n;

/** `yyyy-MM-dd HH:mm:ss[.fraction]` of microseconds since the epoch. */
function timestampName(micros: bigint): string {
  const days = Number(
    (micros - (((micros % 86_400_000_000n) + 86_400_000_000n) % 86_400_000_000n)) / 86_400_000_000n,
  );
  const ofDay = micros - BigInt(days) * 86_400_000_000n;
  const seconds = Number(ofDay / microsPerSecond);
  const fraction = ofDay % microsPerSecond;
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
    .map((part) => String(part).padStart(2, "0"))
    .join(":");
  const digits = fraction === 0n ? "" : `.${String(fraction).padStart(6, "0").replace(/0+$/, "")}`;
  return `${dateText(days)} ${clock}${digits}`;
}

/** What Databricks calls a column of a literal. */
function literalName(type: DataType, value: string | null): string {
  if (value === null) {
    return "NULL";
  }
  switch (type.kind) {
    case "FLOAT":
      return floatText(Math.fround(Number(value)));
    case "DOUBLE":
      return doubleText(Number(value));
    case "DECIMAL":
      return bigDecimalText(/^-[0.]+$/.test(value) ? value.slice(1) : value);
    case "DATE":
      return `DATE '${dateText(Number(value))}'`;
    case "TIMESTAMP":
    case "TIMESTAMP_NTZ":
      return `${type.kind} '${timestampName(BigInt(value))}'`;
    case "BINARY":
      return `X'${value}'`;
    case "DAY_TIME":
      return `${typeText(type).replace("INTERVAL", `INTERVAL '${dayTimeName(BigInt(value), type.from, type.to)}'`)}`;
    case "YEAR_MONTH":
      return `${typeText(type).replace("INTERVAL", `INTERVAL '${yearMonthName(Number(value), type.from, type.to)}'`)}`;
    default:
      return value;
  }
}

function yearMonthName(months: number, from: string, to: string): string {
  const size = Math.abs(months);
  const sign = months < 0 ? "-" : "";
  if (from === "MONTH") {
    return `${sign}${size}`;
  }
  return to === "YEAR" ? `${sign}${Math.floor(size / 12)}` : `${sign}${Math.floor(size / 12)}-${size % 12}`;
}

/** The number of a day-time interval in its units, such as `3` or `1 02:03:04.5`. */
function dayTimeName(micros: bigint, from: string, to: string): string {
  const units = ["DAY", "HOUR", "MINUTE", "SECOND"];
  const sizes = [86_400_000_000n, 3_600_000_000n, 60_000_000n, 1_000_000n];
  let rest = micros < 0n ? -micros : micros;
  let text = micros < 0n ? "-" : "";
  for (let unit = units.indexOf(from); unit <= units.indexOf(to); unit++) {
    const size = sizes[unit] ?? 1n;
    const digits = String(rest / size);
    rest %= size;
    text +=
      units[unit] === from
        ? digits.padStart(unit === 0 ? 1 : 2, "0")
        : `${unit === 1 ? " " : ":"}${digits.padStart(2, "0")}`;
  }
  const fraction = to === "SECOND" && rest > 0n ? decimalText(rest, 6).slice(1).replace(/0+$/, "") : "";
  return text + fraction;
}

export function literalSql({ type, value, sessionZone }: Node<"literal">): TypedSql {
  const sql = valueSql(type, value);
  const name = literalName(type, value);
  return { sql: sessionZone ? `dbx_utc(${sql})` : sql, type, name, literal: value };
}
