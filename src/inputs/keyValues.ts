/** Inputs that hold a list of keys and values. */
import { isLosslessNumber } from "lossless-json";
import { parseLossless, stringifyExact } from "../http/json";
import { defineInput, type Input, isBlank, type Reader, type Texts, whenEmpty } from "./defineInput";

/** One entry of a list of keys and values. */
export interface KeyValue {
  key: string;
  value: unknown;
}

const notAList = (label: string): Error => new Error(`${label} must be a list of keys and values.`);

const parseList: Reader<unknown, string> = (text, label) => {
  try {
    return parseLossless(text);
  } catch {
    throw notAList(label);
  }
};

const isEntry = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !isLosslessNumber(value);

/**
 * Reads a list of keys and values, in which a key may be repeated. The list may be JSON, and an object is read as the
 * list of its fields. Entries without key and value, as a form may leave them, are skipped. A number of JSON that a
 * JavaScript number cannot hold is a `LosslessNumber`: `valueText` gives its digits.
 */
export const readKeyValues: Reader<KeyValue[]> = (value, label) => {
  const given = typeof value === "string" ? parseList(value, label) : value;
  if (!isEntry(given)) throw notAList(label);
  const entries: unknown[] = Array.isArray(given)
    ? given
    : Object.entries(given).map(([key, one]) => ({ key, value: one }));
  return entries.flatMap((entry): KeyValue[] => {
    if (!isEntry(entry)) throw notAList(label);
    const { key, value: one } = entry as Partial<KeyValue>;
    if (isBlank(key) && isBlank(one)) return [];
    if (isBlank(key)) throw new Error(`${label} has a value without a key.`);
    if (typeof key === "object" && !isLosslessNumber(key)) {
      throw new Error(`${label} has a key that is no text.`);
    }
    return [{ key: String(key).trim(), value: one }];
  });
};

/**
 * The text of a value in a list of keys and values: text unchanged, no value as no text, a date in ISO 8601, objects and
 * lists as JSON, every number with all its digits.
 */
export const valueText = (value: unknown): string => {
  if (value === undefined || value === null) return "";
  if (value instanceof Date) return String(value.toJSON());
  return typeof value === "object" && !isLosslessNumber(value) ? stringifyExact(value) : String(value);
};

/** An input of keys and values, none if it is empty. */
export const keyValuesInput = (texts: Texts): Input<KeyValue[]> =>
  whenEmpty(defineInput({ type: "string", collection: "keyvaluelist", ...texts }, readKeyValues), []);
