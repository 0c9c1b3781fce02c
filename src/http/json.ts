/** JSON without lost digits: integers that a JavaScript number cannot hold stay text. */
import { parse } from "lossless-json";

/**
 * Ids that Databricks sends as JSON numbers and that can exceed 2^53. They are text always, so that a flow
 * sees one type whatever the value.
 */
const idFields: ReadonlySet<string> = new Set(["spark_context_id"]);

const toNumber = (digits: string): number | string => {
  const value = Number(digits);
  return /^-?\d+$/.test(digits) && !Number.isSafeInteger(value) ? digits : value;
};

const idsAsText = (key: string, value: unknown): unknown =>
  idFields.has(key) && typeof value === "number" ? String(value) : value;

/**
 * Parses JSON text. Integers beyond 2^53 become their digits, every other number a number. The last of repeated
 * keys counts, as in `JSON.parse`.
 * @throws SyntaxError when the text is not JSON
 */
export const parseExact = (text: string): unknown =>
  parse(text, idsAsText, { parseNumber: toNumber, onDuplicateKey: ({ newValue }) => newValue });

/**
 * Parses the JSON of SQL result chunks, whose cells are all text or null: no digits can be lost, so the native
 * parser does it, several times faster.
 * @throws SyntaxError when the text is not JSON
 */
export const parseTextOnly = (text: string): unknown => JSON.parse(text);
