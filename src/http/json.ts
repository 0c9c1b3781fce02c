/** JSON without lost digits: integers that a JavaScript number cannot hold stay text. */
import { parse } from "lossless-json";

/**
 * Ids that Databricks sends as JSON numbers and that can exceed 2^53. They are text always, so that a flow
 * sees one type whatever the value.
 */
const idFields: ReadonlySet<string> = new Set(["spark_context_id"]);

/** What the native parser, eleven times faster, would get wrong: long integers, and ids that must be text. */
const needsCare = new RegExp(`\\d{16}|"(?:${[...idFields].join("|")})"`);

const toNumber = (digits: string): number | string => {
  const value = Number(digits);
  return /^-?\d+$/.test(digits) && !Number.isSafeInteger(value) ? digits : value;
};

const idsAsText = (key: string, value: unknown): unknown =>
  idFields.has(key) && typeof value === "number" ? String(value) : value;

const withoutByteOrderMark = (text: string): string => (text.startsWith("\ufeff") ? text.slice(1) : text);

/**
 * Parses JSON text. Integers beyond 2^53 become their digits, every other number a number. The last of repeated
 * keys counts, as in `JSON.parse`.
 * @throws SyntaxError when the text is not JSON, RangeError when it is nested too deeply
 */
export const parseExact = (text: string): unknown => {
  const json = withoutByteOrderMark(text);
  return needsCare.test(json)
    ? parse(json, idsAsText, { parseNumber: toNumber, onDuplicateKey: ({ newValue }) => newValue })
    : JSON.parse(json);
};

/**
 * Parses the JSON of SQL result chunks, whose cells are all text or null: no digits can be lost, so the native
 * parser does it.
 * @throws SyntaxError when the text is not JSON
 */
export const parseTextOnly = (text: string): unknown => JSON.parse(withoutByteOrderMark(text));
