/**
 * CAST and TRY_CAST. https://docs.databricks.com/aws/en/sql/language-manual/functions/cast
 *
 * DuckDB rounds where Databricks truncates and accepts texts that Databricks does not, so every pair of types
 * has its own rule; a pair without one is rejected.
 */
import { type DataType, physicalType, quotePhysicalName, sameType, typeText } from "../dataTypes";
import { decimalSqlText, quoteText, raise, reuse } from "../duckdbSql";
import { unsupported } from "../errors";
import { castMismatch, isForbiddenCast, malformed, outOfRange } from "./castRules";
import { isFractional, isIntegral, isInterval, isNumeric, isTimestamp } from "./coercion";
import { jsonValue, variantOf } from "./jsonValues";

const white = "chr(9) || chr(10) || chr(11) || chr(12) || chr(13) || ' '";
const trimmed = (sql: string) => `trim(${sql}, ${white})`;

/** Casts a text that matches a pattern as it is; only another is looked at again, without its blanks. */
function untrimmedFirst(sql: string, pattern: string, type: string, otherwise: (x: string) => string) {
  return reuse(
    sql,
    (x) =>
      `CASE WHEN regexp_full_match(${x}, '${pattern}') THEN TRY_CAST(${x} AS ${type}) ELSE ${otherwise(trimmed(x))} END`,
  );
}

/** DuckDB text that gives NULL where a string is no value of the type. */
function fromString(sql: string, type: DataType): string | undefined {
  const targetType = physicalType(type);
  if (isIntegral(type)) {
    const digits = "[+-]?[0-9]+";
    return untrimmedFirst(
      sql,
      digits,
      targetType,
      (x) => `CASE WHEN regexp_full_match(${x}, '${digits}') THEN TRY_CAST(${x} AS ${targetType}) END`,
    );
  }
  const number = "[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?";
  if (isFractional(type)) {
    return untrimmedFirst(
      sql,
      number,
      targetType,
      (x) =>
        `CASE WHEN regexp_full_match(${x}, '${number}[dDfF]?') THEN TRY_CAST(rtrim(${x}, 'dDfF') AS ${targetType}) WHEN regexp_full_match(${x}, '(?i)[+-]?(inf|infinity|nan)') THEN TRY_CAST(ltrim(${x}, '+') AS ${targetType}) END`,
    );
  }
  switch (type.kind) {
    case "DECIMAL":
      return untrimmedFirst(
        sql,
        number,
        targetType,
        (x) => `CASE WHEN regexp_full_match(${x}, '${number}') THEN TRY_CAST(${x} AS ${targetType}) END`,
      );
    case "BOOLEAN":
      return reuse(
        `lower(${trimmed(sql)})`,
        (x) =>
          `CASE WHEN ${x} IN ('t', 'true', 'y', 'yes', '1') THEN true WHEN ${x} IN ('f', 'false', 'n', 'no', '0') THEN false END`,
      );
    case "DATE":
      return `dbx_date(${sql})`;
    case "TIMESTAMP":
      return `dbx_session_timestamp(${sql})`;
    case "TIMESTAMP_NTZ":
      return `dbx_timestamp(${sql}, false)`;
    default:
      return undefined;
  }
}

/** DuckDB text of a value as a STRING, never NULL for a value that is not. */
function toText(sql: string, type: DataType): string | undefined {
  switch (type.kind) {
    case "STRING":
      return sql;
    case "FLOAT":
      return `dbx_float_text(${sql})`;
    case "DOUBLE":
      return `dbx_double_text(${sql})`;
    case "BINARY":
      return `decode(${sql})`;
    case "BOOLEAN":
    case "TINYINT":
    case "SMALLINT":
    case "INT":
    case "BIGINT":
    case "DATE":
    case "TIMESTAMP_NTZ":
      return `CAST(${sql} AS VARCHAR)`;
    case "TIMESTAMP":
      return `CAST(dbx_local(${sql}) AS VARCHAR)`;
    case "DECIMAL":
      return decimalSqlText(sql, type);
    default:
      return undefined;
  }
}

