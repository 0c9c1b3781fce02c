/** Keeps the values of records out of the log and out of errors: of requests, their responses and Databricks' messages. */
import { sqlCondition } from "../../errors/kinds";
import type { DataFilter } from "../../http/dataFilter";
import { isJsonObject, parseTextOnly } from "../../http/json";

const hidden = "(not shown)";

/** A place in a message that holds data: behind one text, and up to the last occurrence of another. */
type DataPlace = readonly [after: string, upTo: string];

/** Where the messages of some conditions hold data. https://docs.databricks.com/aws/en/error-messages/error-classes */
const dataPlaces: Readonly<Record<string, readonly DataPlace[]>> = {
  CAST_INVALID_INPUT: [["The value ", " of the type "]],
  CAST_OVERFLOW: [["The value ", " of the type "]],
  CAST_OVERFLOW_IN_TABLE_INSERT: [["The value ", " of the type "]],
  CONVERSION_INVALID_INPUT: [["The value ", ' ("']],
  NUMERIC_VALUE_OUT_OF_RANGE: [["] ", " cannot be "]],
  NUMERIC_OUT_OF_SUPPORTED_RANGE: [["The value ", " cannot be "]],
  CANNOT_PARSE_TIMESTAMP: [["] ", ". Use "]],
  MALFORMED_RECORD_IN_PARSING: [["record parsing: ", ". Parse Mode"]],
  MALFORMED_CSV_RECORD: [["CSV record: ", "SQLSTATE:"]],
  INVALID_JSON_RECORD_TYPE: [["parsing: ", ". Parse Mode"]],
  DELTA_EXCEED_CHAR_VARCHAR_LIMIT: [["Value ", " exceeds "]],
  DELTA_REPLACE_WHERE_MISMATCH: [["Invalid data ", "SQLSTATE"]],
  DUPLICATED_MAP_KEY: [["Duplicate map key ", " was found"]],
  DELTA_CONSTRAINT_VIOLATED: [["Values:", "SQLSTATE"]],
};

/** Values of all columns of a row, to the end of the message; older runtimes name no condition before them. */
const rowValues: DataPlace = ["with values:", "SQLSTATE"];

/** Hides what stands between two texts; up to the end of the message where the second one is missing. */
const hideAt = (message: string, [after, upTo]: DataPlace): string => {
  const found = message.indexOf(after);
  if (found < 0) return message;
  const from = found + after.length;
  const end = message.lastIndexOf(upTo);
  const rest = end >= from ? message.slice(end) : "";
  return `${message.slice(0, from).trimEnd()} ${hidden}${/^\w/.test(rest) ? ` ${rest}` : rest}`;
};

/**
 * A value as Spark's messages quote it; names have backticks, types and expressions double quotes. One that is not
 * closed goes to the end, so that no beginning is tried twice.
 */
const quotedValue = /(?<![\p{L}\p{N}])'[^'\\]*(?:\\(?:.|$)[^'\\]*)*(?:'|$)/gsu;

/** Conditions whose quoted texts are names. */
const namingConditions: ReadonlySet<string> = new Set(["INSUFFICIENT_PERMISSIONS", "PERMISSION_DENIED"]);

/** Every condition in a message: that of a file, for example, is followed by the one that is its cause. */
const conditionNames = /\[([A-Z][A-Z0-9_]{2,100})(?=[.\]])/g;

/** The most conditions of a message whose places are looked for. */
const maxConditions = 20;

/** Hides the places of every condition, each behind its name. */
const hidePlaces = (message: string): string =>
  [...message.matchAll(conditionNames)].slice(0, maxConditions).reduceRight((text, found) => {
    const end = found.index + found[0].length;
    const places = dataPlaces[found[1] ?? ""] ?? [];
    return text.slice(0, end) + places.reduce(hideAt, text.slice(end));
  }, message);

/** A message of a failed statement without the values of records: condition, constraint and column stay. */
const withoutValues = (message: string): string => {
  const condition = sqlCondition(message);
  if (condition !== undefined && namingConditions.has(condition)) return message;
  const shown = hidePlaces(hideAt(message, rowValues));
  return condition === undefined ? shown : shown.replace(quotedValue, hidden);
};

const hiddenText = (value: unknown): unknown =>
  typeof value === "string" ? `(${value.length} characters)` : value;

const isMessage = (key: string): boolean => key === "message";

/** What may be logged of a body: no parameter's value, no message with values. */
const shownPart = (key: string, value: unknown): unknown => {
  if (isMessage(key) && typeof value === "string") return withoutValues(value);
  if (key === "parameters" && Array.isArray(value)) {
    return value.map((one) => (isJsonObject(one) ? { ...one, value: hiddenText(one.value) } : hidden));
  }
  return value;
};

const shownBody = (text: string): string => {
  try {
    return JSON.stringify(parseTextOnly(text), shownPart);
  } catch {
    return `(${text.length} characters, which are not JSON)`;
  }
};

/** What may be shown of the statements that write records, and of the files that carry them. */
export const recordDataFilter: DataFilter = { body: shownBody, message: withoutValues };
