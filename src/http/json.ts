/** JSON without lost digits, read and written: what a JavaScript number cannot hold keeps its digits. */
import { isLosslessNumber, isSafeNumber, LosslessNumber, parse, stringify } from "lossless-json";

/** A number that no server writes, in place of NaN, which JSON lacks. */
const notANumber = "-0.000e-0000";

const toNumber = (digits: string): number | string => {
  if (digits === notANumber) return Number.NaN;
  const value = Number(digits);
  return /^-?\d+$/.test(digits) && !Number.isSafeInteger(value) ? digits : value;
};

const withoutByteOrderMark = (text: string): string => (text.startsWith("\ufeff") ? text.slice(1) : text);

/** A string, which is left as it is, or what Python writes for a number that JSON lacks. */
const textOrSpecialNumber = /"[^"\\]*(?:\\(?:[\s\S]|$)[^"\\]*)*(?:"|$)|-?\bInfinity\b|\bNaN\b/g;

/** Numbers beyond the largest are infinite to every parser. */
const inJson: Record<string, string> = { NaN: notANumber, Infinity: "1e999", "-Infinity": "-1e999" };

type Parser = (json: string) => unknown;

const digitParser = (textFields: readonly string[]): Parser => {
  const asText = (key: string, value: unknown): unknown =>
    typeof value === "number" && textFields.includes(key) ? String(value) : value;
  return (json) => parse(json, asText, { parseNumber: toNumber, onDuplicateKey: ({ newValue }) => newValue });
};

/** Parses what Python writes, where it is that which kept the text from being JSON. */
const parsePythonStyle = (json: string, failure: unknown, parseDigits: Parser): unknown => {
  if (!(failure instanceof SyntaxError) || !/NaN|Infinity/.test(json)) throw failure;
  return parseDigits(json.replace(textOrSpecialNumber, (found) => inJson[found] ?? found));
};

const withSpecialNumbers =
  (parseJson: Parser, parseDigits: Parser): Parser =>
  (text) => {
    const json = withoutByteOrderMark(text);
    try {
      return parseJson(json);
    } catch (error) {
      return parsePythonStyle(json, error, parseDigits);
    }
  };

/**
 * Makes a parser of JSON text. Integers beyond 2^53 become their digits, every other number a number. The last of repeated
 * keys counts, as in `JSON.parse`. NaN, Infinity and -Infinity, which Python writes and JSON lacks, become numbers.
 * @param textFields the fields whose numbers are text always, so that a flow sees one type whatever the value
 * @returns a parser that throws a SyntaxError when the text is not JSON, a RangeError when it is nested too deeply
 */
export const exactParser = (textFields: readonly string[] = []): Parser => {
  // What the native parser, eleven times faster, would get wrong.
  const needsCare = new RegExp(["\\d{16}", ...textFields.map((field) => `"${field}"`)].join("|"));
  const parseDigits = digitParser(textFields);
  return withSpecialNumbers(
    (json) => (needsCare.test(json) ? parseDigits(json) : JSON.parse(json)),
    parseDigits,
  );
};

/**
 * Parses the JSON of SQL result chunks, whose cells are all text or null: no digits can be lost, so the native
 * parser does it. Otherwise as `exactParser`.
 * @throws SyntaxError when the text is not JSON
 */
export const parseTextOnly = withSpecialNumbers((json) => JSON.parse(json), digitParser([]));

/** A number as it is sent on: with its digits where a JavaScript number would lose some. */
export type ExactNumber = number | LosslessNumber;

/** The number of a text of digits. @param digits a number of JSON */
export const exactNumber = (digits: string): ExactNumber =>
  isSafeNumber(digits) ? Number(digits) : new LosslessNumber(digits);

/**
 * Parses JSON text that is sent on: a number that a JavaScript number cannot hold becomes a `LosslessNumber`, which
 * `stringifyExact` writes with the same digits.
 * @throws SyntaxError when the text is not JSON, or has a key twice with different values
 */
export const parseLossless = (text: string): unknown =>
  parse(withoutByteOrderMark(text), undefined, { parseNumber: exactNumber });

/**
 * Writes JSON text, a `LosslessNumber` and a bigint with all their digits; all else as `JSON.stringify`.
 * @param value an object or a list, or anything that has JSON text
 */
export const stringifyExact = (value: unknown): string => stringify(value) ?? "null";

/** Whether a value of JSON is an object: not an array, not a number that kept its digits, not bytes. */
export const isJsonObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" &&
  value !== null &&
  !Array.isArray(value) &&
  !isLosslessNumber(value) &&
  !ArrayBuffer.isView(value);

/**
 * An integer as a request carries it. Integers beyond 2^53 are text wherever the component hands them out; Databricks
 * takes a number.
 */
export const jsonInteger = (value: number | string): ExactNumber =>
  typeof value === "string" ? new LosslessNumber(value) : value;