/** Numbers and booleans into numbers. Out of range ends in DuckDB's error, which becomes CAST_OVERFLOW. */
function toNumber(sql: string, from: DataType, to: DataType, safe: boolean): string | undefined {
  const targetType = physicalType(to);
  const convert = safe ? "TRY_CAST" : "CAST";
  if (from.kind === "TIMESTAMP") {
    if (to.kind === "DOUBLE") {
      return `(epoch_us(${sql}) / 1000000.0::DOUBLE)`;
    }
    const seconds = reuse(
      `epoch_us(${sql})`,
      (x) => `((${x} - ((${x} % 1000000 + 1000000) % 1000000)) // 1000000)`,
    );
    return isIntegral(to) ? `${convert}(${seconds} AS ${targetType})` : undefined;
  }
  if (from.kind === "BOOLEAN") {
    return `CAST(CAST(${sql} AS INTEGER) AS ${targetType})`;
  }
  if (!isNumeric(from)) {
    return undefined;
  }
  if (isIntegral(to)) {
    return isIntegral(from)
      ? `${convert}(${sql} AS ${targetType})`
      : `${convert}(trunc(${sql}) AS ${targetType})`;
  }
  if (to.kind === "DECIMAL" && isFractional(from)) {
    return reuse(`CAST(${sql} AS DOUBLE)`, (x) => {
      // DuckDB lets one digit too many into a DECIMAL of 38.
      const limit = `abs(${x}) >= 1e${to.precision - to.scale}`;
      const outside = safe ? "NULL" : outOfRange(`dbx_double_text(${x})`, to);
      return `CASE WHEN NOT isfinite(${x}) THEN NULL WHEN ${limit} THEN ${outside} ELSE ${convert}(dbx_double_text(${x}) AS ${targetType}) END`;
    });
  }
  if (isFractional(to) && from.kind === "DECIMAL" && from.precision > 15) {
    return `CAST(CAST(${sql} AS VARCHAR) AS ${targetType})`;
  }
  if (from.kind === "DOUBLE" && to.kind === "FLOAT") {
    return reuse(
      sql,
      (x) => `CAST(CASE WHEN abs(${x}) >= ${floatLimit} THEN ${x} * 'inf'::DOUBLE ELSE ${x} END AS FLOAT)`,
    );
  }
  return `${convert}(${sql} AS ${targetType})`;
}

/** The least double that is infinite as a FLOAT: half way behind the greatest. */
const floatLimit = "3.4028235677973366e38::DOUBLE";

function secondsToTimestamp(sql: string, safe: boolean): string {
  return reuse(sql, (x) => {
    const message = `'[CAST_INVALID_INPUT] The value ' || dbx_double_text(${x}) || ' of the type "DOUBLE" cannot be cast to "TIMESTAMP" because it is malformed. Correct the value as per the syntax, or change its target type. Use \`try_cast\` to tolerate malformed input and return NULL instead. SQLSTATE: 22018'`;
    const otherwise = safe ? "NULL" : raise("22018", message);
    return `CASE WHEN ${x} IS NULL THEN NULL WHEN isfinite(${x}) THEN make_timestamp(CAST(trunc(${x} * 1000000) AS BIGINT)) ELSE ${otherwise} END`;
  });
}

function toDatetime(sql: string, from: DataType, to: DataType, safe: boolean): string | undefined {
  if (from.kind === "DATE" || isTimestamp(from)) {
    const shown = from.kind === "TIMESTAMP" ? `dbx_local(${sql})` : `CAST(${sql} AS TIMESTAMP)`;
    return to.kind === "TIMESTAMP" ? `dbx_utc(${shown})` : `CAST(${shown} AS ${physicalType(to)})`;
  }
  if (to.kind !== "TIMESTAMP") {
    return undefined;
  }
  if (isIntegral(from)) {
    return `make_timestamp(CAST(${sql} AS BIGINT) * 1000000)`;
  }
  return from.kind === "DOUBLE" ? secondsToTimestamp(sql, safe) : undefined;
}

