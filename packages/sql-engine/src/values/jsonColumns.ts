/**
 * Values of columns from JSON as from_json makes them. They come as JSON once more, in which every value is a text
 * that DuckDB casts to the column's type.
 * https://docs.databricks.com/aws/en/sql/language-manual/functions/from_json
 */
import type { DataType, StructType } from "../dataTypes";
import { SqlError, sqlError, unsupported } from "../errors";
import { parseDecimal, rescale } from "./decimals";
import { type Json, JsonError, parseJsonText } from "./jsonReader";
import { decimalText, doubleText } from "./numberText";
import { dateText, parseDate, parseTimestamp, timestampText } from "./timeText";

/** A text, NULL, or several of them. */
export type Made = string | null | Made[] | { [name: string]: Made };

/** A value that does not fit its type; the field that holds it becomes NULL. */
class Misfit extends Error {}

/** What becomes of a text that is no JSON, and of a value that does not fit: NULL, or the end of the statement. */
export type JsonMode = "PERMISSIVE" | "FAILFAST";

function misfit(): never {
  throw new Misfit();
}

const sizes: Record<string, bigint> = {
  TINYINT: 2n ** 7n,
  SMALLINT: 2n ** 15n,
  INT: 2n ** 31n,
  BIGINT: 2n ** 63n,
};

/** JSON of a value as Spark writes it into a text: no blanks, doubles as Java prints them. */
export function jsonOf(value: Json): string {
  switch (value.kind) {
    case "null":
      return "null";
    case "boolean":
      return String(value.value);
    case "string":
      return JSON.stringify(value.value).replace(/\\u00[0-9a-f]{2}/g, (code) =>
        code.toUpperCase().replace("U", "u"),
      );
    case "number":
      return numberText(value);
    case "array":
      return `[${value.items.map(jsonOf).join(",")}]`;
    default:
      return `{${value.members.map(([name, member]) => `${jsonOf({ kind: "string", value: name })}:${jsonOf(member)}`).join(",")}}`;
  }
}

function numberText({ text, whole }: { text: string; whole: boolean }): string {
  if (whole) {
    return String(BigInt(text));
  }
  const value = floating(text);
  return Number.isFinite(value) ? doubleText(value) : `"${doubleText(value)}"`;
}

/** The number that a text means, also `INF`. */
function floating(text: string): number {
  return Number(text.replace(/INF$/, "Infinity"));
}

/** A text that stands for a number that JSON cannot write. */
const namedNumber = /^(?:NaN|[+-]?(?:Infinity|INF))$/;

function made(value: Json, type: DataType, mode: JsonMode): Made {
  if (type.kind === "VARIANT") {
    return variantOf(value);
  }
  if (value.kind === "null") {
    return null;
  }
  switch (type.kind) {
    case "BOOLEAN":
      return value.kind === "boolean" ? String(value.value) : misfit();
    case "TINYINT":
    case "SMALLINT":
    case "INT":
    case "BIGINT": {
      const size = sizes[type.kind] ?? 0n;
      const whole = value.kind === "number" && value.whole ? BigInt(value.text) : misfit();
      // Spark's parser takes bytes with and without a sign.
      if (type.kind === "TINYINT" && whole >= size && whole < 2n * size) {
        return String(whole - 2n * size);
      }
      return whole >= -size && whole < size ? String(whole) : misfit();
    }
    case "FLOAT":
    case "DOUBLE": {
      const text = value.kind === "number" ? value.text : value.kind === "string" ? value.value : misfit();
      return value.kind === "number" || namedNumber.test(text) ? doubleText(floating(text)) : misfit();
    }
    case "DECIMAL":
      return decimalOf(value, type.precision, type.scale);
    case "STRING":
      return value.kind === "string" ? value.value : jsonOf(value);
    case "DATE": {
      const days = value.kind === "string" ? parseDate(value.value) : misfit();
      return days === undefined ? misfit() : dateText(days);
    }
    case "TIMESTAMP":
    case "TIMESTAMP_NTZ":
      return timeOf(value, type.kind === "TIMESTAMP_NTZ");
    case "BINARY":
      return value.kind === "string" ? bytesOf(value.value) : misfit();
    case "ARRAY":
      return value.kind === "array" ? value.items.map((item) => made(item, type.element, mode)) : misfit();
    case "MAP":
      return value.kind === "object" ? mapOf(value.members, type, mode) : misfit();
    case "STRUCT":
      return value.kind === "object" ? structOf(value.members, type, mode) : misfit();
    default:
      throw unsupported(`from_json with ${type.kind}`);
  }
}

function decimalOf(value: Json, precision: number, scale: number): string {
  const text =
    value.kind === "number"
      ? value.text
      : value.kind === "string"
        ? value.value.replaceAll(",", "")
        : misfit();
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,4})?$/.test(text)) {
    return misfit();
  }
  const { unscaled } = rescale(parseDecimal(text), scale);
  return String(unscaled).replace("-", "").length <= precision ? decimalText(unscaled, scale) : misfit();
}

function timeOf(value: Json, withoutZone: boolean): string {
  if (value.kind === "number" && value.whole && !withoutZone) {
    return timestampText(BigInt(value.text) * 1_000_000n, "");
  }
  const text = value.kind === "string" ? value.value : misfit();
  if (withoutZone && /[T ]\s*[\d:.]*\s*[^\d:.\s]/.test(text)) {
    return misfit();
  }
  const micros = parseTimestamp(text, withoutZone);
  return micros === undefined ? misfit() : timestampText(micros, "");
}

