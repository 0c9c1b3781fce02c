/** Any JSON value as exact JSON text. */
import { isDate } from "node:util/types";
import { LosslessNumber } from "lossless-json";
import { parseLossless } from "../../http/json";
import { describeKind, ValueProblem } from "./valueProblem";

/** Turns a value into JSON text; NULL is `null`. */
export type TokenEncoder = (value: unknown) => string | ValueProblem;

/** How deep a value may be nested. */
const maxDepth = 500;

const halfPair = /\p{Surrogate}/u;

/** Whether text has half of a surrogate pair, which is no character and has no UTF-8. */
export const hasHalfPair = (text: string): boolean => halfPair.test(text);

/** The problem of such a text. */
export const halfPairProblem = (text: string): ValueProblem =>
  new ValueProblem(`${describeKind(text)} has half of a surrogate pair, which is no character`);

/** Text as a JSON string. */
export const textToken = (text: string): string | ValueProblem =>
  hasHalfPair(text) ? halfPairProblem(text) : JSON.stringify(text);

/** A finite number as JSON, in which zero keeps its sign. */
export const numberJson = (value: number): string => (Object.is(value, -0) ? "-0.0" : String(value));

/** Writes a number that is given by its digits, such as a bigint. */
type DigitsEncoder = (value: bigint | LosslessNumber) => string | ValueProblem;

const allDigits: DigitsEncoder = (value) => value.toString();

/** A whole number or a fraction of up to 38 digits; every other one becomes a DOUBLE in a VARIANT. */
const decimalText = /^-?(?=(?:\.?\d){1,38}$)\d+(?:\.\d+)?$/;

const variantDigits: DigitsEncoder = (value) => {
  const text = value.toString();
  return decimalText.test(text)
    ? text
    : new ValueProblem(`${describeKind(value)} has more digits than VARIANT keeps: give it as text`);
};

const listJson = (items: readonly unknown[], digits: DigitsEncoder, depth: number): string | ValueProblem => {
  let text = "[";
  for (let index = 0; index < items.length; index += 1) {
    const token = anyToken(items[index] ?? null, digits, depth + 1);
    if (typeof token !== "string") return token.within(index);
    text += index === 0 ? token : `,${token}`;
  }
  return `${text}]`;
};

const objectJson = (object: object, digits: DigitsEncoder, depth: number): string | ValueProblem => {
  let text = "{";
  for (const [key, value] of Object.entries(object)) {
    if (value === undefined) continue;
    const name = textToken(key);
    const token = typeof name === "string" ? anyToken(value, digits, depth + 1) : name;
    if (typeof token !== "string") return token.within(key);
    text += text.length === 1 ? `${name}:${token}` : `,${name}:${token}`;
  }
  return `${text}}`;
};

/** Whether an object has fields of its own that JSON keeps, unlike a Map or a Set. */
export const isFieldObject = (value: object): boolean =>
  Object.prototype.toString.call(value) === "[object Object]";

const objectToken = (value: object, digits: DigitsEncoder, depth: number): string | ValueProblem => {
  if (depth > maxDepth) return new ValueProblem(`the value is nested more than ${maxDepth} levels deep`);
  if (Array.isArray(value)) return listJson(value, digits, depth);
  if (value instanceof LosslessNumber) return digits(value);
  if (isDate(value) && !Number.isNaN(value.getTime())) return `"${value.toISOString()}"`;
  return isFieldObject(value)
    ? objectJson(value, digits, depth)
    : new ValueProblem(`${describeKind(value)} has no JSON form`);
};

const anyToken = (value: unknown, digits: DigitsEncoder, depth: number): string | ValueProblem => {
  switch (typeof value) {
    case "string":
      return textToken(value);
    case "number":
      return Number.isFinite(value)
        ? numberJson(value)
        : new ValueProblem(`${describeKind(value)} has no JSON form: give it as text`);
    case "boolean":
      return value ? "true" : "false";
    case "bigint":
      return digits(value);
    case "object":
      return value === null ? "null" : objectToken(value, digits, depth);
    default:
      return new ValueProblem(`${describeKind(value)} has no JSON form`);
  }
};

/** Any JSON: numbers keep all digits that they have, dates are ISO 8601, text is a string even if it looks like JSON. */
export const anyJson: TokenEncoder = (value) => anyToken(value, allDigits, 0);

/** The same without numbers that a VARIANT would round. */
export const variantToken: TokenEncoder = (value) => anyToken(value, variantDigits, 0);

/** The value of JSON text with all digits of its numbers; undefined where the text is no JSON. */
export const parsedJson = (text: string): unknown => {
  try {
    return parseLossless(text);
  } catch (error) {
    // A RangeError: nested too deeply.
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
};