/** Arrays, maps and structs member by member. */
function toNested(sql: string, from: DataType, to: DataType, safe: boolean): string | undefined {
  const member = (value: string, source: DataType, target: DataType) => castSql(value, source, target, safe);
  if (from.kind === "ARRAY" && to.kind === "ARRAY") {
    return eachItem(sql, (x) => member(x, from.element, to.element));
  }
  if (from.kind === "MAP" && to.kind === "MAP") {
    const entries = eachItem(
      `map_entries(${sql})`,
      (x) =>
        `struct_pack(k := ${member(`${x}.key`, from.key, to.key)}, v := ${member(`${x}.value`, from.value, to.value)})`,
    );
    return `map_from_entries(${entries})`;
  }
  if (from.kind === "STRUCT" && to.kind === "STRUCT" && from.fields.length === to.fields.length) {
    return reuse(sql, (x) => {
      const fields = to.fields.map((field, index) => {
        const source = from.fields[index];
        const value =
          source && member(`struct_extract(${x}, ${quoteText(source.name)})`, source.type, field.type);
        return `${quotePhysicalName(field.name)} := ${value}`;
      });
      return `CASE WHEN ${x} IS NULL THEN NULL ELSE struct_pack(${fields.join(", ")}) END`;
    });
  }
  return undefined;
}

let items = 0;

/** DuckDB text of a list with every item changed; `change` gets the item's name. */
export function eachItem(sql: string, change: (item: string) => string): string {
  items++;
  const name = `e${items}`;
  return `list_transform(${sql}, lambda ${name}: ${change(name)})`;
}

/**
 * DuckDB text of a cast.
 * @param safe gives NULL for a value that cannot be cast, as TRY_CAST does, where an error is due otherwise
 * @throws SqlError where Databricks has no such cast or it is unsupported
 */
export function castSql(sql: string, from: DataType, to: DataType, safe = false): string {
  if (sameType(from, to)) {
    return sql;
  }
  if (from.kind === "VOID") {
    return `CAST(${sql} AS ${physicalType(to)})`;
  }
  if (to.kind === "VARIANT") {
    return variantOf(sql, from);
  }
  if (from.kind === "VARIANT") {
    return jsonValue(sql, to, safe, (text, source, target) => castSql(text, source, target, true));
  }
  if (from.kind === "STRING") {
    return fromText(sql, to, safe);
  }
  let cast: string | undefined;
  if (to.kind === "STRING") {
    cast = toText(sql, from);
  } else if (isNumeric(to)) {
    cast = toNumber(sql, from, to, safe);
  } else if (to.kind === "DATE" || isTimestamp(to)) {
    cast = toDatetime(sql, from, to, safe);
  } else if (to.kind === "BOOLEAN" && isNumeric(from)) {
    cast = `(${sql} <> 0)`;
  } else if (isInterval(to) && from.kind === to.kind) {
    cast = intervalCast(sql, from, to);
  } else {
    cast = toNested(sql, from, to, safe);
  }
  if (cast === undefined) {
    throw isForbiddenCast(from, to)
      ? castMismatch(from, to)
      : unsupported(`a cast of ${typeText(from)} to ${typeText(to)}`);
  }
  return cast;
}

/** An interval of other units; only widening keeps every value. */
function intervalCast(sql: string, from: DataType, to: DataType): string | undefined {
  const units = ["YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND"];
  const [source, target] = [from, to] as { to: string }[];
  return units.indexOf(target?.to ?? "") >= units.indexOf(source?.to ?? "") ? sql : undefined;
}

/** A text that is a number, but one that the type has no room for, is another mistake than one that is none. */
function noRoom(text: string, to: DataType): string {
  if (to.kind !== "DECIMAL") {
    return malformed(text, to);
  }
  const number = fromString(text, { kind: "DOUBLE" });
  const long = `'[NUMERIC_OUT_OF_SUPPORTED_RANGE] The value ' || ${text} || ' cannot be interpreted as a numeric since it has more than 38 digits. SQLSTATE: 22003'`;
  return `CASE WHEN abs(${number}) >= 1e38 THEN ${raise("22003", long)} WHEN ${number} IS NOT NULL THEN ${outOfRange(text, to)} ELSE ${malformed(text, to)} END`;
}

function fromText(sql: string, to: DataType, safe: boolean): string {
  if (to.kind === "BINARY") {
    return `encode(${sql})`;
  }
  const tried = fromString(sql, to);
  if (tried === undefined) {
    throw isNumeric(to) || isInterval(to)
      ? unsupported(`a cast of STRING to ${typeText(to)}`)
      : castMismatch({ kind: "STRING" }, to);
  }
  if (safe) {
    return tried;
  }
  return reuse(
    sql,
    (x) => `CASE WHEN ${x} IS NULL THEN NULL ELSE coalesce(${fromString(x, to)}, ${noRoom(x, to)}) END`,
  );
}