function mapOf(members: [string, Json][], type: DataType & { kind: "MAP" }, mode: JsonMode): Made {
  if (type.key.kind !== "STRING") {
    throw unsupported("from_json with a MAP whose keys are not STRING");
  }
  if (new Set(members.map(([name]) => name)).size < members.length) {
    throw unsupported("from_json of a MAP with a key twice");
  }
  return Object.fromEntries(members.map(([name, value]) => [name, made(value, type.value, mode)]));
}

/** Base64, which stays as it is. */
function bytesOf(text: string): string {
  return /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text) ? text : misfit();
}

/** JSON text of a value with the digits of its numbers, as a VARIANT is kept. */
function variantOf(value: Json): string {
  switch (value.kind) {
    case "number":
      if (!/^-?\d+(?:\.\d+)?$/.test(value.text)) {
        throw unsupported("numbers with an exponent in a VARIANT");
      }
      return value.text;
    case "array":
      return `[${value.items.map(variantOf).join(",")}]`;
    case "object":
      return `{${value.members.map(([name, member]) => `${JSON.stringify(name)}:${variantOf(member)}`).join(",")}}`;
    case "string":
      return JSON.stringify(value.value);
    default:
      return jsonOf(value);
  }
}

/** A field that does not fit is NULL, and of a name that is there twice the last that fits counts. */
function structOf(members: [string, Json][], type: StructType, mode: JsonMode): Made {
  const fields = new Map(type.fields.map((field) => [field.name, field.type]));
  const values: Record<string, Made> = {};
  for (const [name, value] of members) {
    const field = fields.get(name);
    if (field) {
      try {
        values[name] = made(value, field, mode);
      } catch (error) {
        if (!(error instanceof Misfit) || mode === "FAILFAST") {
          throw error;
        }
      }
    }
  }
  return values;
}

/** A text that is no JSON gives NULL in every field. What can be read of it before the fault is not known here. */
function read(text: string, mode: JsonMode): Json {
  try {
    return parseJsonText(text);
  } catch (error) {
    if (!(error instanceof JsonError)) {
      throw error;
    }
    if (mode === "PERMISSIVE" && !error.cut && /^\s*[[{]/.test(text)) {
      throw unsupported("from_json of text that is JSON only in its beginning");
    }
    return misfit();
  }
}

/** Whether a value that `JSON.parse` gave consists of lists of texts, as deep as the type has it. */
function isTexts(value: unknown, type: DataType): boolean {
  if (type.kind === "ARRAY") {
    return value === null || (Array.isArray(value) && value.every((item) => isTexts(item, type.element)));
  }
  return value === null || typeof value === "string";
}

/** Whether a text is JSON of nothing but lists of texts, which DuckDB reads as Spark does. */
function isPlain(text: string, type: DataType): boolean {
  let innermost = type;
  while (innermost.kind === "ARRAY") {
    innermost = innermost.element;
  }
  const mayHoldHalves = /\\u[dD][89a-fA-F]/.test(text);
  if (type.kind !== "ARRAY" || innermost.kind !== "STRING" || mayHoldHalves) {
    return false;
  }
  try {
    return isTexts(JSON.parse(text), type);
  } catch {
    return false;
  }
}

/** The error of FAILFAST. Spark shows what it has read of the record, which is nothing here. */
function malformed(type: DataType): SqlError {
  const nulls = type.kind === "STRUCT" ? type.fields.map(() => "null") : ["null"];
  return sqlError(
    "MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION",
    `Malformed records are detected in record parsing: [${nulls.join(",")}].\nParse Mode: FAILFAST. To process malformed records as null result, try setting the option 'mode' as 'PERMISSIVE'.`,
    "22023",
  );
}

/** One record of a file as the columns of a type, and whether everything in it fits; nothing where it is no object. */
export function recordColumns(value: Json, type: StructType): { columns: Made; fits: boolean } | undefined {
  if (value.kind !== "object") {
    return undefined;
  }
  try {
    return { columns: structOf(value.members, type, "FAILFAST"), fits: true };
  } catch (error) {
    if (!(error instanceof Misfit)) {
      throw error;
    }
    return { columns: structOf(value.members, type, "PERMISSIVE"), fits: false };
  }
}

/** JSON text of a value, as a VARIANT has it. */
export const variantJson = (value: Json): string => variantOf(value);

/**
 * What from_json makes of a text, as JSON for DuckDB; nothing for NULL.
 * @throws SqlError for what is unsupported
 */
export function columnJson(text: string, type: DataType, mode: JsonMode): string | null {
  if (text.trim() === "") {
    return null;
  }
  if (isPlain(text, type)) {
    return text;
  }
  try {
    const value = read(text, mode);
    const isSingle = type.kind === "ARRAY" && type.element.kind === "STRUCT" && value.kind === "object";
    const root: Json = isSingle ? { kind: "array", items: [value] } : value;
    return JSON.stringify(made(root, type, mode) ?? empty(type));
  } catch (error) {
    if (error instanceof Misfit) {
      if (mode === "FAILFAST") {
        throw malformed(type);
      }
      return JSON.stringify(empty(type));
    }
    throw error instanceof SqlError ? error : new Error(`from_json failed: ${error}`);
  }
}

/** What there is where nothing could be read: a STRUCT of NULLs, otherwise NULL. */
const empty = (type: DataType): Made => (type.kind === "STRUCT" ? {} : null);
