/**
 * Parses literals. https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-literals
 */
import type { DataType, DayTimeUnit, YearMonthUnit } from "../dataTypes";
import { DATE, DOUBLE, decimal, TIMESTAMP, TIMESTAMP_NTZ } from "../dataTypes";
import { parseError, sqlError, unsupported } from "../errors";
import { parseDate, parseTimestamp } from "../values/timeText";
import type { Node } from "./ast";
import type { Cursor } from "./cursor";
import type { Token } from "./lexer";

type Literal = Node<"literal">;

const suffixes: Record<string, { type: DataType; low?: bigint; high?: bigint }> = {
  Y: { type: { kind: "TINYINT" }, low: -128n, high: 127n },
  S: { type: { kind: "SMALLINT" }, low: -32768n, high: 32767n },
  L: { type: { kind: "BIGINT" }, low: -(2n ** 63n), high: 2n ** 63n - 1n },
  D: { type: { kind: "DOUBLE" } },
  F: { type: { kind: "FLOAT" } },
};

/** A number as written, with the sign that precedes it. */
export function numberLiteral(sql: string, token: Token, negative: boolean): Literal {
  const at = token.start;
  const [, digits = "", suffix = ""] = /^(.*?)(BD|[LSYDF])?$/i.exec(token.text) ?? [];
  const value = `${negative ? "-" : ""}${digits}`;
  const kind = suffix.toUpperCase();
  if (kind === "BD") {
    return { node: "literal", at, ...plainDecimal(value) };
  }
  const suffixed = suffixes[kind];
  if (suffixed) {
    const { low, high } = suffixed;
    if (low !== undefined && high !== undefined) {
      if (!/^-?\d+$/.test(value)) {
        throw parseError(sql, at, token.text);
      }
      if (BigInt(value) < low || BigInt(value) > high) {
        throw outsideRange(value, suffixed.type, String(low), String(high));
      }
    }
    return { node: "literal", at, type: suffixed.type, value: inRange(value, suffixed.type) };
  }
  if (/e/i.test(digits)) {
    return { node: "literal", at, type: DOUBLE, value: inRange(value, DOUBLE) };
  }
  if (digits.includes(".")) {
    return { node: "literal", at, ...plainDecimal(value) };
  }
  const integer = BigInt(value);
  if (integer >= -(2n ** 31n) && integer < 2n ** 31n) {
    return { node: "literal", at, type: { kind: "INT" }, value: String(integer) };
  }
  if (integer >= -(2n ** 63n) && integer < 2n ** 63n) {
    return { node: "literal", at, type: { kind: "BIGINT" }, value: String(integer) };
  }
  return { node: "literal", at, ...plainDecimal(value) };
}

const outsideRange = (value: string, type: DataType, low: string, high: string): Error =>
  sqlError(
    "INVALID_NUMERIC_LITERAL_RANGE",
    `Numeric literal ${value} is outside the valid range for ${type.kind.toLowerCase()} with minimum value of ${low} and maximum value of ${high}. Please adjust the value accordingly.`,
    "22003",
  );

/** The digits of a FLOAT or DOUBLE, which must not be greater than the greatest of the type. */
function inRange(value: string, type: DataType): string {
  const high = type.kind === "FLOAT" ? "3.4028234663852886E+38" : "1.7976931348623157E+308";
  if ((type.kind === "FLOAT" || type.kind === "DOUBLE") && Math.abs(Number(value)) > Number(high)) {
    throw outsideRange(value, type, `-${high}`, high);
  }
  return value;
}

