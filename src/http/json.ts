/** JSON without lost digits: integers that a JavaScript number cannot hold stay text. */
import { parse } from "lossless-json";

/**
 * Ids that Databricks sends as JSON numbers and that can exceed 2^53. They are text always, so that a flow
 * sees one type whatever the value.
 */
const idFields: ReadonlySet<string> = new Set(["spark_context_id"]);

/** What the native parser, eleven times faster, would get wrong: long integers, and ids that must be text. */
const needsCare = new RegExp(`\\d{16}|"(?:${[...idFields].join("|")})"`);

/** A number that no server writes, in place of NaN, which JSON has not. */
const notANumber = "-0.000e-0000";

const toNumber = (digits: string): number | string => {
  if (digits === notANumber) return Number.NaN;
  const value = Number(digits);
  return /^-?\d+$/.test(digits) && !Number.isSafeInteger(value) ? digits : value;
};

const idsAsText = (key: string, value: unknown): unknown =>
  idFields.has(key) && typeof value === "number" ? String(value) : value;

const withoutByteOrderMark = (text: string): string => (text.startsWith("\ufeff") ? text.slice(1) : text);

/** A text, which is left as it is, or what Python writes for a number that JSON has not. */
const textOrSpecialNumber = /"[^"\\]*(?:\\(?:[\s\S]|$)[^"\\]*)*(?:"|$)|-?\bInfinity\b|\bNaN\b/g;

/** Numbers beyond the largest are infinite to every parser. */
const inJson: Record<string, string> = { NaN: notANumber, Infinity: "1e999", "-Infinity": "-1e999" };

const parseLossless = (json: string): unknown =>
  parse(json, idsAsText, { parseNumber: toNumber, onDuplicateKey: ({ newValue }) => newValue });

/** Parses what Python writes, where it is that which kept the text from being JSON. */
const parsePythonStyle = (json: string, failure: unknown): unknown => {
  if (!(failure instanceof SyntaxError) || !/NaN|Infinity/.test(json)) throw failure;
  return parseLossless(json.replace(textOrSpecialNumber, (found) => inJson[found] ?? found));
};

const withSpecialNumbers =
  (parseJson: (json: string) => unknown) =>
  (text: string): unknown => {
    const json = withoutByteOrderMark(text);
    try {
      return parseJson(json);
    } catch (error) {
      return parsePythonStyle(json, error);
    }
  };

/**
 * Parses JSON text. Integers beyond 2^53 become their digits, every other number a number. The last of repeated
 * keys counts, as in `JSON.parse`. NaN, Infinity and -Infinity, which Python writes and JSON has not, become numbers.
 * @throws SyntaxError when the text is not JSON, RangeError when it is nested too deeply
 */
export const parseExact = withSpecialNumbers((json) =>
  needsCare.test(json) ? parseLossless(json) : JSON.parse(json),
);

/**
 * Parses the JSON of SQL result chunks, whose cells are all text or null: no digits can be lost, so the native
 * parser does it. Otherwise as `parseExact`.
 * @throws SyntaxError when the text is not JSON
 */
export const parseTextOnly = withSpecialNumbers((json) => JSON.parse(json));
