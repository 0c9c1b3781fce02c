/** Casts that Databricks refuses. */
import { type DataType, type DecimalType, typeText } from "../dataTypes";
import { quoteText, raise } from "../duckdbSql";
import { sqlError } from "../errors";
import { isIntegral, isInterval, isNumeric, isTimestamp } from "./coercion";

/** The error for a cast that Databricks does not have. */
export function castMismatch(from: DataType, to: DataType) {
  return sqlError(
    `DATATYPE_MISMATCH.CAST_${suggestion(from, to)}`,
    `Cannot resolve "CAST" due to data type mismatch: cannot cast "${typeText(from)}" to "${typeText(to)}".`,
    "42K09",
  );
}

/** What Spark advises in place of a cast: a function, its old way of casting, or nothing. */
function suggestion(from: DataType, to: DataType): string {
  if ((from.kind === "DATE" && isNumeric(to)) || (isNumeric(from) && to.kind === "DATE")) {
    return "WITH_FUNC_SUGGESTION";
  }
  const old =
    (from.kind === "DATE" && to.kind === "BOOLEAN") ||
    (from.kind === "BOOLEAN" && to.kind === "TIMESTAMP") ||
    (isTimestamp(from) && to.kind === "BOOLEAN") ||
    (isIntegral(from) && to.kind === "BINARY");
  return old ? "WITH_CONF_SUGGESTION" : "WITHOUT_SUGGESTION";
}

/** Whether Databricks, too, rejects a cast; other unsupported casts are only missing here. */
export function isForbiddenCast(from: DataType, to: DataType): boolean {
  const time = (type: DataType) => type.kind === "DATE" || isTimestamp(type) || isInterval(type);
  return (
    (isNumeric(from) && (to.kind === "DATE" || to.kind === "TIMESTAMP_NTZ")) ||
    (from.kind === "DATE" && (isNumeric(to) || to.kind === "BOOLEAN")) ||
    (from.kind === "BOOLEAN" && time(to)) ||
    (isTimestamp(from) && to.kind === "BOOLEAN") ||
    (from.kind === "TIMESTAMP_NTZ" && isNumeric(to)) ||
    (to.kind === "BINARY" && from.kind !== "STRING") ||
    (from.kind === "BINARY" && to.kind !== "STRING") ||
    (to.kind !== "STRING" && differentNesting(from, to))
  );
}

function differentNesting(from: DataType, to: DataType): boolean {
  return (
    (from.kind === "ARRAY") !== (to.kind === "ARRAY") ||
    (from.kind === "MAP") !== (to.kind === "MAP") ||
    (from.kind === "STRUCT") !== (to.kind === "STRUCT")
  );
}

/** The error for a text that is no value of a type. */
export function malformed(text: string, to: DataType): string {
  const target = quoteText(
    ` of the type "STRING" cannot be cast to "${typeText(to)}" because it is malformed.`,
  );
  return raise(
    "22018",
    `'[CAST_INVALID_INPUT] The value ''' || ${text} || '''' || ${target} || ' Correct the value as per the syntax, or change its target type. Use \`try_cast\` to tolerate malformed input and return NULL instead. SQLSTATE: 22018'`,
  );
}

/** The error for a number that a DECIMAL has no room for. */
export function outOfRange(text: string, to: DecimalType): string {
  const message = `'[NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION] The value ' || ${text} || ' cannot be represented as Decimal(${to.precision}, ${to.scale}). If necessary set "ansi_mode" to "false" to bypass this error, and return NULL instead. SQLSTATE: 22003'`;
  return raise("22003", message);
}
