/** Values of STRING, CHAR and VARCHAR. */
import { isDate } from "node:util/types";
import { LosslessNumber } from "lossless-json";
import type { ScalarType } from "../../results/sqlTypes";
import { bytesOf } from "./binaryValues";
import { anyJson, halfPairProblem, hasHalfPair } from "./jsonValues";
import type { ScalarEncoder } from "./numberValues";
import { describeKind, notOfType, ValueProblem } from "./valueProblem";

const textOfNumber = (value: number): string | ValueProblem =>
  Number.isInteger(value) && !Number.isSafeInteger(value)
    ? new ValueProblem("the number is beyond 2^53 and may have lost digits: give it as text")
    : String(value);

/** Lists and objects are JSON text. Bytes are no text: which encoding they have is not known. */
const textOfObject = (value: object): string | ValueProblem => {
  if (value instanceof LosslessNumber) return value.value;
  if (isDate(value)) {
    return Number.isNaN(value.getTime()) ? notOfType(value, "text") : value.toISOString();
  }
  return bytesOf(value) ? notOfType(value, "text") : anyJson(value);
};

/** Text of any length: numbers, booleans and dates become their text, lists and objects JSON text. */
export const encodeText: ScalarEncoder = (value) => {
  switch (typeof value) {
    case "string":
      return hasHalfPair(value) ? halfPairProblem(value) : value;
    case "number":
      return textOfNumber(value);
    case "boolean":
    case "bigint":
      return String(value);
    case "object":
      return value === null ? "null" : textOfObject(value);
    default:
      return notOfType(value, "text");
  }
};

/** The length of text in characters: a surrogate pair is one. */
const characterCount = (text: string): number => {
  let count = text.length;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= 0xd800 && code < 0xdc00) count -= 1;
  }
  return count;
};

/** Text of a limited length. */
export const limitedTextEncoder = (type: ScalarType): ScalarEncoder => {
  const { name, length } = type;
  if (length === undefined) return encodeText;
  return (value) => {
    const text = encodeText(value);
    if (typeof text !== "string" || text.length <= length || characterCount(text) <= length) return text;
    return new ValueProblem(`${describeKind(text)} is longer than ${name}(${length}) takes`);
  };
};