/** A decimal with the precision and scale that its digits need. */
function plainDecimal(text: string): { type: DataType; value: string } {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] =
    /^(-?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  let digits = `${whole}${fraction}`.replace(/^0+(?=\d)/, "");
  let scale = fraction.length - Number(exponent);
  if (scale < 0) {
    digits += "0".repeat(-scale);
    scale = 0;
  }
  const precision = Math.max(digits.length, scale);
  if (precision > 38) {
    throw sqlError(
      "DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION",
      `Decimal precision ${precision} exceeds max precision 38.`,
      "22003",
    );
  }
  const padded = digits.padStart(scale + 1, "0");
  const value = scale === 0 ? padded : `${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
  return { type: decimal(Math.max(precision, 1), scale), value: `${sign}${value}` };
}

const invalidLiteral = (word: string, text: string): Error =>
  sqlError(
    "INVALID_TYPED_LITERAL",
    `The value of the typed literal "${word}" is invalid: '${text}'.`,
    "42604",
  );

/** `X'1F'`: the value is hexadecimal digits, an even number of them. */
export function hexLiteral(token: Token): Literal {
  if (!/^[0-9a-fA-F]*$/.test(token.text)) {
    throw invalidLiteral("X", token.text);
  }
  const even = token.text.length % 2 === 0 ? token.text : `0${token.text}`;
  return { node: "literal", at: token.start, type: { kind: "BINARY" }, value: even.toUpperCase() };
}

/** Whether more than a date and a time stands in the text of a timestamp. */
const namesZone = (text: string): boolean => !/^\s*\d{4}(-\d{1,2}(-\d{1,2})?)?([T ][\d:. ]*)?\s*$/.test(text);

/** `DATE '…'`, `TIMESTAMP '…'` and `TIMESTAMP_NTZ '…'`; the value is days or microseconds since 1970. */
export function timeLiteral(at: number, word: string, text: string): Literal {
  if (/^\s*(epoch|now|today|tomorrow|yesterday)\s*$/i.test(text)) {
    throw unsupported(`the literal ${word} '${text}'`);
  }
  if (word === "DATE") {
    const days = parseDate(text);
    if (days === undefined) {
      throw invalidLiteral(word, text);
    }
    return { node: "literal", at, type: DATE, value: String(days) };
  }
  const micros = parseTimestamp(text, word === "TIMESTAMP_NTZ");
  if (micros === undefined) {
    throw invalidLiteral(word, text);
  }
  return {
    node: "literal",
    at,
    type: word === "TIMESTAMP_NTZ" ? TIMESTAMP_NTZ : TIMESTAMP,
    value: String(micros),
    // A zone is left out of account only by what has none.
    ...(word === "TIMESTAMP" && !namesZone(text) && { sessionZone: true }),
  };
}

const unitSizes: Record<string, { unit: YearMonthUnit | DayTimeUnit; size: bigint }> = {
  YEAR: { unit: "YEAR", size: 12n },
  MONTH: { unit: "MONTH", size: 1n },
  WEEK: { unit: "DAY", size: 604_800_000_000n },
  DAY: { unit: "DAY", size: 86_400_000_000n },
  HOUR: { unit: "HOUR", size: 3_600_000_000n },
  MINUTE: { unit: "MINUTE", size: 60_000_000n },
  SECOND: { unit: "SECOND", size: 1_000_000n },
  MILLISECOND: { unit: "SECOND", size: 1000n },
  MICROSECOND: { unit: "SECOND", size: 1n },
};
const order = ["YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND"];

function unitOf(word: string) {
  return unitSizes[word] ?? unitSizes[word.replace(/S$/, "")];
}

/** Whether the cursor, after INTERVAL, is at an interval's value. */
export function startsInterval(cursor: Cursor): boolean {
  const sign = cursor.isAny("-", "+") ? 1 : 0;
  return cursor.peek(sign).kind === "number" || cursor.peek(sign).kind === "string";
}

/** Whether the cursor, after a unit, is at another value with a unit, not at an operator or the like. */
function goesOn(cursor: Cursor): boolean {
  const unit = cursor.peek(cursor.isAny("-", "+") ? 2 : 1);
  return startsInterval(cursor) && unit.kind === "word" && unitOf(unit.word) !== undefined;
}

/** The interval after the word INTERVAL: `3 DAYS 2 HOURS`, `'1-2' YEAR TO MONTH`, `'1 day'`. */
export function parseInterval(cursor: Cursor, at: number): Literal {
  const parts: { value: string; unit: string }[] = [];
  while (parts.length === 0 ? startsInterval(cursor) : goesOn(cursor)) {
    const negative = cursor.accept("-");
    cursor.accept("+");
    const token = cursor.next();
    const value = `${negative ? "-" : ""}${token.text.trim()}`.replace(/^--/, "");
    const unit = cursor.peek();
    if (unit.kind === "word" && unitOf(unit.word)) {
      cursor.next();
      if (parts.length === 0 && cursor.accept("TO")) {
        return spanLiteral(cursor, at, value, unit.word, cursor.next());
      }
      parts.push({ value, unit: unit.word });
    } else if (token.kind === "string" && parts.length === 0 && !negative) {
      return unitsLiteral(cursor, at, wordsOf(token));
    } else {
      cursor.fail();
    }
  }
  return unitsLiteral(cursor, at, parts);
}

/** `'1 day 2 hours'` as its values and units. */
function wordsOf(token: Token): { value: string; unit: string }[] {
  const words = token.text
    .trim()
    .replace(/^interval\s+/i, "")
    .split(/\s+/);
  const parts: { value: string; unit: string }[] = [];
  for (let index = 0; index < words.length; index += 2) {
    parts.push({ value: words[index] ?? "", unit: (words[index + 1] ?? "").toUpperCase() });
  }
  if (parts.some(({ unit }) => !unitOf(unit))) {
    throw invalidLiteral("INTERVAL", token.text);
  }
  return parts;
}

function unitsLiteral(cursor: Cursor, at: number, parts: { value: string; unit: string }[]): Literal {
  let total = 0n;
  const units: string[] = [];
  for (const { value, unit } of parts) {
    const known = unitOf(unit);
    const number = /^([+-]?)(\d+)(?:\.(\d{1,9}))?$/.exec(value);
    if (!known || !number) {
      return invalidInterval(value, "UNRECOGNIZED_NUMBER");
    }
    if (number[3] && known.unit !== "SECOND") {
      return invalidInterval(value, "INVALID_FRACTION");
    }
    const micros = number[3] ? (BigInt(number[3].padEnd(9, "0")) * known.size) / 1_000_000_000n : 0n;
    const size = BigInt(number[2] ?? "0") * known.size + micros;
    total += number[1] === "-" ? -size : size;
    units.push(known.unit);
  }
  if (units.length === 0) {
    cursor.fail();
  }
  const indexes = units.map((unit) => order.indexOf(unit));
  return spanOf(at, total, Math.min(...indexes), Math.max(...indexes));
}

function spanOf(at: number, total: bigint, from: number, to: number): Literal {
  if (from < 2 && to >= 2) {
    throw unsupported("intervals that mix months with days or seconds");
  }
  const limit = from < 2 ? 2n ** 31n : 2n ** 63n;
  if (total >= limit || total < -limit) {
    return invalidInterval(String(total), "ARITHMETIC_EXCEPTION");
  }
  const type = {
    kind: from < 2 ? "YEAR_MONTH" : "DAY_TIME",
    from: order[from],
    to: order[to],
  } as DataType;
  return { node: "literal", at, type, value: String(total) };
}

const spans: Record<string, RegExp> = {
  "YEAR TO MONTH": /^([+-]?)(?<YEAR>\d+)-(?<MONTH>\d{1,2})$/,
  "DAY TO HOUR": /^([+-]?)(?<DAY>\d+) (?<HOUR>\d{1,2})$/,
  "DAY TO MINUTE": /^([+-]?)(?<DAY>\d+) (?<HOUR>\d{1,2}):(?<MINUTE>\d{1,2})$/,
  "DAY TO SECOND":
    /^([+-]?)(?<DAY>\d+) (?<HOUR>\d{1,2}):(?<MINUTE>\d{1,2}):(?<SECOND>\d{1,2})(?:\.(?<fraction>\d{1,9}))?$/,
  "HOUR TO MINUTE": /^([+-]?)(?<HOUR>\d+):(?<MINUTE>\d{1,2})$/,
  "HOUR TO SECOND": /^([+-]?)(?<HOUR>\d+):(?<MINUTE>\d{1,2}):(?<SECOND>\d{1,2})(?:\.(?<fraction>\d{1,9}))?$/,
  "MINUTE TO SECOND": /^([+-]?)(?<MINUTE>\d+):(?<SECOND>\d{1,2})(?:\.(?<fraction>\d{1,9}))?$/,
};
const maxValues: Record<string, number> = { MONTH: 11, HOUR: 23, MINUTE: 59, SECOND: 59 };

/** `'1-2' YEAR TO MONTH` and the like. */
function spanLiteral(cursor: Cursor, at: number, text: string, from: string, end: Token): Literal {
  const match = spans[`${from} TO ${end.word}`]?.exec(text);
  if (!match?.groups) {
    return spans[`${from} TO ${end.word}`]
      ? invalidInterval(text, "UNMATCHED_FORMAT_STRING")
      : order.includes(end.word)
        ? invalidInterval(text, "UNSUPPORTED_FROM_TO_EXPRESSION")
        : cursor.fail(end);
  }
  let total = BigInt((match.groups.fraction ?? "").padEnd(6, "0").slice(0, 6));
  for (const [unit, { size }] of Object.entries(unitSizes)) {
    const value = match.groups[unit];
    if (value !== undefined) {
      if (unit !== from && Number(value) > (maxValues[unit] ?? 0)) {
        return invalidInterval(text, "INTERVAL_PARSING");
      }
      total += BigInt(value) * size;
    }
  }
  return spanOf(at, match[1] === "-" ? -total : total, order.indexOf(from), order.indexOf(end.word));
}

function invalidInterval(text: string, reason: string): never {
  throw sqlError(`INVALID_INTERVAL_FORMAT.${reason}`, `Error parsing '${text}' to interval.`, "22006");
}
